import { IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import {
  fundingShareShape,
  toldIdentifierShape,
  type DocumentLine,
  type FundingShare,
  type Identifier,
} from '../shapes.js';
import {
  CONDITIONS,
  LIFECYCLES,
  SERIAL_RULES,
  TITLES,
  TRACKING_MODES,
  USES,
  type Condition,
  type Lifecycle,
  type SerialRule,
  type Title,
  type TrackingMode,
  type Use,
} from '../vocabulary.js';

/** How devices of old lists and of counts come into the register (AM-13). */
export const LEGACY_ORIGINS = ['MIGRATED', 'FOUND_AT_COUNT'] as const;
export type LegacyOrigin = (typeof LEGACY_ORIGINS)[number];

/** Elements of a property record (2 CFR 200.313(d)(1)) that an old list may leave blank, each for a reason. */
export const LEGACY_ELEMENTS = [
  'DESCRIPTION',
  'IDENTIFICATION',
  'FUNDING_SOURCE',
  'ACQUISITION_DATE',
  'COST',
  'LOCATION',
  'USE',
  'CONDITION',
] as const;
export type LegacyElement = (typeof LEGACY_ELEMENTS)[number];

/** Somebody brought an old list; nothing is in the register before another person approves it. */
export class LegacyListImportedV1 {
  static readonly type = 'fact.procurement.legacy-list-imported.v1';
  @IsUUID() documentId!: string;
  @IsString() number!: string;
  @IsIn(LEGACY_ORIGINS) origin!: LegacyOrigin;
  @IsUUID() orgUnitId!: string;
  @IsUUID() placeId!: string;
  @IsUUID() importedBy!: string;
  /** SHA-256 of the file, or of the rows as they were sent. */
  @IsString() listHash!: string;
  @IsOptional() @IsString() sheet?: string | null;
  @IsInt() rows!: number;
  @IsInt() devices!: number;
}

/** The other person said no, and why. */
export class LegacyListRefusedV1 {
  static readonly type = 'fact.procurement.legacy-list-refused.v1';
  @IsUUID() documentId!: string;
  @IsUUID() refusedBy!: string;
  @IsString() reason!: string;
}

export interface LegacyApprovedLine extends DocumentLine {
  deviceId: string;
  catalogueItemId: string;
  makerId: string;
  maker: string;
  model: string;
  category: string;
  description: string;
  trackingMode: TrackingMode;
  serialRule: SerialRule;
  identifiers: Identifier[];
  lifecycle: Lifecycle;
  title: Title;
  use: Use;
  condition: Condition;
  orgUnitId: string;
  placeId: string;
  acquisitionDate?: string | null;
  costMinor?: number | null;
  currency?: string | null;
  funding?: FundingShare[] | null;
  /** Elements that the list does not say, and why. */
  blanks: { element: string; reason: string }[];
  /** The row as it was read: its number, the line of the file, its cells by heading. */
  source: { row: number; line: number | null; cells: Record<string, string> };
}

/** Another person approved an old list: its devices are born here, and custody starts here (AM-13). */
export class LegacyListApprovedV1 extends DocumentPart {
  static readonly type = 'fact.procurement.legacy-list-approved.v1';
  @IsString() number!: string;
  @IsIn(LEGACY_ORIGINS) origin!: LegacyOrigin;
  @IsUUID() importedBy!: string;
  @IsUUID() approvedBy!: string;
  @IsString() listHash!: string;
  @IsOptional() @IsString() sheet?: string | null;
  @Rows({
    lineId: 'uuid',
    deviceId: 'uuid',
    catalogueItemId: 'uuid',
    makerId: 'uuid',
    maker: 'text',
    model: 'text',
    category: 'text',
    description: 'text',
    trackingMode: TRACKING_MODES,
    serialRule: SERIAL_RULES,
    identifiers: { each: toldIdentifierShape },
    lifecycle: LIFECYCLES,
    title: TITLES,
    use: USES,
    condition: CONDITIONS,
    orgUnitId: 'uuid',
    placeId: 'uuid',
    'acquisitionDate?': 'date',
    'costMinor?': 'integer',
    'currency?': 'text',
    'funding?': { each: fundingShareShape },
    blanks: { each: { element: 'text', reason: 'text' } },
    source: { one: { row: 'integer', 'line?': 'integer', cells: 'object' } },
  })
  lines!: LegacyApprovedLine[];
}
