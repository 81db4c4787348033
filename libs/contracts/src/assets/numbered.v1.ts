import { IsOptional, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows, type Shape } from '../rows.js';
import {
  custodyIntervalShape,
  fundingShareShape,
  toldIdentifierShape,
  type CustodyInterval,
  type FundingShare,
  type Identifier,
} from '../shapes.js';
import {
  SERIAL_RULES,
  type Condition,
  type Lifecycle,
  type SerialRule,
  type Title,
  type Transition,
  type Use,
} from '../vocabulary.js';

/**
 * Only assets numbers a device: 1, 2, 3 … without a gap. `previous` is the base64 leaf hash,
 * SHA-256(0x00 ‖ bytes), of the assets fact that carried this device's previous number; null for the first.
 */
export interface NumberedLine {
  deviceId: string;
  deviceSeq: number;
  previous: string | null;
}
const numbered: Shape = { deviceId: 'uuid', deviceSeq: 'integer', 'previous?': 'text' };

export interface DeviceRegisteredLine extends NumberedLine {
  lineId: string;
  lifecycle: Lifecycle;
  title: Title;
  condition: Condition;
  use: Use;
  catalogueItemId: string;
  makerId: string;
  maker: string;
  model: string;
  category: string;
  description: string;
  serialRule: SerialRule;
  identifiers: Identifier[];
  kitId?: string | null;
  orderLineId?: string | null;
  costMinor?: number | null;
  /** Why it costs nothing (AM-12). */
  zeroCostReason?: string | null;
  currency?: string | null;
  funding?: FundingShare[] | null;
  custody: CustodyInterval;
  /** How it came into the register, where that was not by a purchase received here (AM-13). */
  origin?: string | null;
  /** The device that it came in the place of (AM-14). */
  replacesDeviceId?: string | null;
  acquisitionDate?: string | null;
  /** Elements of its property record that are not known, and why. */
  blanks?: { element: string; reason: string }[] | null;
}

/** Devices entered the register (T01, AM-13). `documentId` is the receipt, or the old list they stand in. */
export class DeviceRegisteredV1 extends DocumentPart {
  static readonly type = 'fact.assets.device-registered.v1';
  @Rows({
    ...numbered,
    lineId: 'uuid',
    lifecycle: 'text',
    title: 'text',
    condition: 'text',
    use: 'text',
    catalogueItemId: 'uuid',
    makerId: 'uuid',
    maker: 'text',
    model: 'text',
    category: 'text',
    description: 'text',
    serialRule: SERIAL_RULES,
    identifiers: { each: toldIdentifierShape },
    'kitId?': 'uuid',
    'orderLineId?': 'uuid',
    'costMinor?': 'integer',
    'zeroCostReason?': 'text',
    'currency?': 'text',
    'funding?': { each: fundingShareShape },
    custody: { one: custodyIntervalShape },
    'origin?': 'text',
    'replacesDeviceId?': 'uuid',
    'acquisitionDate?': 'date',
    'blanks?': { each: { element: 'text', reason: 'text' } },
  })
  lines!: DeviceRegisteredLine[];
}

export interface DeviceTaggedLine extends NumberedLine {
  /** As printed, with hyphens and check character: INLCD-004217-S (domain §5.1). */
  tag: string;
  /** The tag it takes the place of. */
  replaces?: string | null;
}

/** Tags were bound to devices. `documentId` is the tagging command. */
export class DeviceTaggedV1 extends DocumentPart {
  static readonly type = 'fact.assets.device-tagged.v1';
  @Rows({ ...numbered, tag: 'text', 'replaces?': 'text' }) lines!: DeviceTaggedLine[];
}

/** What a transition changed: only the dimensions that changed. */
export interface ChangedDimensions {
  lifecycle?: Lifecycle;
  title?: Title;
  condition?: Condition;
  use?: Use;
  custody?: CustodyInterval;
  acquisitionDate?: string;
  /** With cost and funding: the order line came after the goods (AM-6). */
  orderLineId?: string;
  costMinor?: number;
  zeroCostReason?: string;
  currency?: string;
  funding?: FundingShare[];
  /** Accepted, but not yet fit to leave A01: what is still missing (CR-12). Empty when nothing is. */
  waitingFor?: ('TAG' | 'COST' | 'FUNDING' | 'ORDER' | 'DISPUTE')[];
  /** False: a second person settled whose plate it is (AM-8). */
  disputed?: boolean;
}

const changedShape: Shape = {
  'lifecycle?': 'text',
  'title?': 'text',
  'condition?': 'text',
  'use?': 'text',
  'custody?': { one: custodyIntervalShape },
  'acquisitionDate?': 'date',
  'orderLineId?': 'uuid',
  'costMinor?': 'integer',
  'zeroCostReason?': 'text',
  'currency?': 'text',
  'funding?': { each: fundingShareShape },
  'waitingFor?': 'list',
  'disputed?': 'boolean',
};

export interface DeviceTransitionedLine extends NumberedLine {
  transition: Transition;
  changed: ChangedDimensions;
}

/** The state of devices changed, one fact per cause. `documentId` is the document that decided it. */
export class DeviceTransitionedV1 extends DocumentPart {
  static readonly type = 'fact.assets.device-transitioned.v1';
  @Rows({ ...numbered, transition: 'text', changed: { one: changedShape } }) lines!: DeviceTransitionedLine[];
}

export interface EffectConflictedLine extends NumberedLine {
  transition: Transition;
  /** The life-cycle state that did not allow the transition. */
  state: Lifecycle;
  detail: string;
}

/** A document moved devices that, by a true race, could not move; nothing changed, the document opens an exception. */
export class EffectConflictedV1 extends DocumentPart {
  static readonly type = 'fact.assets.effect-conflicted.v1';
  @IsUUID() factId!: string;
  @IsOptional() @IsUUID() waybillId?: string | null;
  @Rows({ ...numbered, transition: 'text', state: 'text', detail: 'text' }) lines!: EffectConflictedLine[];
}
