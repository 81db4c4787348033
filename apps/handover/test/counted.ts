// What is counted (AM-9) on the papers of a consignment, beside or without devices.
import type { LotLine, ReservedLot } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { CarriedLot } from '../src/lots/lot.rules.js';
import { departure, paperTo, type Answer, type Unit } from './steps.ts';
import { awardId, storePlace, type World } from './world.ts';

export interface Lots extends Answer {
  lots: Record<string, unknown>[];
}

/** The register has so many of each lot in stock, and reserves from them. */
export function stocked(world: World, quantities: Map<string, number>): void {
  const { reserve } = world.script;
  world.script.reserve = async (request) => {
    const reply = await reserve(request);
    const short = (request.lots ?? []).filter(({ lotId, quantity }) => quantity > (quantities.get(lotId) ?? 0));
    if (short.length > 0) {
      const lotProblems = short.map(({ lotId }) => ({ lotId, code: 'lot-not-in-stock', detail: 'Too few.' }));
      return { ...reply, reserved: false, devices: [], lotProblems };
    }
    return { ...reply, lots: (request.lots ?? []).map(reservedLot) };
  };
}

const reservedLot = ({ lotId, quantity }: LotLine): ReservedLot => ({
  ...{ lotId, quantity, number: 'LT-2026-000001', maker: 'Gombe', model: 'Gilet', category: 'SAFETY' },
  ...{ awardIds: [awardId], costMinor: 4_200, currency: 'USD', placeId: storePlace },
});

export async function allocateLot(
  world: World,
  unit: Unit,
  quantity: number,
  lotId = uuidv7(),
): Promise<Lots & { lotId: string }> {
  const { manager, approver } = world.people;
  const asked = { orgUnitId: unit.orgUnitId, awardIds: [awardId], purpose: 'Postes', lots: [{ lotId, quantity }] };
  const { body } = await manager.post('/allocations', asked).expect(201);
  const approved = await approver.post(`/allocations/${body.id}/approval`, {}).expect(200);
  return { ...(approved.body as Lots), lotId };
}

/** Drafted, released and gone. */
export async function sendLots(world: World, unit: Unit, lots: object[], paper: object = {}): Promise<Lots> {
  const { dispatcher, manager } = world.people;
  const draft = (await dispatcher.post('/waybills', paperTo(world, unit, { lots, ...paper })).expect(201)).body as Lots;
  await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
  return (await dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200)).body as Lots;
}

/** A leg of a lot as the rules take it: plain data. */
export const aCarriedLot = (change: Partial<CarriedLot> = {}): CarriedLot => ({
  ...{ lineId: 'wl1', waybillId: 'w1', waybillNumber: 'WB-1', homeward: false, toOrgUnitId: 'unit', toPlaceId: 'p' },
  ...{ officerUnitId: 'o', officerPersonId: 'op', lotId: 'lot', lotNumber: 'LT-1', allocationLotId: 'al1' },
  ...{ allocationId: 'a1', awardIds: [], state: 'OPEN', quantity: 50, onward: 0, short: 0, arrived: 0, signed: 0 },
  ...{ accepted: 0, refused: 0, pending: 0, returning: 0, leaving: 0, packed: 0, absent: 0 },
  ...change,
});
