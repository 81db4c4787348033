import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('award')
export class Award {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') fain!: string;
  @Column('text') donor!: string;
  @Column('text') instrument!: string;
  @Column('date', { name: 'obligated_on' }) obligatedOn!: string;
  @Column('boolean', { name: 'vetting_required' }) vettingRequired!: boolean;
  @Column('boolean', { name: 'due_diligence_required' }) dueDiligenceRequired!: boolean;
  @Column('text') title!: string;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
