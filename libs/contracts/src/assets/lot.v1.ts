import { IsArray, IsISO8601, IsOptional, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows, type Shape } from '../rows.js';
import { custodianShape, fundingShareShape, type Custodian, type FundingShare } from '../shapes.js';
import { LIFECYCLES, type Condition, type Lifecycle } from '../vocabulary.js';

/** Where a quantity of a lot is: who answers for it, in which state, and for which document it is kept apart. */
export interface LotHolding extends Custodian {
  lifecycle: Lifecycle;
  /** The inspection that accepted it, the allocation that reserved it, the waybill it travels or waits on; null in stock. */
  boundTo: string | null;
  /** The unit it is on its way to. */
  consigneeId: string | null;
}
export const lotHoldingShape: Shape = {
  ...custodianShape,
  lifecycle: LIFECYCLES,
  'boundTo?': 'uuid',
  'consigneeId?': 'uuid',
};

export interface LotRegisteredLine {
  lotId: string;
  lotSeq: number;
  lineId: string;
  /** As people call the lot: LT-2026-000001. */
  number: string;
  quantity: number;
  catalogueItemId: string;
  makerId: string;
  maker: string;
  model: string;
  category: string;
  description: string;
  condition: Condition;
  batch?: string | null;
  orderLineId?: string | null;
  /** Cost of one unit. */
  costMinor?: number | null;
  currency?: string | null;
  funding?: FundingShare[] | null;
  holding: LotHolding;
}

/** Goods that are counted, not numbered, entered the register (AM-9). `documentId` is the receipt. */
export class LotRegisteredV1 extends DocumentPart {
  static readonly type = 'fact.assets.lot-registered.v1';
  @Rows({
    lotId: 'uuid',
    lotSeq: 'integer',
    lineId: 'uuid',
    number: 'text',
    quantity: 'integer',
    catalogueItemId: 'uuid',
    makerId: 'uuid',
    maker: 'text',
    model: 'text',
    category: 'text',
    description: 'text',
    condition: 'text',
    'batch?': 'text',
    'orderLineId?': 'uuid',
    'costMinor?': 'integer',
    'currency?': 'text',
    'funding?': { each: fundingShareShape },
    holding: { one: lotHoldingShape },
  })
  lines!: LotRegisteredLine[];
}

export interface LotMovedLine {
  lotId: string;
  /** Only assets numbers the movements of a lot: 1 is its registration, then 2, 3 … without a gap. */
  lotSeq: number;
  /** The line of the document that moved it. */
  lineId: string;
  transition: string;
  quantity: number;
  from: LotHolding;
  to: LotHolding;
  claimedAt: string;
}

/** A quantity of a lot went from one holding to another; what is nowhere else stays where it is. */
export class LotMovedV1 extends DocumentPart {
  static readonly type = 'fact.assets.lot-moved.v1';
  /** Lines of the document that asked for what stands there already: followed, though nothing had to move. */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) unmoved?: string[] | null;
  @Rows({
    lotId: 'uuid',
    lotSeq: 'integer',
    lineId: 'uuid',
    transition: 'text',
    quantity: 'integer',
    from: { one: lotHoldingShape },
    to: { one: lotHoldingShape },
    claimedAt: 'instant',
  })
  lines!: LotMovedLine[];
}

export interface LotTitleLine {
  lotId: string;
  /** The line of the deed. */
  lineId: string;
  quantity: number;
  beneficiaryUnitId: string;
}

/** So many of a lot are the State's by a deed (T14); nothing moved. `documentId` is the deed. */
export class LotTitlePassedV1 extends DocumentPart {
  static readonly type = 'fact.assets.lot-title-passed.v1';
  @IsISO8601() effectiveAt!: string;
  @Rows({ lotId: 'uuid', lineId: 'uuid', quantity: 'integer', beneficiaryUnitId: 'uuid' })
  lines!: LotTitleLine[];
}

export interface LotConflictedLine {
  lotId: string;
  lineId: string;
  transition: string;
  quantity: number;
  detail: string;
}

/** A document asks for more of a lot than stands where it says; nothing of that line moved, and a person looks at it. */
export class LotConflictedV1 extends DocumentPart {
  static readonly type = 'fact.assets.lot-conflicted.v1';
  @IsUUID() factId!: string;
  @IsOptional() @IsUUID() waybillId?: string | null;
  @Rows({ lotId: 'uuid', lineId: 'uuid', transition: 'text', quantity: 'integer', detail: 'text' })
  lines!: LotConflictedLine[];
}
