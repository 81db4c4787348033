import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('person')
export class Person {
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea', { name: 'name_sealed' }) nameSealed!: Buffer;
  @Column('bytea', { name: 'phone_sealed', nullable: true }) phoneSealed!: Buffer | null;
  @Column('bytea', { name: 'email_sealed', nullable: true }) emailSealed!: Buffer | null;
  @Column('bytea', { name: 'matricule_sealed', nullable: true }) matriculeSealed!: Buffer | null;
  /** HMAC: the number is found by who knows it, and by nobody else. */
  @Column('bytea', { name: 'matricule_hash', nullable: true }) matriculeHash!: Buffer | null;
  @Column('text', { name: 'rank_code', nullable: true }) rankCode!: string | null;
  @Column('text', { name: 'rank_text', nullable: true }) rankText!: string | null;
  @Column('text', { nullable: true }) function!: string | null;
  @Column('uuid', { name: 'org_unit_id', nullable: true }) orgUnitId!: string | null;
  @Column('text', { name: 'preferred_language' }) preferredLanguage!: string;
  @Column('boolean') active!: boolean;
  @Column('timestamptz', { name: 'deactivated_at', nullable: true }) deactivatedAt!: Date | null;
  /** Free text may hold a name, so it stays here and is in no fact. */
  @Column('text', { name: 'deactivation_reason', nullable: true }) deactivationReason!: string | null;
  /** Recorded twice: the entry that stayed. */
  @Column('uuid', { name: 'merged_into', nullable: true }) mergedInto!: string | null;
  @Column('timestamptz', { name: 'voided_at', nullable: true }) voidedAt!: Date | null;
  @Column('uuid', { name: 'created_by' }) createdBy!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
