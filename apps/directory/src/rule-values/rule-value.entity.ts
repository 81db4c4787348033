import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Proposal } from './rule-value.rules.js';

@Entity('rule_value')
export class RuleValue {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') rule!: string;
  @Column('text') value!: string;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  /** Null: shipped, or set before two persons were asked for. */
  @Column('uuid', { name: 'proposed_by', nullable: true }) proposedBy!: string | null;
  /** Who confirmed it. */
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}

@Entity('rule_value_proposal')
export class RuleValueProposal implements Proposal {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') rule!: string;
  @Column('text') value!: string;
  /** Null: from its confirmation on. */
  @Column('timestamptz', { name: 'valid_from', nullable: true }) validFrom!: Date | null;
  @Column('text') reason!: string;
  @Column('uuid', { name: 'proposed_by' }) proposedBy!: string;
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt!: Date;
  @Column('uuid', { name: 'confirmed_by', nullable: true }) confirmedBy!: string | null;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt!: Date | null;
}
