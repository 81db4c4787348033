import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AwardTerms } from './award-terms.rules.js';

/** What never changes about an award. Rule flags and title stand here as they were first recorded; versions say how they are. */
@Entity('award')
export class Award {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') fain!: string;
  @Column('text') donor!: string;
  @Column('text') instrument!: string;
  @Column('text', { name: 'governing_terms', nullable: true }) governingTerms!: string | null;
  @Column('text', { nullable: true }) recipient!: string | null;
  @Column('boolean') federal!: boolean;
  @Column('date', { name: 'obligated_on' }) obligatedOn!: string;
  @Column('boolean', { name: 'vetting_required' }) vettingRequired!: boolean;
  @Column('boolean', { name: 'due_diligence_required' }) dueDiligenceRequired!: boolean;
  @Column('text') title!: string;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}

const amount = { to: (value: number | null) => value, from: (value: string | null) => value && Number(value) };

/** The terms of an award from a day on, until the next version. The first one has no number: it is the award itself. */
@Entity('award_version')
export class AwardVersion implements AwardTerms {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'award_id' }) awardId!: string;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('date', { name: 'valid_from' }) validFrom!: string;
  @Column('text', { name: 'document_sha256', nullable: true }) documentSha256!: string | null;
  @Column('text') title!: AwardTerms['title'];
  @Column('integer', { name: 'equipment_threshold_usd' }) equipmentThresholdUsd!: number;
  @Column('date', { name: 'period_start', nullable: true }) periodStart!: string | null;
  @Column('date', { name: 'period_end', nullable: true }) periodEnd!: string | null;
  @Column('bigint', { name: 'amount_minor', nullable: true, transformer: amount }) amountMinor!: number | null;
  @Column('char', { length: 3, nullable: true }) currency!: string | null;
  @Column('boolean', { name: 'vetting_required' }) vettingRequired!: boolean;
  @Column('boolean', { name: 'due_diligence_required' }) dueDiligenceRequired!: boolean;
  @Column('boolean', { name: 'disposition_approval_required' }) dispositionApprovalRequired!: boolean;
  @Column('boolean', { name: 'eum_required' }) eumRequired!: boolean;
  @Column('integer', { name: 'eum_frequency_months', nullable: true }) eumFrequencyMonths!: number | null;
  @Column('boolean', { name: 'section_889_applies' }) section889Applies!: boolean;
  @Column('boolean', { name: 'marking_required' }) markingRequired!: boolean;
  @Column('text', { name: 'marking_waiver', nullable: true }) markingWaiver!: string | null;
  @Column('integer', { name: 'loss_notification_days', nullable: true }) lossNotificationDays!: number | null;
  @Column('date', { name: 'final_financial_report_on', nullable: true }) finalFinancialReportOn!: string | null;
  @Column('text', { name: 'legal_hold_reason', nullable: true }) legalHoldReason!: string | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
