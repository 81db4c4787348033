import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rule_value')
export class RuleValue {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') rule!: string;
  @Column('text') value!: string;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
