import type { SerialRule, TrackingMode } from '@dotation/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('catalogue_item')
export class CatalogueItem {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'maker_id' }) makerId!: string;
  @Column('text') category!: string;
  @Column('text') model!: string;
  @Column('text', { name: 'model_key' }) modelKey!: string;
  @Column('text') description!: string;
  @Column('text', { name: 'serial_rule' }) serialRule!: SerialRule;
  @Column('text', { name: 'tracking_mode' }) trackingMode!: TrackingMode;
  @Column('integer', { name: 'useful_life_months', nullable: true }) usefulLifeMonths!: number | null;
  @Column('boolean') attractive!: boolean;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
