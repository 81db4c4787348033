/** Shared vocabularies of the domain: one concept, one name, in every service, fact and answer. */

/** Life cycle of a device (domain §8.3). */
export const LIFECYCLES = [
  'A01_RECEIVED_PENDING_INSPECTION',
  'A02_REJECTED',
  'A03_RETURNED_TO_SUPPLIER',
  'A04_IN_STOCK',
  'A05_ALLOCATED',
  'A06_IN_TRANSIT_OUT',
  'A07_DELIVERED_PENDING_ACK',
  'A08_HANDED_OVER',
  'A09_IN_SERVICE',
  'A10_IN_MAINTENANCE',
  'A11_IN_TRANSIT_TRANSFER',
  'A12_UNSERVICEABLE',
  'A13_MISSING',
  'A14_STOLEN',
  'A15_SEIZED_CONFLICT',
  'A16_INACCESSIBLE',
  'A17_RECOVERED',
  'A18_WRITTEN_OFF',
  'A19_DISPOSED',
  'A20_VOIDED',
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** Who owns the device in law (domain §8.1); never to be confused with custody. */
export const TITLES = ['SUPPLIER', 'IOM_CONDITIONAL', 'FEDERALLY_OWNED', 'STATE_DRC', 'THIRD_PARTY'] as const;
export type Title = (typeof TITLES)[number];

/** What an award says about title to what it buys (2 CFR 200.312 and 200.313, domain §9.1). */
export const TITLE_TERMS = ['CONDITIONAL', 'FEDERALLY_OWNED', 'EXEMPT', 'VESTS_IN_BENEFICIARY'] as const;
export type TitleTerms = (typeof TITLE_TERMS)[number];

/** Condition scale with SF-428 and 41 CFR 102-36.240 equivalents (domain §2.5). */
export const CONDITIONS = ['EXCELLENT', 'USABLE', 'REPAIRABLE', 'SALVAGE', 'SCRAP', 'UNKNOWN'] as const;
export type Condition = (typeof CONDITIONS)[number];

export const USES = [
  'IN_USE_AUTHORISED',
  'IN_USE_OTHER',
  'IDLE_READY',
  'IDLE_BLOCKED',
  'NOT_YET_DEPLOYED',
  'UNKNOWN',
] as const;
export type Use = (typeof USES)[number];

/** Under which hold the custodian has the device (AM-19). */
export const HOLDS = ['FIRM', 'TO_CONFIRM', 'IN_DEPOSIT'] as const;
export type Hold = (typeof HOLDS)[number];

/** What a catalogue item asks of a serial number at receipt (AM-8). */
export const SERIAL_RULES = ['REQUIRED', 'IF_PRESENT', 'BATCH', 'NONE'] as const;
export type SerialRule = (typeof SERIAL_RULES)[number];

export const TRACKING_MODES = ['SERIAL', 'QUANTITY', 'KIT'] as const;
export type TrackingMode = (typeof TRACKING_MODES)[number];

/** Kinds of identifier a device may carry (domain §5.2). */
export const IDENTIFIER_TYPES = [
  'ASSET_TAG',
  'MFR_SERIAL',
  'IMEI',
  'MAC',
  'HULL',
  'VIN',
  'ENGINE',
  'PLATE',
  'RADIO_ID',
  'TERMINAL_ID',
  'ICCID',
  'GIAI',
  'SGTIN',
  'LICENCE',
  'OTHER',
] as const;
export type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

/**
 * What a document line does to the register: the document decides. MOVES: the device moves. PENDING: a gate held the
 * PV back, so an arrived device stays with the officer IN_DEPOSIT (T13) and custody starts at the completion. The
 * others change nothing: CONFIRMS what is already so, DUPLICATE of an earlier observation, CONFLICT with one.
 */
export const LINE_EFFECTS = ['MOVES', 'CONFIRMS', 'DUPLICATE', 'CONFLICT', 'PENDING'] as const;
export type LineEffect = (typeof LINE_EFFECTS)[number];

/** What the receiver says of one line (AM-17); the condition is said apart. */
export const OUTCOMES = ['ACCEPTED', 'ACCEPTED_WITH_RESERVE', 'REFUSED', 'NOT_ARRIVED', 'NOT_ANNOUNCED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a waybill travels (AM-16; STOCK_TRANSFER, TO_SUPPLIER and TRANSFER come later). */
export const WAYBILL_PURPOSES = ['TO_UNIT', 'RETURN', 'ONWARD'] as const;
export type WaybillPurpose = (typeof WAYBILL_PURPOSES)[number];

/** Why an onward leg was needed: another vehicle, the right unit after a wrong one, or another unit altogether (CR-67). */
export const ONWARD_REASONS = ['CARRIER_CHANGE', 'REDIRECT', 'REALLOCATION'] as const;
export type OnwardReason = (typeof ONWARD_REASONS)[number];

/** On whose device, or on which paper, a signature was taken (AM-1). */
export const CHANNELS = ['OWN_PHONE', 'GIVERS_PHONE', 'PAPER_TRANSCRIBED', 'SMS'] as const;
export type Channel = (typeof CHANNELS)[number];

/** In which capacity a person signs (AM-1, AM-2). */
export const CAPACITIES = [
  'HEAD',
  'DELEGATE',
  'ACTING_HEAD',
  'SUPERIOR',
  'OFFICER',
  'DRIVER',
  'STOREKEEPER',
  'WITNESS',
] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** How a code was read at the unit: what confirms a serial (CR-21). */
export const READINGS = ['SCAN', 'READ', 'PHOTO'] as const;
/** How a line was confirmed at the unit; COUNT only for goods without a serial (AM-22). */
export const CONFIRMATIONS = [...READINGS, 'COUNT'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** Access to a place (domain §9.3). */
export const ACCESS_STATUSES = ['NORMAL', 'RESTRICTED', 'NO_ACCESS', 'CONTROLLED_BY_ARMED_GROUP'] as const;
export type AccessStatus = (typeof ACCESS_STATUSES)[number];

/** Gates that can hold a handover back (CR-15 to CR-17, CR-66; DISPATCH: no dispatch known for the line). */
export const GATES = ['VETTING', 'DUE_DILIGENCE', 'ACCESS', 'DISPATCH'] as const;
export type Gate = (typeof GATES)[number];

/** Roles of domain §8.6. */
export const ROLES = [
  'REQUESTER',
  'BUDGET_HOLDER',
  'PROCUREMENT',
  'APPROVER',
  'STOREKEEPER',
  'RECEPTION_COMMITTEE',
  'FINANCE',
  'VETTING_FP',
  'DISPATCHER',
  'FIELD_OFFICER',
  'UNIT_HEAD',
  'UNIT_CUSTODIAN',
  'PROV_COMMISSIONER',
  'CG_LOGISTICS',
  'STATE_SIGNATORY',
  'TECHNICIAN',
  'COUNT_TEAM',
  'EUM_OFFICER',
  'INVESTIGATOR',
  'REVIEW_BOARD',
  'DONOR',
  'AUDITOR',
  'DATA_STEWARD',
  'SYS_ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** Why something costs nothing (AM-12): given, a part of a kit that has the price, or in the place of what was paid. */
export const ZERO_COST_REASONS = ['FREE', 'IN_KIT', 'REPLACEMENT'] as const;
export type ZeroCostReason = (typeof ZERO_COST_REASONS)[number];

/** Whose units keep the goods until a unit of the police has signed for them: the agency that buys and brings them. */
export const IMPLEMENTING_AGENCY = 'IOM';

/** Everybody but the administrator, who runs the system and has no business in it (CR-60). */
export const BUSINESS_ROLES = ROLES.filter((role) => role !== 'SYS_ADMIN');

/** Transitions of domain §8.4 that the register knows, with the additions of `docs/flows.md`. */
export const TRANSITIONS = [
  'T01',
  'T02',
  'T03',
  'T06',
  'T07',
  'T08',
  'T09',
  'T11',
  'T12',
  'T13',
  'T14',
  'T17',
  'T25',
  'T34',
  'T36',
  'T37',
  'T38',
  'T40',
  'T41',
  'T42',
  'T43',
] as const;
export type Transition = (typeof TRANSITIONS)[number];

/** As papers say it, in French and English. */
export const CONDITION_WORDS: Readonly<Record<string, readonly [french: string, english: string]>> = {
  EXCELLENT: ['Excellent', 'Excellent'],
  USABLE: ['Utilisable', 'Usable'],
  REPAIRABLE: ['Réparable', 'Repairable'],
  SALVAGE: ['À récupérer', 'Salvage'],
  SCRAP: ['Rebut', 'Scrap'],
  UNKNOWN: ['Inconnu', 'Unknown'],
};
