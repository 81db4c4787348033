import { createHash } from 'node:crypto';
import type { CountRead, Custodian, GateAnswer, HandoverLine, NotAnnounced, Signature } from '@dotation/contracts';
import type { Leg } from '../consignments/consignment.rules.js';
import { handoverError } from '../errors.js';
import type { Finding } from '../exceptions/finding.rules.js';
import type { SaidLot } from '../lots/lot.rules.js';
import type { SignedLine } from './acknowledgement.rules.js';
import { isCount, type SaidLine } from './sheet.rules.js';
import type { Signing } from './signing.rules.js';

/** A line with the id that it has in the fact. */
export type NumberedLine = SignedLine & { lineId: string };

/** The unit and its head on that date, whoever signed; for a RETURN the store (AM-2). */
export function receiverOf(
  said: Pick<Signing, 'homeward' | 'signature'> & { orgUnitId: string },
  signedAt: string | null,
  leg: Pick<Leg, 'toPlaceId'> | null,
  gate: Pick<GateAnswer, 'placeId' | 'headPersonId' | 'authority'> | null,
): Custodian {
  const placeId = signedAt ?? gate?.placeId ?? leg?.toPlaceId;
  if (!placeId) throw handoverError('place-required', 'Say placeId: the unit has no place of its own.');
  return {
    partyKind: 'UNIT',
    partyId: said.orgUnitId,
    personId: said.homeward ? said.signature.personId : (gate?.headPersonId ?? null),
    placeId,
    enRoute: false,
    hold: gate === null || gate.authority !== 'NONE' ? 'FIRM' : 'TO_CONFIRM',
  };
}

/** AM-2, CR-22 as amended: without authority custody moves all the same, to be confirmed. */
export function signerFindings({ capacity }: Signature, gate: Pick<GateAnswer, 'authority'> | null): Finding[] {
  if (gate?.authority !== 'NONE') return [];
  return [{ code: 'NO_MANDATE', detail: `Signed as ${capacity} without being the head or holding a mandate.` }];
}

/** What the fact tells of the lines that concern a device of this consignment. */
export function factLines(lines: readonly NumberedLine[]): HandoverLine[] {
  return lines.flatMap((line) => {
    const { lineId, deviceId, effect, outcome, condition, remark, reserve, confirmedBy, code, leg } = line;
    if (deviceId === null || effect === null) return [];
    return [
      {
        lineId,
        deviceId,
        effect,
        waybillId: leg?.waybillId ?? null,
        outcome,
        condition: condition ?? null,
        remark: [remark, reserve].filter(Boolean).join(' · ') || null,
        confirmedBy: confirmedBy ?? null,
        codeRead: confirmedBy === 'COUNT' ? null : code,
      },
    ];
  });
}

/** They travel in the head of every part, so they must be few; so many strange codes are no acknowledgement anyway. */
const roomForUnknownCodes = 20_000;

export function notAnnounced(lines: readonly NumberedLine[]): NotAnnounced[] {
  const unknown = lines
    .filter(({ outcome }) => outcome === 'NOT_ANNOUNCED')
    .map(({ lineId, code: codeRead, condition = null, remark = null }) => ({ lineId, codeRead, condition, remark }));
  if (Buffer.byteLength(JSON.stringify(unknown)) > roomForUnknownCodes) {
    throw handoverError(
      'too-many-unknown-codes',
      `${unknown.length} codes belong to no line; sign what is known apart.`,
    );
  }
  return unknown;
}

/** Counts travel in the head of every part as well. */
export function countsTold(counts: readonly CountRead[]): CountRead[] {
  if (Buffer.byteLength(JSON.stringify(counts)) > roomForUnknownCodes) {
    throw handoverError('too-many-counts', `${counts.length} rows count goods; sign some of them apart.`);
  }
  return [...counts];
}

/** Over the lines as they were signed, in their order. */
export function hashOf(lines: readonly SaidLine[], lots: readonly SaidLot[] = []): string {
  const signed = lines.map((line) => {
    const { outcome, condition = null, remark = null, reserve = null } = line;
    const said = [outcome, condition, remark, reserve];
    if (!isCount(line)) return [line.code, ...said, line.confirmedBy ?? null];
    return [line.waybillId, line.model, line.maker ?? null, line.count, ...said];
  });
  const counted = lots.map(({ waybillId, lotId, accepted, withReserve, refused, notArrived, remark }) => {
    return ['LOT', waybillId, lotId, accepted, withReserve, refused, notArrived, remark];
  });
  return createHash('sha256')
    .update(JSON.stringify([...signed, ...counted]))
    .digest('hex');
}
