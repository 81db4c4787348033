import { randomUUID } from 'node:crypto';
import type { TestPerson } from '../../../../test/support/app.ts';
import type { AuditApp } from '../../test/audit-app.ts';
import { auditApp } from '../../test/audit-app.ts';
import type { Delivery } from '../../test/delivery.ts';
import { delivered, parties, received, signed, taggedAndInspected } from '../../test/delivery.ts';
import type { Producers } from '../../test/producers.ts';
import { startProducers } from '../../test/producers.ts';
import type { HoldingsDto } from './holdings.dto.js';

let told: Producers;
let audit: AuditApp;
let auditor: TestPerson;
let delivery: Delivery;

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 9));

beforeAll(async () => {
  told = await startProducers();
  audit = await auditApp(told.nats);
  auditor = await audit.as({ roles: ['AUDITOR'] });
  delivery = await received(told, await parties(told), 25, day(1));
  await taggedAndInspected(told, delivery, day(2));
  const { waybillId } = await delivered(told, delivery, day(10));
  await signed(told, delivery, waybillId, day(12));
  await audit.caughtUp(told);
});
afterAll(async () => {
  await audit?.close();
  await told?.close();
});

async function holdings(unitId: string, query = ''): Promise<HoldingsDto> {
  return (await auditor.get(`/organisation-units/${unitId}/holdings${query}`).expect(200)).body as HoldingsDto;
}

it('says what a unit holds, on which paper, in which state (Q22)', async () => {
  const held = await holdings(delivery.unit.partyId);
  expect(held).toMatchObject({ unit: { code: 'PMH-MBM' }, total: 25, next: null });
  expect(held.items.map(({ device }) => device.deviceId)).toEqual([...delivery.deviceIds].sort());
  expect(held.items[0]).toMatchObject({
    since: day(12).toISOString(),
    lifecycle: 'A08_HANDED_OVER',
    title: 'STATE_DRC',
    custodian: { hold: 'FIRM', place: { name: 'Bureau de Mbuji-Mayi' } },
    document: { kind: 'HANDOVER', number: 'PV-2026-000001' },
    device: { maker: 'HP' },
  });
});

it('says what each party held on a date', async () => {
  const heldOn = async (partyId: string, n: number): Promise<number | null> =>
    (await holdings(partyId, `?asOf=${day(n).toISOString()}&limit=1`)).total;
  const { store, unit, carrier } = delivery;
  expect([await heldOn(store.partyId, 5), await heldOn(carrier.partyId, 5), await heldOn(unit.partyId, 5)]).toEqual([
    25, 0, 0,
  ]);
  // Twenty minutes after nine the carrier left; at nine on the 11th the office's officer had them at the unit.
  expect(await heldOn(carrier.partyId, 10)).toBe(0);
  const underway = new Date(day(10).getTime() + 25 * 60_000).toISOString();
  expect((await holdings(carrier.partyId, `?asOf=${underway}`)).total).toBe(25);
  expect([await heldOn(store.partyId, 11), await heldOn(unit.partyId, 11)]).toEqual([25, 0]);
  expect([await heldOn(store.partyId, 13), await heldOn(unit.partyId, 13)]).toEqual([0, 25]);
});

it('pages through one state, also when more becomes known between the pages', async () => {
  const first = await holdings(delivery.unit.partyId, '?limit=10');
  const more = await received(told, delivery, 1, day(14), { serial: () => 'MEANWHILE' });
  await audit.caughtUp(told);
  const second = await holdings(delivery.unit.partyId, `?limit=10&after=${first.next}`);
  const third = await holdings(delivery.unit.partyId, `?limit=10&after=${second.next}`);
  expect([second.position, third.position]).toEqual([first.position, first.position]);
  expect([second.asOf, third.knownAt]).toEqual([first.asOf, first.knownAt]);
  const ids = [first, second, third].flatMap(({ items }) => items.map(({ device }) => device.deviceId));
  expect(ids).toEqual([...delivery.deviceIds].sort());
  expect(third.next).toBeNull();
  expect(more.deviceIds).toHaveLength(1);
});

it('an unknown unit is not found, a forged cursor is refused', async () => {
  await auditor.get(`/organisation-units/${randomUUID()}/holdings`).expect(404);
  await auditor.get(`/organisation-units/${delivery.unit.partyId}/holdings?after=abc`).expect(422);
  await auditor.get('/organisation-units/not-an-id/holdings').expect(400);
});
