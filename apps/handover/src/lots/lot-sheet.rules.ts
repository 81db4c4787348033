import type { GateFailure, SignedLotLine } from '@dotation/contracts';
import type { Goods } from '../access-overrides/access-override.rules.js';
import { checkedRows } from '../documents/rows.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';
import type { SignedAcknowledgement } from '../handovers/acknowledgement.rules.js';
import { takenBy, type CarriedLot, type SaidLot, type SignedLot } from './lot.rules.js';

/** A lot on the sheet, with the id of its line. */
type Numbered = SignedLot & { signedLineId: string };

export interface SignedSheet extends SignedAcknowledgement {
  lots: Numbered[];
}

const shape = {
  waybillId: 'uuid',
  lotId: 'uuid',
  'accepted?': 'integer',
  'withReserve?': 'integer',
  'refused?': 'integer',
  'notArrived?': 'integer',
  'remark?': 'text',
} as const;

/** The rows of a request; what is left out is none. */
export function saidLots(rows: readonly unknown[]): SaidLot[] {
  return checkedRows<Pick<SaidLot, 'waybillId' | 'lotId'> & Partial<SaidLot>>('lots', shape, rows).map((row) => ({
    ...{ waybillId: row.waybillId, lotId: row.lotId, remark: row.remark || null },
    ...{ accepted: row.accepted ?? 0, withReserve: row.withReserve ?? 0 },
    ...{ refused: row.refused ?? 0, notArrived: row.notArrived ?? 0 },
  }));
}

export function awardsOf(carried: readonly CarriedLot[]): string[] {
  return carried.flatMap(({ awardIds }) => awardIds);
}

/** CR-66: an override for the waybill, or for the allocation, covers a lot as it covers a device. */
export function goodsOfLot({ waybillId, allocationLotId }: CarriedLot): Goods {
  return { waybillId, allocationLineId: allocationLotId };
}

/** CR-16: a closed gate makes the PV wait for lots as for devices. What did not arrive is told. */
export function withLotsHeldBack(
  signed: SignedAcknowledgement,
  lots: readonly SignedLot[],
  failures: readonly Pick<GateFailure, 'gate' | 'detail'>[],
): SignedAcknowledgement {
  const isHeld = lots.some(({ effect }) => effect === 'PENDING');
  const told = signed.findings.some(({ code }) => code === 'GATE_CLOSED');
  const closed: Finding[] =
    isHeld && !told ? failures.map(({ gate, detail }) => ({ code: 'GATE_CLOSED', detail: `${gate}: ${detail}` })) : [];
  const missing = lots
    .filter(({ notArrived }) => notArrived > 0)
    .map(({ notArrived, leg }): Finding => {
      const detail = `${notArrived} of ${leg.lotNumber} have not arrived with ${leg.waybillNumber}.`;
      return { code: 'SHORT', detail, waybillId: leg.waybillId };
    });
  const pending = isHeld ? (failures[0]?.gate ?? 'VETTING') : signed.pending;
  return { ...signed, pending, findings: [...signed.findings, ...closed, ...missing] };
}

export function lotTold({ signedLineId, lotId, waybillId, effect, remark, ...said }: Numbered): SignedLotLine {
  const { accepted, withReserve, refused, notArrived } = said;
  return { lineId: signedLineId, lotId, waybillId, accepted, withReserve, refused, notArrived, remark, effect };
}

/** Whether the register has something to move because of this line. */
export function movesSome({ effect, accepted, withReserve, refused }: SignedLot): boolean {
  return refused > 0 || (effect === 'MOVES' && accepted + withReserve > 0);
}

/** A store's own signature is the arrival of what comes home. */
export function takenHome(lot: SignedLot): { lineId: string; present: number } {
  return { lineId: lot.leg.lineId, present: takenBy(lot) };
}
