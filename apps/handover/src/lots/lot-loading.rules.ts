import type { WaybillPurpose } from '@dotation/contracts';
import type { Problem } from '../documents/rows.rules.js';
import { heldBack, heldOf, inDeposit, leftOf, travelling, type AllocatedLot, type CarriedLot } from './lot.rules.js';

export interface WantedLot {
  lotId: string;
  quantity: number;
  carton?: string | null;
}

export interface LoadedLot extends WantedLot {
  allocationLotId: string;
  previousId: string | null;
  /** Of a RETURN: how many the unit had accepted; what it refused goes first, then what a gate holds back. */
  held: number;
  /** Of a RETURN: how many a gate holds back (CR-16). */
  pending: number;
}

export interface LotOrder {
  purpose: WaybillPurpose;
  toOrgUnitId: string;
  /** Where the rest of the goods is taken from; of a RETURN it says which unit gives them back, where several could. */
  originWaybillId: string | null;
  fromPlaceId: string;
}

/** With the units whose own place the waybill leaves from: goods brought to them elsewhere may have been carried home. */
export interface LoadingOrder extends LotOrder {
  livingThere: readonly string[];
}

/** CR-18, AM-9: a waybill takes of a lot what one allocation, one refusal or one leg has of it. */
export function loadLots(
  order: LoadingOrder,
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
    const having = order.purpose === 'RETURN' ? unitsHaving(sources) : [];
    if (having.length > 1)
      return problem(
        'lotId',
        'several-units-have-it',
        `T37: a RETURN takes from one unit; say with originWaybillId whose it is: ${having.join('; ')}.`,
      );
    const source = sources.find(({ there }) => there >= quantity);
    if (source) {
      const { allocationLotId, previousId, refused, pending } = source;
      const notRefused = Math.max(0, quantity - refused);
      const held = Math.max(0, notRefused - pending);
      return [{ ...one, allocationLotId, previousId, held, pending: notRefused - held }];
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
  RETURN: 'refused by one unit where it leaves from, held back by a gate, or held by it, and not on its way home yet',
  ONWARD: 'travelling with originWaybillId',
};

interface Source {
  there: number;
  /** Of that, what does not come out of what a unit accepted. */
  refused: number;
  pending: number;
  allocationLotId: string;
  previousId: string | null;
  /** The leg it is taken from. */
  leg: CarriedLot | null;
}

function sourcesOf(
  order: LoadingOrder,
  lotId: string,
  allocated: readonly AllocatedLot[],
  carried: readonly CarriedLot[],
): Source[] {
  const { purpose, toOrgUnitId, originWaybillId } = order;
  if (purpose === 'TO_UNIT')
    return allocated
      .filter((one) => one.lotId === lotId && one.orgUnitId === toOrgUnitId && one.reserved)
      .map((one) => ({
        ...{ there: leftOf(one), refused: leftOf(one), allocationLotId: one.lineId },
        ...{ pending: 0, previousId: null, leg: null },
      }));
  const onLeg = carried.filter((one) => one.lotId === lotId && one.state === 'OPEN');
  const from = (one: CarriedLot, refused: number, pending = 0, held = 0): Source => ({
    ...{ there: refused + pending + held, refused, pending },
    allocationLotId: one.allocationLotId,
    previousId: one.lineId,
    leg: one,
  });
  if (purpose === 'RETURN')
    return onLeg
      .filter((one) => standsWhere(order, one))
      .map((one) => from(one, inDeposit(one), heldBack(one), heldOf(one)));
  return onLeg
    .filter((one) => one.waybillId === originWaybillId && one.toOrgUnitId === toOrgUnitId)
    .map((one) => from(one, travelling(one)));
}

/** T37: a unit gives back what is at the place the waybill leaves from, never what another unit has. */
function standsWhere({ fromPlaceId, livingThere, originWaybillId }: LoadingOrder, leg: CarriedLot): boolean {
  if (leg.homeward || (originWaybillId !== null && leg.waybillId !== originWaybillId)) return false;
  return leg.toPlaceId === fromPlaceId || livingThere.includes(leg.toOrgUnitId);
}

/** Said where more than one could be meant: each unit, how many it has and by which waybills. */
function unitsHaving(sources: readonly Source[]): string[] {
  const having = sources.flatMap(({ leg, there }) => (leg && there > 0 ? [{ leg, there }] : []));
  return [...Map.groupBy(having, ({ leg }) => leg.toOrgUnitId)].map(
    ([unitId, own]) =>
      `unit ${unitId} has ${own.map(({ leg, there }) => `${there} by ${leg.waybillNumber}`).join(', ')}`,
  );
}
