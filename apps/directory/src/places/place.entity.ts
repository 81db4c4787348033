import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccessStatus } from '@dotation/contracts';

@Entity('place')
export class Place {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'iso_code', nullable: true }) isoCode!: string | null;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
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
