import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CorrectedNoun, CorrectionAction, Proposal } from './correction.rules.js';

/** What one steward proposes and another confirms. */
@Entity('correction')
export class Correction implements Proposal {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') action!: CorrectionAction;
  @Column('text') noun!: CorrectedNoun;
  @Column('uuid', { name: 'subject_id' }) subjectId!: string;
  @Column('uuid', { name: 'into_id', nullable: true }) intoId!: string | null;
  /** Free text may hold a name, so it stays here and is in no fact. */
  @Column('text') reason!: string;
  @Column('uuid', { name: 'proposed_by' }) proposedBy!: string;
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt!: Date;
  @Column('text', { nullable: true }) outcome!: 'CONFIRMED' | 'REJECTED' | null;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt!: Date | null;
}
