import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Vetting, VettingOutcome, VettingSubject } from './vetting.rules.js';

@Entity('vetting_result')
export class VettingResult implements Vetting {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') subject!: VettingSubject;
  @Column('uuid', { name: 'org_unit_id' }) orgUnitId!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('uuid', { name: 'award_id' }) awardId!: string;
  @Column('text', { name: 'embassy_case_ref', nullable: true }) embassyCaseRef!: string | null;
  @Column('text') result!: VettingOutcome;
  @Column('timestamptz', { name: 'result_at' }) resultAt!: Date;
  @Column('timestamptz', { name: 'valid_until', nullable: true }) validUntil!: Date | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
