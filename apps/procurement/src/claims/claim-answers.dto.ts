import { ApiProperty } from '@nestjs/swagger';
import { CLAIM_REASONS } from './claim-lines.rules.js';
import { CLAIM_STATUSES, OUTCOMES, PARTIES, type ClaimStatus } from './claim.rules.js';

export class ClaimSummaryDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'CL-2026-000001' }) number!: string;
  @ApiProperty({ enum: CLAIM_STATUSES }) status!: ClaimStatus;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) shipmentId!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) receiptId!: string | null;
  @ApiProperty({ enum: PARTIES }) against!: string;
  @ApiProperty({ format: 'uuid' }) partyId!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ format: 'date' }) answerBy!: string;
  @ApiProperty({ description: 'It was sent, and the deadline has passed without an answer' }) overdue!: boolean;
  @ApiProperty({ enum: OUTCOMES, nullable: true, type: String }) outcome!: string | null;
  @ApiProperty({ format: 'date-time' }) draftedAt!: string;
}

export class ClaimLineDto {
  @ApiProperty() row!: number;
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() maker!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ enum: CLAIM_REASONS }) reason!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ nullable: true, type: String }) detail!: string | null;
}

export class ReplacedDeviceDto {
  @ApiProperty({ format: 'uuid', description: 'Rejected' }) deviceId!: string;
  @ApiProperty({ format: 'uuid', description: 'What came in its place (AM-14)' }) replacedBy!: string;
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
}

export class ClaimDto extends ClaimSummaryDto {
  @ApiProperty({ type: [ClaimLineDto] }) lines!: ClaimLineDto[];
  @ApiProperty({ nullable: true, type: String }) note!: string | null;
  @ApiProperty({ type: [String] }) fileSha256s!: string[];
  @ApiProperty({
    description: 'Whether a receipt noted a shortage or damage; against a carrier a claim may be lost otherwise (§3.2)',
  })
  notedAtReceipt!: boolean;
  @ApiProperty({ format: 'uuid' }) draftedBy!: string;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) sentOn!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) sentBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date' }) answeredOn!: string | null;
  @ApiProperty({ nullable: true, type: String }) answer!: string | null;
  @ApiProperty({ nullable: true, type: String }) answerSha256!: string | null;
  @ApiProperty({ nullable: true, type: String }) outcomeReason!: string | null;
  @ApiProperty({ nullable: true, type: Number }) creditMinor!: number | null;
  @ApiProperty({ nullable: true, type: String }) creditReference!: string | null;
  @ApiProperty({ type: [String], description: 'Receipts that brought what it asked for' })
  replacementReceiptIds!: string[];
  @ApiProperty({ type: [ReplacedDeviceDto], description: 'Rejected devices of these goods that have been replaced' })
  replacedDevices!: ReplacedDeviceDto[];
  @ApiProperty({ nullable: true, type: String, format: 'uuid' }) settledBy!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) settledAt!: string | null;
}

export class ClaimPageDto {
  @ApiProperty({ type: [ClaimSummaryDto] }) items!: ClaimSummaryDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
