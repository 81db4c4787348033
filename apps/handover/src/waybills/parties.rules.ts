import { IMPLEMENTING_AGENCY } from '@dotation/contracts';
import { handoverError } from '../errors.js';
import type { Finding } from '../exceptions/finding.rules.js';

/** What directory says of those a waybill names; null: nothing yet. */
export interface NamedParties {
  officerAgency: string | null;
  carrierKind: string | null;
  /** False: the consignee has its place elsewhere. */
  toOwnPlace: boolean;
  toPlaceReason: string | null;
}

/**
 * Who may carry the goods and who answers for them until the unit has signed. A police unit as the officer's office would
 * have them FIRM with no PV, gate or signature (CR-21): only a unit of the agency that brings them stands there. Another
 * place than the consignee's needs a reason, which stays on the waybill as an exception.
 */
export function checkParties({ officerAgency, carrierKind, toOwnPlace, toPlaceReason }: NamedParties): Finding[] {
  const rows: { row: number; field: string; code: string; detail: string }[] = [];
  const refuse = (field: string, code: string, detail: string): number => rows.push({ row: 0, field, code, detail });
  if (officerAgency !== IMPLEMENTING_AGENCY) {
    const detail = `officer.orgUnitId: until the unit has signed, an office of ${IMPLEMENTING_AGENCY} answers for the goods (CR-21).`;
    refuse('officer.orgUnitId', 'not-of-the-agency', detail);
  }
  if (carrierKind !== 'CARRIER') refuse('carrierId', 'not-a-carrier', 'carrierId: this organisation is no carrier.');
  if (!toOwnPlace && toPlaceReason === null) {
    const detail = 'toPlaceId: the consignee’s place is elsewhere; name it or a place in it, or send toPlaceReason.';
    refuse('toPlaceId', 'not-the-units-place', detail);
  }
  if (rows.length > 0) throw handoverError('parties-not-possible', rows.map(({ detail }) => detail).join(' '), rows);
  return toOwnPlace ? [] : [{ code: 'OTHER_PLACE', detail: toPlaceReason ?? '' }];
}

/** Goods that are to leave a store arrive later than now; `now` is the earlier of the two clocks, for papers that come late. */
export function etaAhead(eta: Date | null, now: Date): void {
  if (eta === null || eta >= now) return;
  const detail = `eta: ${eta.toISOString()} is over; it is ${now.toISOString()}.`;
  throw handoverError('eta-in-the-past', detail, [{ row: 0, field: 'eta', code: 'eta-in-the-past', detail }]);
}
