import type { RectifiedLot } from '@dotation/contracts';
import { checkedRows, type Problem } from '../documents/rows.rules.js';
import { heldOf, inDeposit, signable, type CarriedLot } from './lot.rules.js';

/** What a rectifying PV says of a lot on a waybill of the PV it corrects. */
export interface SaidCorrection {
  waybillId: string;
  lotId: string;
  strike: number;
  add: number;
  remark: string | null;
}

export interface CorrectedLot {
  leg: CarriedLot;
  struck: number;
  /** Of what nobody had signed for. */
  addedOpen: number;
  /** Of what had been refused, or struck before. */
  addedRefused: number;
  /** Of what is added, what nobody had said to have arrived (AM-18). */
  implied: number;
  remark: string | null;
}

/** What one PV, with its corrections, gave the unit of a leg. */
export interface GivenLot {
  waybillLotId: string;
  given: number;
}

/**
 * CR-23 by quantity: struck, it waits with the giver as what was refused does; added, it comes out of what nobody signed for, then
 * out of what waits with the giver. Of what the unit has, only what this PV gave it can be struck.
 */
export function correctLots(
  said: readonly SaidCorrection[],
  legs: readonly CarriedLot[],
  given: readonly GivenLot[],
): { corrected: CorrectedLot[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const corrected = said.flatMap(({ waybillId, lotId, strike, add, remark }, index): CorrectedLot[] => {
    const problem = (field: string, code: string, detail: string): CorrectedLot[] => {
      problems.push({ row: index + 1, field: `lots[${index}].${field}`, code, detail, lotId });
      return [];
    };
    const leg = legs.find((one) => one.waybillId === waybillId && one.lotId === lotId && one.state === 'OPEN');
    if (!leg) return problem('lotId', 'not-on-this-handover', 'No waybill of this PV carries the lot.');
    if (seen.has(leg.lineId)) return problem('lotId', 'lot-listed-twice', 'Say it once.');
    seen.add(leg.lineId);
    if (strike < 0 || add < 0 || strike + add === 0)
      return problem('strike', 'quantity-required', 'Say how many to strike or to add.');
    if (strike > 0 && add > 0)
      return problem('add', 'strike-or-add', 'Of one lot strike or add, the difference alone.');
    const own = given.find(({ waybillLotId }) => waybillLotId === leg.lineId)?.given ?? 0;
    const most = Math.min(own, heldOf(leg));
    if (strike > most)
      return problem('strike', 'more-than-given', `The unit has ${most} of ${leg.lotNumber} by this PV.`);
    const open = signable(leg);
    if (add > open + inDeposit(leg))
      return problem('add', 'more-than-open', `${open + inDeposit(leg)} of ${leg.lotNumber} could be added.`);
    if (!remark) return problem('remark', 'reason-required', 'CR-23: say why, lot by lot.');
    const addedOpen = Math.min(add, open);
    const implied = Math.max(0, leg.signed + addedOpen - leg.arrived);
    return [{ leg, struck: strike, addedOpen, addedRefused: add - addedOpen, implied, remark }];
  });
  return { corrected, problems };
}

const lotShape = {
  waybillId: 'uuid',
  lotId: 'uuid',
  'strike?': 'integer',
  'add?': 'integer',
  'remark?': 'text',
} as const;

/** The rows of a request; what is left out is none. */
export function saidCorrections(rows: readonly object[]): SaidCorrection[] {
  type Row = Pick<SaidCorrection, 'waybillId' | 'lotId'> & Partial<SaidCorrection>;
  return checkedRows<Row>('lots', lotShape, rows).map(({ waybillId, lotId, strike = 0, add = 0, remark }) => ({
    ...{ waybillId, lotId, strike: strike ?? 0, add: add ?? 0, remark: remark || null },
  }));
}

/** The awards that pay what is to be added of lots (CR-15). */
export function awardsToAdd(legs: readonly CarriedLot[], lots: readonly SaidCorrection[]): string[] {
  const ids = lots.map(({ lotId }) => lotId);
  return legs.filter(({ lotId }) => ids.includes(lotId)).flatMap(({ awardIds }) => awardIds);
}

export function correctionTold(
  { leg, struck, addedOpen, addedRefused, remark }: CorrectedLot,
  lineId: string,
): RectifiedLot {
  const { lotId, waybillId } = leg;
  return { lineId, lotId, waybillId, struck, added: addedOpen + addedRefused, addedRefused, remark };
}
