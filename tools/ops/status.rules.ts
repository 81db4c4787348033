// From what was read to what is wrong, in words: pure, so that every sentence can be tested.
import type { Reading, ServiceReading, UnsettledDocument } from './reading.ts';

export interface Finding {
  service: string;
  code: string;
  /** Since when, where that is known. */
  since: Date | null;
  text: string;
}

/** What takes longer than this is stuck; what takes less is work in hand. */
const patience = 15_000;
/** Elected parts write every few seconds that they are there. */
const heartbeat = 45_000;
/** Effects cross two services; a reservation is swept every minute or so. */
const settling = 60_000;

/** Everything that is stuck, the causes before their consequences. Nothing found means that all is well. */
export function findingsOf(reading: Reading): Finding[] {
  const { broker, services } = reading;
  const findings: Finding[] = [];
  const unreachable = services.filter(({ database }) => database !== null);
  const [first] = unreachable;
  if (first && unreachable.length === services.length)
    findings.push(
      finding('PostgreSQL', 'database-unreachable', null, `PostgreSQL cannot be reached: ${first.database}.`),
    );
  else
    for (const { service, database } of unreachable)
      findings.push(finding(service, 'database-unreachable', null, `Its database cannot be reached: ${database}.`));
  if (broker !== null)
    findings.push(
      finding(
        'NATS',
        'broker-unreachable',
        null,
        `The broker cannot be reached: ${broker}. Commands go on; facts wait in the databases.`,
      ),
    );
  for (const service of services) findings.push(...processFindings(service));
  for (const service of services)
    findings.push(
      ...relayFindings(service, reading),
      ...readerFindings(service, reading),
      ...businessFindings(service, reading),
    );
  return findings;
}

function finding(service: string, code: string, since: Date | null, text: string): Finding {
  return { service, code, since, text };
}

function processFindings({ service, process }: ServiceReading): Finding[] {
  if (process.state === 'down')
    return [finding(service, 'service-down', null, `The process does not answer: ${process.detail}.`)];
  if (process.state === 'not ready')
    return [finding(service, 'service-not-ready', null, `The process runs but is not ready: ${process.detail}.`)];
  return [];
}

function relayFindings({ service, messaging, process }: ServiceReading, { at, broker }: Reading): Finding[] {
  if (!messaging) return [];
  const { relay } = messaging;
  const waiting = `${count(relay.unpublished, 'fact')} of its own ${relay.unpublished === 1 ? 'waits' : 'wait'} to be published`;
  if (relay.stopped) {
    const fact = relay.stopped.factId ? ` at fact ${relay.stopped.factId}` : '';
    return [
      finding(
        service,
        'relay-stopped',
        relay.stopped.at,
        `The relay stopped${fact}: ${relay.stopped.reason}. ${waiting}.`,
      ),
    ];
  }
  const oldest = relay.oldestUnpublishedAt;
  if (oldest && isOlder(oldest, at, patience)) {
    const why = broker !== null ? ', because the broker is away' : '';
    return [finding(service, 'relay-behind', oldest, `${waiting}${why}.`)];
  }
  // A process that is down is said to be down; that its relay is, follows.
  if (process.state === 'ready' && broker === null && (relay.seenAt === null || isOlder(relay.seenAt, at, heartbeat)))
    return [finding(service, 'relay-without-leader', relay.seenAt, 'No process leads the relay.')];
  return [];
}

function readerFindings({ service, messaging }: ServiceReading, reading: Reading): Finding[] {
  return (messaging?.readers ?? []).flatMap((reader) => {
    const next = reader.position + 1;
    if (reader.stopped) {
      const fact = reader.stopped.factId ? ` (fact ${reader.stopped.factId})` : '';
      const text = `Reading ${reader.producer} stopped before number ${next}${fact}: ${reader.stopped.reason}.`;
      return [finding(service, 'reader-stopped', reader.stopped.at, text)];
    }
    const behind = Math.max(reader.lag, publishedBy(reader.producer, reading) - reader.position);
    if (behind <= 0 || !isOlder(reader.movedAt, reading.at, patience)) return [];
    const text = `It is ${count(behind, 'fact')} of ${reader.producer} behind, at number ${reader.position}.`;
    return [finding(service, 'reader-behind', reader.movedAt, text)];
  });
}

/** The reader's own word is as old as its last look; the producer knows better. */
function publishedBy(producer: string, { services }: Reading): number {
  return services.find(({ service }) => service === producer)?.messaging?.relay.published ?? 0;
}

function businessFindings(reading: ServiceReading, { at }: Reading): Finding[] {
  const { service, projection, reserving = [], unsettled = [], deadLetters = [] } = reading;
  const findings: Finding[] = [];
  if (projection?.stopped) {
    const { reason, factId, at: since } = projection.stopped;
    const text = `The projections stopped before position ${projection.position + 1} (fact ${factId ?? 'unknown'}): ${reason}. The log itself goes on.`;
    findings.push(finding(service, 'projection-stopped', since, text));
  } else if (projection?.waitingSince && isOlder(projection.waitingSince, at, patience)) {
    const behind = count(projection.logPosition - projection.position, 'fact');
    findings.push(
      finding(service, 'projection-behind', projection.waitingSince, `The projections are ${behind} behind the log.`),
    );
  }
  findings.push(...fileFindings(reading, at));
  for (const allocation of reserving.filter(({ since }) => isOlder(since, at, settling)))
    findings.push(
      finding(
        service,
        'reservation-unfinished',
        allocation.since,
        `Allocation ${allocation.number} is still being reserved; the sweeper tries again by itself.`,
      ),
    );
  for (const document of unsettled.filter(({ since }) => isOlder(since, at, settling)))
    findings.push(finding(service, 'document-unsettled', document.since, unsettledText(document)));
  if (deadLetters.length > 0) {
    const since = new Date(Math.min(...deadLetters.map(({ firstSeenAt }) => firstSeenAt.getTime())));
    findings.push(
      finding(
        service,
        'dead-letters',
        since,
        `${count(deadLetters.length, 'message')} could not be read as a fact: npm run ops -- dead-letters list.`,
      ),
    );
  }
  return findings;
}

/** Phones bring their photos when they have a good connection: a week is the time a counter-signature has. */
const filesUnderway = 7 * 86_400_000;

function fileFindings({ service, missingFiles }: ServiceReading, at: Date): Finding[] {
  if (!missingFiles?.since || !isOlder(missingFiles.since, at, filesUnderway)) return [];
  const { files, documents, since } = missingFiles;
  const text = `${count(files, 'file')} that ${count(documents, 'document')} ${documents === 1 ? 'names' : 'name'} never came: GET /api/audit/files/missing.`;
  return [finding(service, 'files-missing', since, text)];
}

function unsettledText({ kind, number, id, waiting }: UnsettledDocument): string {
  return `${kind} ${number ?? id}: the register has not answered for ${count(waiting, 'device')}.`;
}

function isOlder(time: Date, now: Date, than: number): boolean {
  return now.getTime() - time.getTime() > than;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** “3 minutes”, “2 hours”: how long something has been so. */
export function durationOf(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000));
  for (const [size, unit] of [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const)
    if (seconds >= size) return count(Math.floor(seconds / size), unit);
  return count(seconds, 'second');
}
