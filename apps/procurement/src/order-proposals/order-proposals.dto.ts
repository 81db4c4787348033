import { PageQuery } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { FundingShareDto } from '../purchase-orders/purchase-orders.dto.js';
import { PROPOSAL_STATUSES, type ProposalStatus } from './order-proposal.rules.js';

export class ProposalsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: PROPOSAL_STATUSES })
  @IsOptional()
  @IsIn(PROPOSAL_STATUSES)
  status?: ProposalStatus;

  @ApiPropertyOptional({ description: 'Amendments of this order, and what it was made of' })
  @IsOptional()
  @IsUUID()
  purchaseOrderId?: string;
}

export class ProposedLineDto {
  @ApiProperty({ format: 'uuid' }) orderLineId!: string;
  @ApiProperty() lineNumber!: number;
  @ApiProperty({ format: 'uuid' }) catalogueItemId!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty() unitPriceMinor!: number;
  @ApiProperty({ type: [FundingShareDto] }) funding!: FundingShareDto[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) budgetLineId!: string | null;
  @ApiProperty({ nullable: true, type: Number, description: 'The line for which this other model comes (AM-7)' })
  substitutesLine!: number | null;
}

export class ApprovalDto {
  @ApiProperty({ format: 'uuid' }) approverId!: string;
  @ApiProperty({ format: 'date-time' }) approvedAt!: string;
  @ApiProperty({ description: 'How many approvals the matrix of that moment asked for where this person gives one' })
  asked!: number;
}

export class OrderProposalDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: PROPOSAL_STATUSES }) status!: ProposalStatus;
  @ApiProperty({ format: 'uuid', description: 'The order it becomes' }) purchaseOrderId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) requisitionId!: string | null;
  @ApiProperty({ description: '1: a new order' }) revision!: number;
  @ApiProperty({ nullable: true, type: String, description: 'Why the order is amended' }) reason!: string | null;
  @ApiProperty({ format: 'uuid' }) requesterId!: string;
  @ApiProperty({ format: 'uuid' }) buyerId!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) supplierId!: string | null;
  @ApiProperty({ nullable: true, type: String }) incoterm!: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date', description: 'Of the quotation' })
  validUntil!: string | null;
  @ApiProperty() currency!: string;
  @ApiProperty({ description: 'The whole of the order, in minor units' }) amountMinor!: number;
  @ApiProperty({ type: [ProposedLineDto] }) lines!: ProposedLineDto[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The requester, of another model (AM-7)' })
  acceptedBy!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) acceptedAt!: string | null;
  @ApiProperty({ type: [ApprovalDto] }) approvals!: ApprovalDto[];
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) refusedBy!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) withdrawnBy!: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'Why it was refused or withdrawn' })
  refusalReason!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) decidedAt!: string | null;
}

export class OrderProposalPageDto {
  @ApiProperty({ type: [OrderProposalDto] }) items!: OrderProposalDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
