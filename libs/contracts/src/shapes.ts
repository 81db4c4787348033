import { HOLDS, IDENTIFIER_TYPES, type Hold, type IdentifierType } from './vocabulary.js';
import type { Shape } from './rows.js';

/** An identifier as captured (`raw`) and as compared (`value`, domain §5.2). */
export interface Identifier {
  type: IdentifierType;
  value: string;
  raw: string;
}
export const identifierShape: Shape = { type: IDENTIFIER_TYPES, value: 'text', raw: 'text' };
/** As facts carry it: a reader passes over a type it does not know yet, rather than refuse the whole receipt. */
export const toldIdentifierShape: Shape = { ...identifierShape, type: 'text' };

/** A device of a document line (AM-9: `{lineId, deviceId}`, or a quantity of a lot). */
export interface DocumentLine {
  lineId: string;
  deviceId?: string | null;
  lotId?: string | null;
  quantity?: number | null;
}
export const lineShape: Shape = { lineId: 'uuid', 'deviceId?': 'uuid', 'lotId?': 'uuid', 'quantity?': 'integer' };

/** A quantity of a lot on a document whose other lines are devices; told in the first part only (AM-9). */
export interface LotLine {
  lineId: string;
  lotId: string;
  quantity: number;
}
export const lotLineShape: Shape = { lineId: 'uuid', lotId: 'uuid', quantity: 'integer' };

/** Who answers for a device (a unit or an organisation, and a person), where, and under which hold. */
export interface Custodian {
  partyKind: 'UNIT' | 'ORGANISATION';
  partyId: string;
  personId: string | null;
  /** While `enRoute`, the place it travels to. */
  placeId: string;
  enRoute: boolean;
  hold: Hold;
}
export const custodianShape: Shape = {
  partyKind: ['UNIT', 'ORGANISATION'],
  partyId: 'uuid',
  'personId?': 'uuid',
  placeId: 'uuid',
  enRoute: 'boolean',
  hold: HOLDS,
};

/** A custody interval as the register opened it. `claimedFrom` is the time on the document, `clamped` when it could not be kept. */
export interface CustodyInterval extends Custodian {
  from: string;
  claimedFrom: string;
  clamped: boolean;
  documentId: string;
}
export const custodyIntervalShape: Shape = {
  ...custodianShape,
  from: 'instant',
  claimedFrom: 'instant',
  clamped: 'boolean',
  documentId: 'uuid',
};

export interface Money {
  /** Minor units (cents) as an integer. */
  minor: number;
  /** ISO 4217. */
  currency: string;
}
export const moneyShape: Shape = { minor: 'integer', currency: 'text' };

/** Share of an award in the cost of a device; the shares of a device sum to 100 (domain §9.1). */
export interface FundingShare {
  awardId: string;
  percent: number;
}
export const fundingShareShape: Shape = { awardId: 'uuid', percent: 'number' };

/** A signature as AM-1 separates it: the person and capacity, not the account that recorded it. */
export interface Signature {
  personId: string;
  capacity: string;
  rank?: string | null;
  function?: string | null;
  signedAt: string;
  /** SHA-256 of the drawn or photographed signature, kept as a file. */
  imageSha256?: string | null;
}
export const signatureShape: Shape = {
  personId: 'uuid',
  capacity: 'text',
  'rank?': 'text',
  'function?': 'text',
  signedAt: 'instant',
  'imageSha256?': 'text',
};
