import { ArrayMaxSize, IsArray, IsBoolean, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { Rows } from '../rows.js';
import type { Gate } from '../vocabulary.js';

/**
 * May equipment of these awards be given to this unit, at this place, under this signature, at each of these times?
 * Asked before an allocation is approved and before a first or transfer PV is signed (CR-15, CR-16, CR-17, CR-66).
 */
export class GateQuestion {
  @IsUUID() orgUnitId!: string;
  @IsArray() @IsUUID(undefined, { each: true }) awardIds!: string[];
  /** The person who signs; null at allocation, when nobody signs yet. */
  @IsOptional() @IsUUID() signerId?: string | null;
  @IsOptional() @IsUUID() mandateId?: string | null;
  /** What is signed for: a mandate may name its consignments (CR-22). */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) waybillIds?: string[];
  /** Where it is signed; null = the unit's own place. */
  @IsOptional() @IsUUID() placeId?: string | null;
  /** The times to judge at: the signer's clock and the server's. The gate is open only if it is open at all. */
  @IsArray() @ArrayMaxSize(4) @IsISO8601({}, { each: true }) at!: string[];
}

export interface GateFailure {
  gate: Gate;
  at: string;
  detail: string;
}

/** Answered with the ids of what was looked at; the asking service puts them into its fact. */
export class GateAnswer {
  @IsBoolean() unitKnown!: boolean;
  @IsBoolean() open!: boolean;
  @Rows({ gate: 'text', at: 'text', detail: 'text' }) failures!: GateFailure[];
  @IsArray() @IsUUID(undefined, { each: true }) vettingIds!: string[];
  @IsArray() @IsUUID(undefined, { each: true }) dueDiligenceIds!: string[];
  /** Head of the unit at the first of the asked times: the custodian whoever signs (AM-2). */
  @IsOptional() @IsUUID() headPersonId?: string | null;
  /** The unit's own place. */
  @IsOptional() @IsUUID() placeId?: string | null;
  /** False: nobody with this id is known in directory; opens SIGNER_UNKNOWN, never a refusal. */
  @IsBoolean() signerKnown!: boolean;
  /** HEAD: is the head at that time. MANDATED: holds the mandate asked for. NONE: neither (hold TO_CONFIRM, CR-22 as amended). */
  @IsString() authority!: string;
  @IsString() access!: string;
}

export const AskGate = { subject: 'call.directory.gate', request: GateQuestion, reply: GateAnswer } as const;
