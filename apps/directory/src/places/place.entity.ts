import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccessStatus } from '@dotation/contracts';

/** As it is today: its present version, and what never changes (id, kind). */
@Entity('place')
export class Place {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'iso_code', nullable: true }) isoCode!: string | null;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  /** OCHA's code, for exchange with humanitarian data. */
  @Column('text', { nullable: true }) pcode!: string | null;
  @Column('text', { nullable: true }) capital!: string | null;
  /** Of a body of water: the provinces it lies in. */
  @Column('uuid', { name: 'province_ids', array: true }) provinceIds!: string[];
  @Column('uuid', { name: 'predecessor_ids', array: true }) predecessorIds!: string[];
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  /** When it ended; null: it still exists. */
  @Column('timestamptz', { name: 'valid_to', nullable: true }) validTo!: Date | null;
  @Column('uuid', { name: 'created_by' }) createdBy!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}

/** From `validFrom` on the place has this access, until a later row says otherwise. */
@Entity('place_access')
export class PlaceAccess {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'place_id' }) placeId!: string;
  @Column('text') access!: AccessStatus;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
