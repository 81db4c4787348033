import type { SerialRule, TrackingMode } from '@dotation/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Jurisdiction } from './item.rules.js';

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
  @Column('boolean', { name: 'data_bearing' }) dataBearing!: boolean;
  @Column('boolean') biometric!: boolean;
  @Column('boolean', { name: 'eum_tracked' }) eumTracked!: boolean;
  @Column('boolean', { name: 'spectrum_licence_required' }) spectrumLicenceRequired!: boolean;
  @Column('text', { nullable: true }) unspsc!: string | null;
  @Column('text', { name: 'hs_code', nullable: true }) hsCode!: string | null;
  @Column('text', { nullable: true }) mpn!: string | null;
  @Column('text', { nullable: true }) gtin!: string | null;
  @Column('char', { name: 'country_of_origin', length: 2, nullable: true }) countryOfOrigin!: string | null;
  @Column('text', { name: 'export_jurisdiction' }) exportJurisdiction!: Jurisdiction;
  @Column('text', { name: 'export_class', nullable: true }) exportClass!: string | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
