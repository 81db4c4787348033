import { IsIn, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';
import { effectLineShape, type EffectLine } from './waybill.v1.js';

export const TRANSCRIPTION_RESULTS = ['MATCHES', 'DIFFERS'] as const;
export type TranscriptionResult = (typeof TRANSCRIPTION_RESULTS)[number];

/**
 * Another person compared a PV that was written down for its receiver, on the giver's phone or from paper, with the photo of
 * the signed sheet (AM-1). `documentId` is the PV. Nothing moves; what differs is put right by a rectifying PV.
 */
export class TranscriptionCheckedV1 extends DocumentPart {
  static readonly type = 'fact.handover.transcription-checked.v1';
  @IsString() number!: string;
  @IsIn(TRANSCRIPTION_RESULTS) result!: TranscriptionResult;
  /** What differs. */
  @IsOptional() @IsString() remark?: string | null;
  /** SHA-256 of the sheet that was looked at, hex: that of the PV. */
  @IsString() sheetSha256!: string;
  @IsUUID() checkedBy!: string;
  @IsISO8601() checkedAt!: string;
  @Rows(effectLineShape) lines!: EffectLine[];
}
