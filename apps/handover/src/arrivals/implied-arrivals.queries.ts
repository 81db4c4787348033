import type { Cause } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Leg } from '../consignments/consignment.rules.js';
import type { CarriedLot, SignedLot } from '../lots/lot.rules.js';
import { saveArrival } from './arrivals.queries.js';

/**
 * What was read or counted at the unit had arrived there, though nobody recorded it (AM-18): one arrival per waybill, before the
 * document that implies it, so that custody passes through the officer without a gap.
 */
export async function saveImpliedArrivals(
  tx: EntityManager,
  lines: readonly { deviceId: string; leg: Leg }[],
  lots: readonly Pick<SignedLot, 'leg' | 'implied'>[],
  at: { handoverId: string; orgUnitId: string; placeId: string; arrivedAt: Date },
  cause: Cause,
): Promise<void> {
  const byWaybill = new Map<string, { deviceId: string; leg: Leg }[]>();
  for (const line of lines) byWaybill.set(line.leg.waybillId, [...(byWaybill.get(line.leg.waybillId) ?? []), line]);
  const implied = lots.filter((lot) => lot.implied > 0);
  for (const waybillId of new Set([...byWaybill.keys(), ...implied.map(({ leg }) => leg.waybillId)])) {
    const own = byWaybill.get(waybillId) ?? [];
    const came = implied.filter(({ leg }) => leg.waybillId === waybillId);
    const leg = (own[0] ?? came[0])?.leg as Leg | CarriedLot;
    await saveArrival(
      tx,
      {
        id: uuidv7(),
        waybill: { id: leg.waybillId, number: leg.waybillNumber },
        implied: true,
        ...at,
        officer: officerAt(leg, at.placeId),
        sealsIntact: null,
        sealNote: null,
        driverSignature: null,
        driverAbsent: null,
        witnessId: null,
        late: false,
        lines: own.map(({ deviceId, leg: { lineId } }) => ({
          lineId,
          deviceId,
          present: true,
          effect: 'MOVES',
          remark: null,
        })),
        lots: came.map(({ leg: { lineId, lotId }, implied: present }) => ({
          ...{ lineId, lotId, present, expected: present },
        })),
      },
      cause,
    );
  }
}

/** Office and officer named on the waybill, who answer for the goods at the unit until it signs. */
export function officerAt(
  { officerUnitId, officerPersonId }: Pick<Leg, 'officerUnitId' | 'officerPersonId'>,
  placeId: string,
): { partyKind: 'UNIT'; partyId: string; personId: string; placeId: string; enRoute: false; hold: 'FIRM' } {
  return {
    partyKind: 'UNIT',
    partyId: officerUnitId,
    personId: officerPersonId,
    placeId,
    enRoute: false,
    hold: 'FIRM',
  };
}
