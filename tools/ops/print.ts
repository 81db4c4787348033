// What a person sees. A script asks with --json instead.
import Table from 'cli-table3';
import type { FoundLetter } from './dead-letters.ts';
import type { Reading, ServiceReading } from './reading.ts';
import { tellsFacts } from '../stack/services.ts';
import { durationOf, type Finding } from './status.rules.ts';

const moment = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function table(head: string[], rows: string[][]): string {
  const printed = new Table({ head, style: { head: [], border: [], compact: true } });
  printed.push(...rows);
  return printed.toString();
}

export function statusText(reading: Reading, findings: Finding[]): string {
  const rows = reading.services.map((service) => [
    service.service,
    service.process.state,
    relayCell(service),
    readersCell(service),
    ownCell(service),
  ]);
  const overview = table(['service', 'process', 'own facts', 'reads', 'more'], rows);
  if (findings.length === 0) return `${overview}\n\nAll is well. (${moment(reading.at)})\n`;
  const sentences = findings.map(({ service, since, text }) => {
    const how = since ? `\n    since ${moment(since)}, for ${durationOf(since, reading.at)}` : '';
    return `  ${service}: ${text}${how}`;
  });
  const many = findings.length === 1 ? 'One thing is' : `${findings.length} things are`;
  return `${overview}\n\n${many} stuck (${moment(reading.at)}):\n\n${sentences.join('\n')}\n`;
}

function relayCell({ messaging, database, service }: ServiceReading): string {
  if (!tellsFacts(service)) return '–';
  if (!messaging) return database === null ? '–' : 'unknown';
  const { published, unpublished } = messaging.relay;
  return unpublished === 0 ? `${published} published` : `${published} published, ${unpublished} waiting`;
}

function readersCell({ messaging }: ServiceReading): string {
  if (!messaging || messaging.readers.length === 0) return '–';
  return messaging.readers
    .map(
      ({ producer, position, lag, stopped }) =>
        `${producer} ${position}${stopped ? ' stopped' : lag > 0 ? ` (-${lag})` : ''}`,
    )
    .join('\n');
}

function ownCell({ projection, reserving = [], unsettled = [], deadLetters = [] }: ServiceReading): string {
  const cells = [
    projection && `projected ${projection.position} of ${projection.logPosition}`,
    reserving.length > 0 && `${reserving.length} reserving`,
    unsettled.length > 0 && `${unsettled.length} unsettled`,
    deadLetters.length > 0 && `${deadLetters.length} dead letters`,
  ].filter((cell) => typeof cell === 'string');
  return cells.length > 0 ? cells.join('\n') : '–';
}

export function lettersText(letters: FoundLetter[]): string {
  if (letters.length === 0) return 'No dead letters.\n';
  const rows = letters.map((letter) => [
    letter.id,
    letter.type,
    moment(letter.firstSeenAt),
    String(letter.tries),
    letter.resolvedAt
      ? `resolved ${moment(letter.resolvedAt)}`
      : letter.retryRequestedAt
        ? 'to be tried again'
        : 'open',
    letter.error.length > 60 ? `${letter.error.slice(0, 59)}…` : letter.error,
  ]);
  return `${table(['id (reader/producer/number)', 'type', 'first seen', 'tries', 'state', 'error'], rows)}\n`;
}

export function letterText(letter: FoundLetter, bytes: string): string {
  const lines = [
    ['id', letter.id],
    ['type', letter.type],
    ['first seen', moment(letter.firstSeenAt)],
    ['last tried', `${moment(letter.triedAt)} (${letter.tries} times)`],
    ['state', letter.resolvedAt ? `resolved ${moment(letter.resolvedAt)}` : 'open'],
    ['error', letter.error],
  ].map(([name, value]) => `${String(name).padEnd(11)}${value}`);
  return `${lines.join('\n')}\n\n${bytes}\n`;
}

/** For scripts: `ok`, or why it cannot be reached; null where nobody knows the address. */
export function scriptOf({ broker, services, ...reading }: Reading, isBrokerAsked = true): object {
  return {
    ...reading,
    broker: isBrokerAsked ? (broker ?? 'ok') : null,
    services: services.map((service) => ({ ...service, database: service.database ?? 'ok' })),
  };
}
