import { randomUUID } from 'node:crypto';
import { DeviceSeenElsewhereV1, OrganisationUnitRecordedV1, PlaceRecordedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { HeldRole } from '@dotation/service';
import { signedPrincipal } from '../../../../test/support/app.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import type { Delivery } from '../../test/delivery.ts';
import { delivered, parties, received, signed, taggedAndInspected } from '../../test/delivery.ts';
import { openLine } from '../../test/event-line.ts';
import type { EventLine } from '../../test/event-line.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers, until } from '../../test/producers.ts';

let told: Producers;
let audit: AuditApp;
let goma: Delivery;
let kananga: Delivery;
/** What the unit of Goma lies under: another unit, and a territory around its place. */
const above = { orgUnitId: uuidv7(), placeId: uuidv7() };
const open: EventLine[] = [];

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 9));
type Role = string | HeldRole;

async function listen(roles: Role[], query = '', more: { personId?: string; url?: string; last?: string } = {}) {
  const headers = await signedPrincipal(more.personId ?? randomUUID(), roles, 'audit');
  const last: Record<string, string> = more.last === undefined ? {} : { 'last-event-id': more.last };
  const line = await openLine(`${more.url ?? audit.url}/events${query}`, { ...headers, ...last });
  open.push(line);
  return line;
}

async function tellPlace(): Promise<string> {
  const placeId = uuidv7();
  const place = { placeId, kind: 'SITE', name: 'Bipemba', access: 'NORMAL' as const, accessFrom: day(1).toISOString() };
  return (await told.tell(PlaceRecordedV1, placeId, place)).factId;
}

async function tellWhatIsAbove(): Promise<void> {
  const unit = {
    agency: 'PNC' as const,
    level: 'UNIT' as const,
    status: 'ACTIVE' as const,
    validFrom: day(1).toISOString(),
  };
  const superior = { ...unit, orgUnitId: above.orgUnitId, code: 'PNC-CP-NK', nameFr: 'Commissariat provincial' };
  await told.tell(OrganisationUnitRecordedV1, above.orgUnitId, superior);
  const { partyId, placeId } = goma.unit;
  const below = { ...unit, orgUnitId: partyId, parentId: above.orgUnitId, code: 'PNC-PMH-GOM', nameFr: 'PMH de Goma' };
  await told.tell(OrganisationUnitRecordedV1, partyId, below);
  const place = {
    name: 'Masisi',
    access: 'NORMAL' as const,
    accessFrom: day(1).toISOString(),
    validFrom: day(1).toISOString(),
  };
  await told.tell(PlaceRecordedV1, above.placeId, { ...place, placeId: above.placeId, kind: 'TERRITORY' });
  await told.tell(PlaceRecordedV1, placeId as string, { ...place, placeId, parentId: above.placeId, kind: 'SITE' });
}

async function logPositions(): Promise<number[]> {
  const rows = await (
    await audit.worker()
  ).query<{ position: number }[]>('SELECT position::float8 AS position FROM fact_log ORDER BY position');
  return rows.map(({ position }) => position);
}

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats, { EVENTS_HEARTBEAT_MS: '100' });
  for (const count of [3, 2]) {
    const delivery = await received(told, await parties(told), count, day(1), { serial: (n) => `S${count}-${n}` });
    await taggedAndInspected(told, delivery, day(2));
    const { waybillId } = await delivered(told, delivery, day(10));
    await signed(told, delivery, waybillId, day(12));
    if (count === 3) goma = delivery;
    else kananga = delivery;
  }
  await tellWhatIsAbove();
  await audit.caughtUp(told);
});
afterEach(() => {
  for (const line of open.splice(0)) line.close();
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

it('tells an auditor every fact once, in order, by id and with no name in it', async () => {
  const line = await listen(['AUDITOR'], '?after=0');
  const positions = await logPositions();
  await until(async () => line.events.length >= positions.length);
  expect(line.events.map(({ data }) => data.position)).toEqual(positions);
  const text = JSON.stringify(line.events);
  for (const name of ['Goma', 'Mbuji-Mayi', 'HP', 'S3-1']) expect(text).not.toContain(name);
  const registered = line.events.find(({ type }) => type === 'fact.assets.device-registered.v1');
  expect(registered?.data.deviceIds).toEqual([...goma.deviceIds].sort());
});

it.each([
  ['the head of a unit', () => ({ role: 'UNIT_HEAD', orgUnitId: goma.unit.partyId }), true],
  ['somebody of the place', () => ({ role: 'FIELD_OFFICER', placeId: goma.unit.placeId }), true],
  ['the superior of the unit', () => ({ role: 'UNIT_HEAD', orgUnitId: above.orgUnitId }), true],
  ['somebody of the territory around it', () => ({ role: 'FIELD_OFFICER', placeId: above.placeId }), true],
  ['the store', () => ({ role: 'STOREKEEPER', orgUnitId: goma.store.partyId }), true],
  ['who answers for the award (domain §8.6)', () => ({ role: 'DONOR', awardId: goma.awardId }), true],
  ['another unit', () => ({ role: 'UNIT_HEAD', orgUnitId: kananga.unit.partyId }), false],
])('tells %s of its own devices and of no others', async (_, role: () => HeldRole, ofGoma) => {
  const [mine, others] = ofGoma ? [goma, kananga] : [kananga, goma];
  const line = await listen([role()], '?after=0');
  const end = String((await logPositions()).at(-1));
  await until(async () => line.lastEventId === end);
  expect(new Set(line.events.flatMap(({ data }) => data.deviceIds))).toEqual(new Set(mine.deviceIds));
  const types = line.events.map(({ type }) => type);
  expect(types).toContain('fact.assets.device-transitioned.v1');
  expect(types.filter((type) => type.startsWith('fact.directory.'))).toEqual([]);
  const text = JSON.stringify(line.events);
  for (const id of [...others.deviceIds, others.receiptId, others.orderId]) expect(text).not.toContain(id);
});

it('tells a unit nothing of what happened to a device before it was meant for it', async () => {
  const line = await listen([{ role: 'UNIT_HEAD', orgUnitId: goma.unit.partyId }], '?after=0');
  const end = String((await logPositions()).at(-1));
  await until(async () => line.lastEventId === end);
  const types = new Set(line.events.map(({ type }) => type));
  for (const early of [
    'fact.procurement.goods-received.v1',
    'fact.assets.device-tagged.v1',
    'fact.handover.release-approved.v1',
  ])
    expect(types).not.toContain(early);
});

it('CR-67 tells the unit that read it nothing of a device consigned elsewhere', async () => {
  const seen = { documentId: uuidv7(), placeId: goma.unit.placeId, orgUnitId: goma.unit.partyId };
  const [fact] = await told.tellParts(
    DeviceSeenElsewhereV1,
    { ...seen, seenAt: day(13).toISOString() },
    [{ lineId: uuidv7(), deviceId: kananga.deviceIds[0] as string, effect: 'CONFIRMS', waybillId: uuidv7() }],
    { recordedAt: day(13) },
  );
  await audit.caughtUp(told);
  const end = String((await logPositions()).at(-1));
  const reader = await listen([{ role: 'UNIT_HEAD', orgUnitId: goma.unit.partyId }], '?after=0');
  const dispatcher = await listen(['DISPATCHER'], '?after=0');
  await until(async () => reader.lastEventId === end && dispatcher.lastEventId === end);
  expect(JSON.stringify(reader.events)).not.toContain(fact?.factId);
  expect(JSON.stringify(dispatcher.events)).toContain(fact?.factId);
});

it('CR-60 shows an administrator nothing, and a store-keeper of all stores no facts of people and places', async () => {
  await (await audit.as({ roles: ['SYS_ADMIN'] })).get('/events').expect(403);
  const line = await listen(['STOREKEEPER'], '?after=0');
  await until(async () => line.events.length > 10);
  expect(line.events.filter(({ data }) => data.producer === 'directory')).toEqual([]);
});

it('tells from now on without a position, keeps the line open without facts, and goes on after a restart', async () => {
  const { service, url } = await audit.another();
  const before = await listen(['AUDITOR'], '', { url });
  await until(async () => before.comments >= 3);
  expect(before.events).toEqual([]);
  const first = await tellPlace();
  await until(async () => before.events.length === 1);
  expect(before.events[0]).toMatchObject({ type: PlaceRecordedV1.type, data: { factId: first, deviceIds: [] } });

  await service.close();
  await before.ended;
  const missed = [await tellPlace(), await tellPlace()];
  const after = await listen(['AUDITOR'], '?after=0', { last: before.lastEventId as string });
  const live = await tellPlace();
  await until(async () => after.events.length === 3);
  expect(after.events.map(({ data }) => data.factId)).toEqual([...missed, live]);
});

it('holds five lines open for one person, and gives a closed one back', async () => {
  const personId = randomUUID();
  const lines = [];
  for (let n = 0; n < 5; n++) lines.push(await listen(['AUDITOR'], '', { personId }));
  await expect(listen(['AUDITOR'], '', { personId })).rejects.toThrow('429');
  await listen(['AUDITOR']);
  lines[0]?.close();
  await until(async () =>
    listen(['AUDITOR'], '', { personId }).then(
      () => true,
      () => false,
    ),
  );
});

it('asks whoever passes it on to neither keep nor pack it', async () => {
  const headers = await signedPrincipal(randomUUID(), ['AUDITOR'], 'audit');
  const answer = await fetch(`${audit.url}/events?after=0`, { headers });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  expect(answer.headers.get('cache-control')).toContain('no-transform');
  await answer.body?.cancel();
});
