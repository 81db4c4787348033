import type { GoodsLinkedToOrderV1, InspectionClosedV1 } from '@dotation/contracts';
import { isComplete, type Holding, type Lot, type LotAsk } from './lot.rules.js';

const inHand: Holding['lifecycle'] = 'A01_RECEIVED_PENDING_INSPECTION';

/** A lot is told in the first part of a document only, because every part repeats the head. */
export function lotsIn<T>({ part, lots }: { part: number; lots?: T[] | null }): T[] {
  return part === 1 ? (lots ?? []) : [];
}

/**
 * T02 and T03 by quantity (CR-10): what was accepted goes to stock, or, without an order yet (AM-6), waits in A01 bound to the
 * inspection; what was rejected goes to quarantine.
 */
export function inspectionAsks(inspection: InspectionClosedV1): LotAsk[] {
  const { documentId, quarantinePlaceId } = inspection;
  const uninspected = ({ lifecycle, boundTo }: Holding): number | null =>
    lifecycle === inHand && boundTo === null ? 0 : null;
  // Rejected first: what is accepted is all the rest.
  return lotsIn(inspection)
    .toSorted((a, b) => Number(a.result === 'ACCEPTED') - Number(b.result === 'ACCEPTED'))
    .map(({ lineId, lotId, quantity, result }) =>
      result === 'ACCEPTED'
        ? { lotId, lineId, quantity, transition: 'T02', rank: uninspected, to: accepted(documentId) }
        : {
            ...{ lotId, lineId, quantity, transition: 'T03', rank: uninspected },
            to: (from) => ({ ...from, lifecycle: 'A02_REJECTED', placeId: quarantinePlaceId ?? from.placeId }),
          },
    );
}

const accepted =
  (inspectionId: string): LotAsk['to'] =>
  (from, lot) =>
    isComplete(lot) ? { ...from, lifecycle: 'A04_IN_STOCK', boundTo: null } : { ...from, boundTo: inspectionId };

/** AM-6: with its order line an accepted lot goes on to stock. */
export function linkAsks(linked: GoodsLinkedToOrderV1): LotAsk[] {
  return lotsIn(linked).map(({ lineId, lotId }) => ({
    ...{ lotId, lineId, quantity: 'all' as const, transition: 'T02' },
    rank: ({ lifecycle, boundTo }: Holding, lot: Lot) =>
      lifecycle === inHand && boundTo !== null && isComplete(lot) ? 0 : null,
    to: (from: Holding) => ({ ...from, lifecycle: 'A04_IN_STOCK' as const, boundTo: null }),
  }));
}
