// The steps of a consignment, each by the person whose job it is, through the HTTP API of the service.
import type { ReservedDevice } from '@dotation/contracts';
import {
  awardId,
  carrierId,
  driver,
  driver2,
  fieldOffice,
  storePlace,
  storeUnit,
  units,
  type Cast,
  type Told,
  type World,
} from './world.ts';

export interface Unit {
  orgUnitId: string;
  placeId: string;
}
let used = 0;
/** A unit directory has told of and no test has used. */
export function aUnit(): Unit {
  const unit = units[used];
  if (!unit) throw new Error('More units are needed in this world.');
  used += 1;
  return unit;
}

interface Line {
  lineId: string;
  deviceId: string;
  state: string;
  code: string;
  outcome: string;
  effect: string | null;
  [field: string]: unknown;
}
export interface Answer {
  id: string;
  number: string;
  status: string;
  lines: Line[];
  exceptions: { code: string; deviceId: string | null; detail: string; documentId: string }[];
  progress: { lines: number; applied: number; refused: number; conflicted: number; settled: boolean };
  [field: string]: unknown;
}

const idsOf = (devices: readonly ReservedDevice[]): string[] => devices.map(({ deviceId }) => deviceId);

export async function allocate(world: World, devices: readonly ReservedDevice[], { orgUnitId }: Unit): Promise<Answer> {
  const { manager, approver } = world.people;
  const { body } = await manager
    .post('/allocations', { orgUnitId, awardIds: [awardId], purpose: 'Bureau d’enquêtes', deviceIds: idsOf(devices) })
    .expect(201);
  const approved = await approver.post(`/allocations/${(body as Answer).id}/approval`, {}).expect(200);
  return approved.body as Answer;
}

export { driver, driver2 };
export const signed = (personId: string, capacity: string): { personId: string; capacity: string } => ({
  personId,
  capacity,
});

/** A waybill’s paper to this unit, with the officer who answers for the goods there. */
export function paperTo(world: World, unit: Unit, change: object = {}): object {
  return {
    purpose: 'TO_UNIT',
    fromPlaceId: storePlace,
    toPlaceId: unit.placeId,
    toOrgUnitId: unit.orgUnitId,
    carrierId,
    driverId: driver,
    vehiclePlate: 'CD 4471 AB 22',
    seals: ['SC-1'],
    officer: { orgUnitId: fieldOffice, personId: world.people.officer.id },
    ...change,
  };
}

export function paperHome(world: World, unit: Unit, devices: readonly ReservedDevice[]): object {
  return paperTo(world, unit, {
    purpose: 'RETURN',
    fromPlaceId: unit.placeId,
    toPlaceId: storePlace,
    toOrgUnitId: storeUnit,
    officer: { orgUnitId: storeUnit, personId: world.people.storekeeper.id },
    lines: devices.map(({ deviceId }) => ({ deviceId })),
  });
}

export const departure = (world: World, change: object = {}): object => ({
  driverSignature: signed(driver, 'DRIVER'),
  releasedBy: world.people.storekeeper.id,
  ...change,
});

/** Drafted, released and on the road to the unit. */
export async function send(
  world: World,
  devices: readonly ReservedDevice[],
  unit: Unit,
  change: object = {},
): Promise<Answer> {
  const { dispatcher, manager } = world.people;
  const paper = paperTo(world, unit, { lines: devices.map(({ deviceId }) => ({ deviceId })), ...change });
  const draft = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
  await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
  const left = await dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200);
  return left.body as Answer;
}

/** Allocated and on the road; the facts so far are behind us. */
export async function onTheRoad(
  world: World,
  count: number,
  unit: Unit,
  change: Partial<ReservedDevice> = {},
): Promise<{ devices: ReservedDevice[]; waybill: Answer; allocation: Answer }> {
  const devices = world.inStock(count, change);
  const allocation = await allocate(world, devices, unit);
  const waybill = await send(world, devices, unit);
  await world.told();
  return { devices, waybill, allocation };
}

export async function arrive(world: World, waybillId: string, change: object = {}): Promise<Answer> {
  const arrival = { sealsIntact: true, driverSignature: signed(driver, 'DRIVER'), ...change };
  return (await world.people.officer.post(`/waybills/${waybillId}/arrivals`, arrival).expect(201)).body as Answer;
}

export async function onceArrived(
  world: World,
  count: number,
  unit: Unit,
  change: Partial<ReservedDevice> = {},
): Promise<{ devices: ReservedDevice[]; waybill: Answer }> {
  const { devices, waybill } = await onTheRoad(world, count, unit, change);
  await arrive(world, waybill.id);
  await world.told();
  return { devices, waybill };
}

export const accepted = ({ tag }: ReservedDevice): object => ({
  code: tag,
  outcome: 'ACCEPTED',
  condition: 'EXCELLENT',
  confirmedBy: 'SCAN',
});
export const refused = ({ tag }: ReservedDevice): object => ({
  code: tag,
  outcome: 'REFUSED',
  condition: 'REPAIRABLE',
  remark: 'Écran fissuré',
});
export const notArrived = ({ tag }: ReservedDevice): object => ({ code: tag, outcome: 'NOT_ARRIVED' });

/** The sheet as the head of the unit signs it on his own phone. */
export function sheet(world: World, unit: Unit, lines: object[], change: object = {}): object {
  return {
    kind: 'FIRST',
    ...unit,
    signature: signed(world.people.head.id, 'HEAD'),
    giverId: world.people.officer.id,
    channel: 'OWN_PHONE',
    lines,
    ...change,
  };
}

export async function acknowledge(
  world: World,
  unit: Unit,
  lines: object[],
  change: object = {},
  by: Cast = 'head',
): Promise<Answer> {
  return (await world.people[by].post('/handovers', sheet(world, unit, lines, change)).expect(201)).body as Answer;
}

/** `arrival-recorded`, `handover-signed` … */
export const types = (facts: readonly Told[]): string[] => facts.map(({ type }) => type);

/** Which devices a fact moves, confirms and so on, in a form that reads: { MOVES: 37, CONFIRMS: 3 }. */
export function effects(fact: Told | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { effect } of fact?.data.lines ?? []) counts[String(effect)] = (counts[String(effect)] ?? 0) + 1;
  return counts;
}

export const fact = (facts: readonly Told[], type: string): Told => {
  const found = facts.find((one) => one.type === type);
  if (!found) throw new Error(`No fact ${type}, but ${types(facts).join(', ')}`);
  return found;
};

export const states = async (world: World, waybillId: string): Promise<Record<string, number>> => {
  const { body } = await world.people.auditor.get(`/waybills/${waybillId}`).expect(200);
  const counts: Record<string, number> = {};
  for (const { state } of (body as Answer).lines) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

export const statusOf = async (world: World, waybillId: string): Promise<string> =>
  ((await world.people.auditor.get(`/waybills/${waybillId}`).expect(200)).body as Answer).status;

export const exceptionCodes = async (world: World, query: string, by: Cast = 'head'): Promise<string[]> => {
  const { body } = await world.people[by].get(`/exceptions?${query}`).expect(200);
  return (body as { items: { code: string }[] }).items.map(({ code }) => code).sort();
};
