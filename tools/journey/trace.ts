import { setTimeout as pause } from 'node:timers/promises';
import type { Device } from './answers.ts';
import type { Cast } from './cast.ts';
import type { Client } from './client.ts';
import type { Story } from './story.ts';

export interface Trace {
  device: { deviceId: string; tag: string | null };
  now: { where: string; who: string; since: string; document: { number: string } | null };
  chain: { whole: boolean };
  events: {
    deviceSeq: number | null;
    what: string;
    document: { id: string; kind: string | null; number: string | null } | null;
    custodian: { label: string } | null;
    actorId: string;
    occurredAt: string;
    recordedAt: string;
  }[];
}

/**
 * The whole life of one device in one call, as the auditor reads it: not before the log has the last fact this person
 * wrote, and as many numbers of the device as the register has.
 */
export async function traceOf(cast: Cast, deviceId: string, story: Story, lastWriter: Client): Promise<Trace> {
  const auditor = cast.as('auditor');
  const { deviceSeq } = await auditor.get<Device>(`/assets/devices/${deviceId}`);
  const options = lastWriter.after === undefined ? {} : { after: lastWriter.after };
  let trace = await auditor.get<Trace>(`/audit/devices/${deviceId}/trace`, options);
  const numbers = (): number => Math.max(0, ...trace.events.map((event) => event.deviceSeq ?? 0));
  for (let attempt = 0; numbers() < deviceSeq && attempt < 50; attempt += 1) {
    await pause(100);
    trace = await auditor.get<Trace>(`/audit/devices/${deviceId}/trace`, options);
  }
  story.table(
    ['no.', 'what', 'by', 'document', 'custodian', 'happened', 'recorded'],
    trace.events.map((event) => [
      event.deviceSeq,
      event.what,
      cast.keyOf(event.actorId),
      event.document?.number,
      event.custodian?.label,
      clock(event.occurredAt),
      clock(event.recordedAt),
    ]),
  );
  story.say('no.: the device’s own number, which only the register gives; a line without one moved nothing.');
  story.say(
    trace.chain.whole
      ? 'Every number follows the one before, by hash: nothing is missing.'
      : 'The chain of hashes is broken: see `chain` in the trace.',
  );
  return trace;
}

/** To the millisecond, in UTC; the date alone would not tell the order. */
const clock = (instant: string): string => instant.slice(5, 23).replace('T', ' ');
