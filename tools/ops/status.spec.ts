import type { MessagingStatusReport } from '@dotation/messaging';
import { scriptOf } from './print.ts';
import type { Reading, ServiceReading } from './reading.ts';
import { durationOf, findingsOf } from './status.rules.ts';

const now = new Date('2027-03-01T12:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

function messaging(more: Partial<MessagingStatusReport> = {}): MessagingStatusReport {
  return {
    relay: {
      leader: 'host/1',
      seenAt: ago(1),
      numbered: 10,
      published: 10,
      unpublished: 0,
      oldestUnpublishedAt: null,
      stopped: null,
    },
    readers: [],
    deadLetters: { open: 0, resolved: 0 },
    ...more,
  };
}

function aService(service: ServiceReading['service'], more: Partial<ServiceReading> = {}): ServiceReading {
  return { service, process: { state: 'ready', detail: '' }, database: null, messaging: messaging(), ...more };
}

function read(...services: ServiceReading[]): Reading {
  return { at: now, broker: null, services };
}

describe('files that documents name', () => {
  const missing = (since: Date | null) =>
    findingsOf(read(aService('audit', { missingFiles: { files: 3, documents: 1, since } }))).map(({ text }) => text);

  it('are told when they have not come for a week', () => {
    expect(missing(ago(8 * 86_400))).toEqual([
      '3 files that 1 document names never came: GET /api/audit/files/missing.',
    ]);
    expect(missing(ago(6 * 86_400))).toEqual([]);
    expect(missing(null)).toEqual([]);
  });
});

const said = (reading: Reading): string[] => findingsOf(reading).map(({ service, text }) => `${service}: ${text}`);
const reader = {
  producer: 'procurement',
  leader: 'host/2',
  seenAt: ago(1),
  position: 41,
  streamSeq: 41,
  lag: 0,
  movedAt: ago(600),
  stopped: null,
};

it('says nothing when all is well', () => {
  expect(
    said(
      read(
        aService('procurement'),
        aService('assets', { messaging: messaging({ readers: [{ ...reader, position: 10, streamSeq: 10 }] }) }),
      ),
    ),
  ).toEqual([]);
});

it('says once that PostgreSQL is away, not once per service', () => {
  const down = { database: 'ECONNREFUSED', messaging: undefined };
  expect(said(read(aService('assets', down), aService('handover', down)))).toEqual([
    'PostgreSQL: PostgreSQL cannot be reached: ECONNREFUSED.',
  ]);
  expect(said(read(aService('assets', down), aService('handover')))).toEqual([
    'assets: Its database cannot be reached: ECONNREFUSED.',
  ]);
});

it('names the fact a reader stopped at, why, and since when', () => {
  const stopped = { reason: 'Error: cannot take it', factId: '0197-42', at: ago(300) };
  const [found] = findingsOf(read(aService('assets', { messaging: messaging({ readers: [{ ...reader, stopped }] }) })));
  expect(found).toEqual({
    service: 'assets',
    code: 'reader-stopped',
    since: ago(300),
    text: 'Reading procurement stopped before number 42 (fact 0197-42): Error: cannot take it.',
  });
});

it('sees by the producer’s numbers that a reader is behind, also when the reader is too dead to say so', () => {
  const procurement = aService('procurement', {
    messaging: messaging({ relay: { ...messaging().relay, published: 60 } }),
  });
  const assets = aService('assets', { messaging: messaging({ readers: [reader] }) });
  expect(said(read(procurement, assets))).toEqual(['assets: It is 19 facts of procurement behind, at number 41.']);
  const atWork = aService('assets', { messaging: messaging({ readers: [{ ...reader, movedAt: ago(2) }] }) });
  expect(said(read(procurement, atWork))).toEqual([]);
});

it('tells a relay that stopped from one that waits for the broker', () => {
  const relay = { ...messaging().relay, unpublished: 1, oldestUnpublishedAt: ago(120) };
  const waiting = { ...read(aService('assets', { messaging: messaging({ relay }) })), broker: 'ECONNREFUSED' };
  expect(said(waiting)).toEqual([
    'NATS: The broker cannot be reached: ECONNREFUSED. Commands go on; facts wait in the databases.',
    'assets: 1 fact of its own waits to be published, because the broker is away.',
  ]);
  const stopped = { reason: 'the stream holds another fact', factId: 'f-9', at: ago(60) };
  expect(said(read(aService('assets', { messaging: messaging({ relay: { ...relay, stopped } }) })))).toEqual([
    'assets: The relay stopped at fact f-9: the stream holds another fact. 1 fact of its own waits to be published.',
  ]);
});

it('sees a relay nobody leads, unless the process is down anyway', () => {
  const silent = messaging({ relay: { ...messaging().relay, seenAt: ago(600) } });
  expect(said(read(aService('assets', { messaging: silent })))).toEqual(['assets: No process leads the relay.']);
  const down = aService('assets', { messaging: silent, process: { state: 'down', detail: 'ECONNREFUSED' } });
  expect(said(read(down))).toEqual(['assets: The process does not answer: ECONNREFUSED.']);
});

it('names the fact the projections stand before, and says that the log goes on', () => {
  const stopped = { reason: 'invalid input syntax for type uuid', factId: 'f-7', at: ago(30) };
  const projection = { position: 99, logPosition: 120, waitingSince: ago(30), stopped };
  expect(said(read(aService('audit', { projection })))).toEqual([
    'audit: The projections stopped before position 100 (fact f-7): invalid input syntax for type uuid. The log itself goes on.',
  ]);
});

it('names documents and allocations that have been waiting too long, and is silent about those just made', () => {
  const document = { kind: 'receipt', id: 'd', number: 'GR-2027-000001', waiting: 3, since: ago(120) };
  const allocation = { id: 'a', number: 'AL-2027-000001', since: ago(120) };
  expect(said(read(aService('procurement', { unsettled: [document, { ...document, since: ago(5) }] })))).toEqual([
    'procurement: receipt GR-2027-000001: the register has not answered for 3 devices.',
  ]);
  expect(said(read(aService('handover', { reserving: [allocation, { ...allocation, since: ago(5) }] })))).toEqual([
    'handover: Allocation AL-2027-000001 is still being reserved; the sweeper tries again by itself.',
  ]);
});

it('says how long in the largest whole unit', () => {
  expect([5, 90, 7_200, 200_000].map((seconds) => durationOf(ago(seconds), now))).toEqual([
    '5 seconds',
    '1 minute',
    '2 hours',
    '2 days',
  ]);
});

it('tells scripts in a word what can be reached, and why not', () => {
  const down = aService('assets', { database: 'ECONNREFUSED' });
  expect(scriptOf(read(aService('audit'), down))).toMatchObject({
    broker: 'ok',
    services: [{ database: 'ok' }, { database: 'ECONNREFUSED' }],
  });
  expect(scriptOf({ ...read(), broker: 'ECONNREFUSED' })).toMatchObject({ broker: 'ECONNREFUSED' });
});
