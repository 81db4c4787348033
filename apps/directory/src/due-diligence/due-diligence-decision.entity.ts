import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Decision, DueDiligence, RiskLevel } from './due-diligence.rules.js';

@Entity('due_diligence_decision')
export class DueDiligenceDecision implements DueDiligence {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'org_unit_id' }) orgUnitId!: string;
  @Column('uuid', { name: 'award_id', nullable: true }) awardId!: string | null;
  @Column('text', { name: 'risk_level' }) riskLevel!: RiskLevel;
  @Column('text') decision!: Decision;
  @Column('text', { array: true }) mitigation!: string[];
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date;
  @Column('timestamptz', { name: 'review_at', nullable: true }) reviewAt!: Date | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
