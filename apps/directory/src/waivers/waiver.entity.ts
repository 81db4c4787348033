import type { WaivableRule } from '@dotation/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WaiverGiven } from './waiver.rules.js';

@Entity('waiver')
export class Waiver implements WaiverGiven {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') rule!: WaivableRule;
  @Column('uuid', { name: 'place_id' }) placeId!: string;
  @Column('uuid', { name: 'person_ids', array: true }) personIds!: string[];
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  @Column('timestamptz', { name: 'valid_to' }) validTo!: Date;
  @Column('text') reason!: string;
  @Column('text', { name: 'compensating_control' }) compensatingControl!: string;
  @Column('uuid', { name: 'granted_by' }) grantedBy!: string;
  @Column('timestamptz', { name: 'granted_at' }) grantedAt!: Date;
  @Column('uuid', { name: 'revoked_by', nullable: true }) revokedBy!: string | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}

@Entity('waiver_evidence')
export class WaiverEvidence {
  @PrimaryColumn('uuid', { name: 'waiver_id' }) waiverId!: string;
  @PrimaryColumn('uuid', { name: 'document_id' }) documentId!: string;
  @Column('text') sha256!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
