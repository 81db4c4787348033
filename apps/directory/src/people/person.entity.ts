import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('person')
export class Person {
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea', { name: 'name_sealed' }) nameSealed!: Buffer;
  @Column('bytea', { name: 'phone_sealed', nullable: true }) phoneSealed!: Buffer | null;
  @Column('text', { name: 'rank_code', nullable: true }) rankCode!: string | null;
  @Column('text', { name: 'rank_text', nullable: true }) rankText!: string | null;
  @Column('text', { nullable: true }) function!: string | null;
  @Column('uuid', { name: 'org_unit_id', nullable: true }) orgUnitId!: string | null;
  @Column('text', { name: 'preferred_language' }) preferredLanguage!: string;
  @Column('boolean') active!: boolean;
  @Column('uuid', { name: 'created_by' }) createdBy!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}

/** Who read whose name or phone number, and what for (CR-62). */
@Entity('person_read')
export class PersonRead {
  @PrimaryColumn('bigint', { generated: 'identity' }) id!: string;
  /** Text: the gateway itself reads names too. */
  @Column('text', { name: 'reader_id' }) readerId!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') purpose!: string;
  @Column('text', { array: true }) fields!: string[];
  @Column('timestamptz', { name: 'read_at' }) readAt!: Date;
}
