import type { WaybillPurpose } from '@dotation/contracts';
import type { Problem } from '../documents/rows.rules.js';
import { heldOf, inDeposit, leftOf, travelling, type AllocatedLot, type CarriedLot } from './lot.rules.js';

export interface WantedLot {
  lotId: string;
  quantity: number;
  carton?: string | null;
}

export interface LoadedLot extends WantedLot {
  allocationLotId: string;
  previousId: string | null;
  /** Of a RETURN: how many the unit had accepted; what it refused goes first. */
  held: number;
}

export interface LotOrder {
  purpose: WaybillPurpose;
  toOrgUnitId: string;
  originWaybillId: string | null;
}

/** CR-18, AM-9: a waybill takes of a lot what one allocation, one refusal or one leg has of it. */
export function loadLots(
  order: LotOrder,
  wanted: readonly WantedLot[],
  allocated: readonly AllocatedLot[],
  carried: readonly CarriedLot[],
): { loaded: LoadedLot[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const loaded = wanted.flatMap((one, index): LoadedLot[] => {
    const { lotId, quantity } = one;
    const problem = (field: string, code: string, detail: string): LoadedLot[] => {
      problems.push({ row: index + 1, field: `lots[${index}].${field}`, code, detail, lotId });
      return [];
    };
    if (quantity < 1) return problem('quantity', 'quantity-required', 'At least one.');
    if (seen.has(lotId)) return problem('lotId', 'lot-listed-twice', 'A waybill carries a lot once.');
    seen.add(lotId);
    const sources = sourcesOf(order, lotId, allocated, carried);
    const source = sources.find(({ there }) => there >= quantity);
    if (source) {
      const { allocationLotId, previousId, refused } = source;
      return [{ ...one, allocationLotId, previousId, held: Math.max(0, quantity - refused) }];
    }
    const most = Math.max(0, ...sources.map(({ there }) => there));
    return problem(
      'quantity',
      'lot-not-loadable',
      `CR-18: ${most} of the lot can go on this waybill, ${why[order.purpose]}.`,
    );
  });
  return { loaded, problems };
}

const why: Record<WaybillPurpose, string> = {
  TO_UNIT: 'from one allocation for this unit',
  RETURN: 'refused by one unit, or held by it, and not on its way home yet',
  ONWARD: 'travelling with originWaybillId',
};

interface Source {
  there: number;
  /** Of that, what does not come out of what a unit holds. */
  refused: number;
  allocationLotId: string;
  previousId: string | null;
}

function sourcesOf(
  { purpose, toOrgUnitId, originWaybillId }: LotOrder,
  lotId: string,
  allocated: readonly AllocatedLot[],
  carried: readonly CarriedLot[],
): Source[] {
  if (purpose === 'TO_UNIT')
    return allocated
      .filter((one) => one.lotId === lotId && one.orgUnitId === toOrgUnitId && one.reserved)
      .map((one) => ({ there: leftOf(one), refused: leftOf(one), allocationLotId: one.lineId, previousId: null }));
  const onLeg = carried.filter((one) => one.lotId === lotId && one.state === 'OPEN');
  const from = (one: CarriedLot, refused: number, held = 0): Source => ({
    ...{ there: refused + held, refused },
    allocationLotId: one.allocationLotId,
    previousId: one.lineId,
  });
  if (purpose === 'RETURN')
    return onLeg.filter(({ homeward }) => !homeward).map((one) => from(one, inDeposit(one), heldOf(one)));
  return onLeg
    .filter((one) => one.waybillId === originWaybillId && one.toOrgUnitId === toOrgUnitId)
    .map((one) => from(one, travelling(one)));
}
