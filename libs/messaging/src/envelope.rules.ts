import { createHash } from 'node:crypto';
import type { Cause, Fact } from './fact.js';
import { producerOf } from './fact.js';

/** Cut by bytes, well under the broker's and the ledger's 65,535. */
export const MAX_BODY_BYTES = 60_000;

/** Bytes that are not a fact of ours. They can never become one: they go to the dead letters, and the reader goes on. */
export class Undecodable extends Error {}

/** The exact bytes of a fact, written once: CloudEvents 1.0 JSON. `data` comes last, which `partBodies` relies on. */
export function encode(id: string, type: string, subject: string, data: object, cause: Cause): Buffer {
  return Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id,
      source: `/dotation/${producerOf(type)}`,
      type,
      subject,
      time: cause.occurredAt.toISOString(),
      datacontenttype: 'application/json',
      recordedat: cause.recordedAt.toISOString(),
      causationid: cause.causationId,
      actorid: cause.actorId,
      data,
    }),
  );
}

/** Reads an envelope; `data` stays what JSON gave, the contract judges it later. Throws Undecodable. */
export function decode(body: Uint8Array, type: string): Fact<unknown> {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new Undecodable(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof read !== 'object' || read === null) throw new Undecodable('not a JSON object');
  const envelope = read as Record<string, unknown>;
  const text = (name: string): string => {
    const value = envelope[name];
    if (typeof value !== 'string' || value === '') throw new Undecodable(`envelope: ${name} is missing or not text`);
    return value;
  };
  const date = (name: string): Date => {
    const value = new Date(text(name));
    if (Number.isNaN(value.getTime())) throw new Undecodable(`envelope: ${name} is not a time`);
    return value;
  };
  if (text('specversion') !== '1.0') throw new Undecodable('envelope: specversion is not 1.0');
  if (text('type') !== type) throw new Undecodable(`envelope: type ${text('type')} was published as ${type}`);
  if (text('source') !== `/dotation/${producerOf(type)}`) throw new Undecodable(`envelope: source ${text('source')}`);
  return {
    id: text('id'),
    type,
    subject: text('subject'),
    occurredAt: date('time'),
    recordedAt: date('recordedat'),
    causationId: text('causationid'),
    actorId: text('actorid'),
    data: envelope['data'],
  };
}

/** The fact id in a body, or null when there is none to be read. */
export function factIdOf(body: Uint8Array): string | null {
  try {
    const id = (JSON.parse(new TextDecoder().decode(body)) as { id?: unknown } | null)?.id;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

export function leafHash(body: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(body).digest();
}
