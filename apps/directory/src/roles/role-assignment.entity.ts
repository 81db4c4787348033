import type { Role } from '@dotation/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Grant, UnconfirmedBecause } from './role-assignment.rules.js';

@Entity('role_assignment')
export class RoleAssignment implements Grant {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') role!: Role;
  @Column('uuid', { name: 'org_unit_id', nullable: true }) orgUnitId!: string | null;
  @Column('uuid', { name: 'place_id', nullable: true }) placeId!: string | null;
  @Column('uuid', { name: 'award_id', nullable: true }) awardId!: string | null;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  @Column('timestamptz', { name: 'valid_to', nullable: true }) validTo!: Date | null;
  @Column('uuid', { name: 'granted_by' }) grantedBy!: string;
  @Column('timestamptz', { name: 'granted_at' }) grantedAt!: Date;
  @Column('boolean') pending!: boolean;
  @Column('uuid', { name: 'confirmed_by', nullable: true }) confirmedBy!: string | null;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt!: Date | null;
  @Column('text', { name: 'unconfirmed_because', nullable: true }) unconfirmedBecause!: UnconfirmedBecause | null;
  @Column('uuid', { name: 'revoked_by', nullable: true }) revokedBy!: string | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}
