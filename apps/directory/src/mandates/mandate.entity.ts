import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MandateGiven, Telephone } from './mandate.rules.js';

@Entity('mandate')
export class Mandate implements MandateGiven {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'org_unit_id' }) orgUnitId!: string;
  @Column('uuid', { name: 'from_person_id' }) fromPersonId!: string;
  @Column('uuid', { name: 'to_person_id' }) toPersonId!: string;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  @Column('timestamptz', { name: 'valid_to' }) validTo!: Date;
  @Column('text', { name: 'document_sha256', nullable: true }) documentSha256!: string | null;
  @Column('jsonb', { nullable: true }) telephone!: Telephone | null;
  @Column('uuid', { name: 'waybill_ids', array: true, nullable: true }) waybillIds!: string[] | null;
  @Column('timestamptz', { name: 'revoked_from', nullable: true }) revokedFrom!: Date | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
