import type { Cause } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Leg } from '../consignments/consignment.rules.js';
import { saveArrival } from './arrivals.queries.js';

/**
 * What was read at the unit had arrived there, though nobody recorded it (AM-18): one arrival per waybill, before the
 * document that implies it, so that custody passes through the officer without a gap.
 */
export async function saveImpliedArrivals(
  tx: EntityManager,
  lines: readonly { deviceId: string; leg: Leg }[],
  at: { handoverId: string; orgUnitId: string; placeId: string; arrivedAt: Date },
  cause: Cause,
): Promise<void> {
  const byWaybill = new Map<string, { deviceId: string; leg: Leg }[]>();
  for (const line of lines) byWaybill.set(line.leg.waybillId, [...(byWaybill.get(line.leg.waybillId) ?? []), line]);
  for (const own of byWaybill.values()) {
    const { leg } = own[0] as { leg: Leg };
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
