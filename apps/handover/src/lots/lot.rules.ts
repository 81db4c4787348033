import type { Finding } from '../exceptions/finding.rules.js';
import type { Problem } from '../documents/rows.rules.js';

/** Some of a lot that an approved allocation holds for a unit. */
export interface AllocatedLot {
  lineId: string;
  allocationId: string;
  orgUnitId: string;
  lotId: string;
  quantity: number;
  cancelled: number;
  /** Planned or gone with waybills to the unit. */
  onWaybills: number;
  /** Its reservation was answered, and it is no plan of goods on the road. */
  reserved: boolean;
}

/** Some of a lot on a waybill, and what became of it there. */
export interface CarriedLot {
  lineId: string;
  waybillId: string;
  waybillNumber: string;
  homeward: boolean;
  toOrgUnitId: string;
  toPlaceId: string;
  officerUnitId: string;
  officerPersonId: string;
  lotId: string;
  lotNumber: string;
  allocationLotId: string;
  allocationId: string;
  awardIds: string[];
  state: 'PLANNED' | 'OPEN' | 'WITHDRAWN';
  quantity: number;
  /** Gone on with another waybill (T36). */
  onward: number;
  /** Given up by the closing (T11). */
  short: number;
  arrived: number;
  /** Accepted or refused by PVs. */
  signed: number;
  /** Of that, given to the unit: without what a gate holds back. */
  accepted: number;
  /** Refused, or struck by a rectifying PV. */
  refused: number;
  /** Accepted, and held back by a gate: less than nothing when it was given after all, though planned to go home. */
  pending: number;
  /** Of the refused: planned or gone home. */
  returning: number;
  /** Of the accepted: planned or gone home, and of that what is still at the unit. */
  leaving: number;
  packed: number;
  /** Of the accepted: not found when two heads counted. */
  absent: number;
}

/** T07: what no waybill has taken. */
export const leftOf = ({ quantity, cancelled, onWaybills }: AllocatedLot): number => quantity - cancelled - onWaybills;
/** What waits with the giver and may go home. */
export const inDeposit = ({ refused, returning }: CarriedLot): number => refused - returning;
/** What a gate holds back, and no paper takes away (CR-16). */
export const heldBack = ({ pending }: CarriedLot): number => Math.max(0, pending);
/** What the unit has by this leg and no paper takes away. */
export const heldOf = ({ accepted, leaving, absent }: CarriedLot): number => accepted - leaving - absent;
/** Still on the road, as far as anybody said. */
export const travelling = ({ quantity, onward, short, arrived }: CarriedLot): number =>
  quantity - onward - short - arrived;
/** What a PV may still say something about; what was given up may turn up (AM-20). */
export const signable = ({ quantity, onward, signed }: CarriedLot): number => quantity - onward - signed;
/** T11: what travels still when a person gives up waiting. */
export function lostLots(carried: readonly CarriedLot[]): { lineId: string; lotId: string; missing: number }[] {
  return carried
    .filter(({ state }) => state === 'OPEN')
    .map((lot) => ({ lineId: lot.lineId, lotId: lot.lotId, missing: travelling(lot) }))
    .filter(({ missing }) => missing > 0);
}

/** Nothing is left to sign, to find or to bring on. */
export const isEnded = (lot: CarriedLot): boolean => signable(lot) - lot.short <= 0;

export interface ArrivedLot {
  lineId: string;
  lotId: string;
  expected: number;
  present: number;
}

/** T09 by quantity: everything that travels has arrived, unless a smaller number is said; more, where some was given up, is found. */
export function arriveLots(
  carried: readonly CarriedLot[],
  said: readonly { lotId: string; present: number }[],
): { lots: ArrivedLot[]; problems: Problem[] } {
  const problems = said.flatMap(({ lotId, present }, index): Problem[] => {
    const lot = carried.find((one) => one.lotId === lotId);
    const most = lot ? travelling(lot) + lot.short : 0;
    const at = (code: string, detail: string): Problem[] => [
      { row: index + 1, field: `lots[${index}]`, code, detail, lotId },
    ];
    if (!lot) return at('not-on-this-waybill', 'No line of this waybill has the lot.');
    if (said.findIndex((one) => one.lotId === lotId) !== index) return at('lot-listed-twice', 'Say it once.');
    if (present < 0 || present > most) return at('more-than-sent', `${most} of the lot have not arrived yet.`);
    return [];
  });
  const lots = carried.flatMap((lot): ArrivedLot[] => {
    const expected = travelling(lot);
    const present = said.find(({ lotId }) => lotId === lot.lotId)?.present ?? expected;
    return expected === 0 && present === 0 ? [] : [{ lineId: lot.lineId, lotId: lot.lotId, expected, present }];
  });
  return { lots, problems };
}

/** CR-20: what the driver could not show is an exception, never a loss by itself. */
export function shortLots(lots: readonly ArrivedLot[], waybill: { id: string; number: string }): Finding[] {
  return lots.flatMap(({ expected, present, lotId }) =>
    present < expected
      ? [
          {
            code: 'SHORT',
            detail: `${expected - present} of ${expected} of lot ${lotId} not shown at the arrival of ${waybill.number}.`,
            waybillId: waybill.id,
          },
        ]
      : [],
  );
}

export interface SaidLot {
  waybillId: string;
  lotId: string;
  accepted: number;
  withReserve: number;
  refused: number;
  notArrived: number;
  remark: string | null;
}

export interface SignedLot extends SaidLot {
  leg: CarriedLot;
  /** What this sheet says of it had not been said to have arrived (AM-18). */
  implied: number;
  effect: 'MOVES' | 'PENDING';
}

export const takenBy = ({ accepted, withReserve, refused }: SaidLot): number => accepted + withReserve + refused;

/** AM-9, AM-17, CR-21 by count: what is accepted, under reserve, refused and not arrived of each lot; what is not said stays open. */
export function signLots(
  said: readonly SaidLot[],
  carried: readonly CarriedLot[],
  { orgUnitId, homeward, gateOpen }: { orgUnitId: string; homeward: boolean; gateOpen: boolean },
): { signed: SignedLot[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const signed = said.flatMap((one, index): SignedLot[] => {
    const problem = (field: string, code: string, detail: string): SignedLot[] => {
      problems.push({ row: index + 1, field: `lots[${index}].${field}`, code, detail, lotId: one.lotId });
      return [];
    };
    const leg = carried.find(
      (lot) =>
        lot.waybillId === one.waybillId &&
        lot.lotId === one.lotId &&
        lot.toOrgUnitId === orgUnitId &&
        lot.homeward === homeward &&
        lot.state === 'OPEN',
    );
    if (!leg)
      return problem('lotId', 'not-announced', 'No waybill of these that has left for the unit carries the lot.');
    if (seen.has(leg.lineId)) return problem('lotId', 'lot-listed-twice', 'Say it once.');
    seen.add(leg.lineId);
    const numbers = [one.accepted, one.withReserve, one.refused, one.notArrived];
    if (numbers.some((number) => number < 0) || numbers.every((number) => number === 0))
      return problem('accepted', 'quantity-required', 'Say how many: accepted, withReserve, refused or notArrived.');
    const there = signable(leg);
    if (takenBy(one) + one.notArrived > there)
      return problem('accepted', 'more-than-open', `${there} of ${leg.lotNumber} are open on ${leg.waybillNumber}.`);
    if (homeward && (one.refused > 0 || one.withReserve > 0))
      return problem('refused', 'return-cannot-be-refused', 'A store takes its goods back, in whatever condition.');
    if (one.refused + one.withReserve > 0 && !one.remark)
      return problem('remark', 'reason-required', 'T13: a refusal, and a reserve, says why.');
    const implied = Math.max(0, takenBy(one) + leg.signed - leg.arrived);
    const held = !homeward && !gateOpen && one.accepted + one.withReserve > 0;
    return [{ ...one, leg, implied: homeward ? 0 : implied, effect: held ? 'PENDING' : 'MOVES' }];
  });
  return { signed, problems };
}
