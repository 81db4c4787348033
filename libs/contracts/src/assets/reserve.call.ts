import { ArrayMaxSize, IsArray, IsBoolean, IsUUID, IsString, IsOptional } from 'class-validator';
import { Rows } from '../rows.js';
import { lotLineShape, type LotLine } from '../shapes.js';
import { CONDITIONS, SERIAL_RULES, type Condition } from '../vocabulary.js';

/**
 * Reserve these devices for an allocation, all or nothing, and the same answer however often it is asked: A04 to A05, or
 * with `inTransit` from the allocation that holds them on the road (A06, A07), whose reservation ends REALLOCATED.
 */
export class ReservationRequest {
  @IsUUID() allocationId!: string;
  @IsUUID() orgUnitId!: string;
  /** The awards the allocation is made under; a device paid by another award is refused. */
  @IsArray() @IsUUID(undefined, { each: true }) awardIds!: string[];
  /** Who approved the allocation. */
  @IsUUID() actorId!: string;
  @IsString() occurredAt!: string;
  @IsArray() @ArrayMaxSize(5000) @IsUUID(undefined, { each: true }) deviceIds!: string[];
  @IsOptional() @IsBoolean() inTransit?: boolean;
  /** Quantities of lots in stock, by the lines of the allocation (AM-9). */
  @IsOptional() @Rows(lotLineShape) lots?: LotLine[] | null;
}

/** Some of a lot that is reserved, with what papers print of it. */
export interface ReservedLot {
  lotId: string;
  quantity: number;
  number: string;
  maker: string;
  model: string;
  category: string;
  awardIds: string[];
  costMinor: number;
  currency: string;
  placeId: string;
}

export interface LotProblem {
  lotId: string;
  code: string;
  detail: string;
}

export interface ReservedDevice {
  deviceId: string;
  tag: string;
  kitId: string | null;
  /** What stands on the kit's own label, where it has one. */
  kitTag?: string | null;
  maker: string;
  model: string;
  category: string;
  serial: string | null;
  serialRule: string;
  condition: Condition;
  awardIds: string[];
  costMinor: number;
  currency: string;
  /** Where it stands now, for the waybill. */
  placeId: string;
}

export interface ReservationProblem {
  deviceId: string;
  code: string;
  detail: string;
}

export class ReservationReply {
  @IsBoolean() reserved!: boolean;
  @IsOptional()
  @Rows({
    deviceId: 'uuid',
    tag: 'text',
    'kitId?': 'uuid',
    'kitTag?': 'text',
    maker: 'text',
    model: 'text',
    category: 'text',
    'serial?': 'text',
    serialRule: SERIAL_RULES,
    condition: CONDITIONS,
    awardIds: 'list',
    costMinor: 'integer',
    currency: 'text',
    placeId: 'uuid',
  })
  devices!: ReservedDevice[];
  @IsOptional() @Rows({ deviceId: 'uuid', code: 'text', detail: 'text' }) problems!: ReservationProblem[];
  @IsOptional()
  @Rows({
    lotId: 'uuid',
    quantity: 'integer',
    number: 'text',
    maker: 'text',
    model: 'text',
    category: 'text',
    awardIds: 'list',
    costMinor: 'integer',
    currency: 'text',
    placeId: 'uuid',
  })
  lots?: ReservedLot[] | null;
  @IsOptional() @Rows({ lotId: 'uuid', code: 'text', detail: 'text' }) lotProblems?: LotProblem[] | null;
}

export const ReserveDevices = {
  subject: 'call.assets.reserve',
  request: ReservationRequest,
  reply: ReservationReply,
} as const;
