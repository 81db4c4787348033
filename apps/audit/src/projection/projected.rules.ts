import type { Condition, FundingShare, Lifecycle, Title, Transition, Use } from '@dotation/contracts';

/** A fact as the log keeps it, its body read. */
export interface LogEntry {
  position: number;
  producer: string;
  seq: number;
  factId: string;
  type: string;
  causationId: string;
  occurredAt: Date;
  recordedAt: Date;
  data: Record<string, unknown>;
}

// Rows are named as their columns: they go into the tables as they are.

export interface FactDocumentRow {
  position: number;
  fact_id: string;
  document_id: string;
  /** What kind of document the fact is itself about; null for an effect of somebody else's document. */
  kind: string | null;
  /** No line names a device: the fact concerns all of the document. */
  whole: boolean;
  true_from: string;
  header: object;
}

export interface DeviceFactRow {
  device_id: string;
  position: number;
  line_no: number;
  device_seq: number | null;
  /** Hexadecimal, as PostgreSQL reads bytea. */
  previous: string | null;
  true_from: string;
  /** The fact whose document says since when this is true; null where the line says it itself. */
  cause: string | null;
  line: DeviceLine;
}

/** What is kept of a device's line: what the trace shows and what the state of the device is folded from. */
export interface DeviceLine extends StateChange {
  transition?: Transition;
  effect?: string;
  outcome?: string;
  result?: string;
  tag?: string;
  [more: string]: unknown;
}

/** The dimensions of a device that one fact changed (domain §8.1); custody has its own rows. */
export interface StateChange {
  lifecycle?: Lifecycle;
  title?: Title;
  condition?: Condition;
  use?: Use;
  acquisitionDate?: string;
  /** Absent while the goods have no order (AM-6). */
  orderLineId?: string;
  costMinor?: number;
  /** Why it costs nothing (AM-12). */
  zeroCostReason?: string;
  currency?: string;
  funding?: FundingShare[];
  waitingFor?: string[];
  /** Of a device that no purchase brought (AM-13), with what is not known of it and why. */
  origin?: string;
  blanks?: { element: string; reason: string }[];
}

export interface DeviceRow {
  device_id: string;
  position: number;
  catalogue_item_id: string;
  maker_id: string;
  maker: string;
  model: string;
  category: string;
  description: string;
  kit_id: string | null;
}

export interface DeviceCodeRow {
  code: string;
  device_id: string;
  type: string;
  value: string;
  raw: string;
  position: number;
  replaces: string | null;
}

export interface CustodyRow {
  device_id: string;
  device_seq: number;
  position: number;
  true_from: string;
  claimed_from: string;
  clamped: boolean;
  party_kind: string;
  party_id: string;
  person_id: string | null;
  place_id: string;
  en_route: boolean;
  hold: string;
  document_id: string;
}

export interface DocumentRow {
  document_id: string;
  position: number;
  kind: string;
  number: string | null;
}

export interface DocumentMarkRow {
  document_id: string;
  position: number;
  mark: string;
  at: string;
}

export interface DocumentSignatureRow {
  document_id: string;
  position: number;
  line_no: number;
  role: string;
  person_id: string;
  capacity: string;
  rank: string | null;
  function: string | null;
  signed_at: string;
  image_sha256: string | null;
}

export interface DocumentFileRow {
  document_id: string;
  position: number;
  sha256: string;
  /** What the fact calls it: platePhotoSha256, imageSha256 … */
  field: string;
}

export interface ReferenceNameRow {
  id: string;
  position: number;
  kind: string;
  code: string | null;
  name: string;
}

export interface AwardRow {
  award_id: string;
  position: number;
  fain: string;
  donor: string;
  /** Null where the fact does not say whose money it is. */
  federal: boolean | null;
}

/** An award paid for the device, as its fact says; a later fact may say otherwise. */
export interface DeviceAwardRow {
  award_id: string;
  device_id: string;
  position: number;
}

/** Who read what. */
export interface AccessRow {
  position: number;
  line_no: number;
  service: string;
  access_id: number;
  reader_id: string;
  token_id: string;
  kind: string;
  operation: string;
  filter: string;
  purpose: string | null;
  rows: number | null;
  scope: string;
  read_at: string;
}

/** What some facts add to each table. */
export interface Projected {
  fact_document: FactDocumentRow[];
  device_fact: DeviceFactRow[];
  device: DeviceRow[];
  device_code: DeviceCodeRow[];
  custody: CustodyRow[];
  document: DocumentRow[];
  document_mark: DocumentMarkRow[];
  document_signature: DocumentSignatureRow[];
  document_file: DocumentFileRow[];
  reference_name: ReferenceNameRow[];
  award: AwardRow[];
  device_award: DeviceAwardRow[];
  access: AccessRow[];
}

export function nothing(): Projected {
  return {
    fact_document: [],
    device_fact: [],
    device: [],
    device_code: [],
    custody: [],
    document: [],
    document_mark: [],
    document_signature: [],
    document_file: [],
    reference_name: [],
    award: [],
    device_award: [],
    access: [],
  };
}

/** Where documents say when they happened; the first that is there. */
const claims = [
  'effectiveAt',
  'signedAt',
  'departedAt',
  'arrivedAt',
  'receivedAt',
  'completedAt',
  'rectifiedAt',
  'ratifiedAt',
  'handedOverAt',
  'seenAt',
  'openedAt',
  'closedAt',
];

/**
 * Since when what a fact tells is true: what its document claims, else the clock of whoever did it. A claim about the
 * future is not believed: what was recorded was true then at the latest.
 */
export function trueFrom({ occurredAt, recordedAt, data }: Pick<LogEntry, 'occurredAt' | 'recordedAt' | 'data'>): Date {
  const claimed = claims.map((name) => data[name]).find((value) => typeof value === 'string');
  const time = claimed === undefined ? occurredAt : new Date(claimed as string);
  return Number.isNaN(time.getTime()) || time > recordedAt ? recordedAt : time;
}
