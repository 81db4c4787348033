import { Column, Entity, PrimaryColumn } from 'typeorm';

/** As it is today: its present version, and what never changes (id, code). */
@Entity('organisation_unit')
export class OrganisationUnit {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text', { name: 'name_fr' }) nameFr!: string;
  @Column('text', { name: 'name_en', nullable: true }) nameEn!: string | null;
  @Column('text') agency!: string;
  @Column('text', { nullable: true }) specialty!: string | null;
  @Column('text') level!: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('uuid', { name: 'place_id', nullable: true }) placeId!: string | null;
  @Column('text') status!: string;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  /** A second superior reads only; scope follows `parentId` (AM-4). */
  @Column('uuid', { name: 'second_parent_id', nullable: true }) secondParentId!: string | null;
  @Column('uuid', { name: 'predecessor_ids', array: true }) predecessorIds!: string[];
  /** When it ended; null: it still exists. */
  @Column('timestamptz', { name: 'valid_to', nullable: true }) validTo!: Date | null;
  @Column('uuid', { name: 'created_by' }) createdBy!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}

/** Who heads the unit from `validFrom` on; null = the post is vacant. Of two rows of the same moment the later one counts. */
@Entity('organisation_unit_head')
export class OrganisationUnitHead {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'org_unit_id' }) orgUnitId!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('boolean') acting!: boolean;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
