import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The head of an inspection; its results stand on the lines of the receipt, which is inspected once. */
@Entity('inspection')
export class Inspection {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('uuid', { name: 'goods_receipt_id' }) receiptId!: string;
  @Column('uuid', { array: true }) committee!: string[];
  @Column('text') extent!: 'FULL' | 'SAMPLE';
  @Column('integer', { name: 'sample_size', nullable: true }) sampleSize!: number | null;
  @Column('date', { name: 'accepted_on' }) acceptedOn!: string;
  @Column('uuid', { name: 'quarantine_place_id', nullable: true }) quarantinePlaceId!: string | null;
  @Column('uuid', { name: 'closed_by' }) closedBy!: string;
  @Column('uuid', { name: 'remote_witness_id', nullable: true }) remoteWitnessId!: string | null;
  /** The waivers it relied on (AM-3). */
  @Column('uuid', { name: 'waiver_ids', array: true }) waiverIds!: string[];
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  /** The rule values it was decided by (AM-30, Q32). */
  @Column('jsonb', { name: 'rule_values' }) ruleValues!: Record<string, number>;
  /** PROVISIONAL: with reserves, which its final reception lifts (domain §9.6). */
  @Column('text', { name: 'acceptance_type' }) acceptanceType!: 'PROVISIONAL' | 'FINAL';
}
