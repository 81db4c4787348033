import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The head of a goods receipt; its lines, one per device, are written and read in bulk by SQL. */
@Entity('goods_receipt')
export class GoodsReceipt {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('uuid', { name: 'purchase_order_id', nullable: true }) purchaseOrderId!: string | null;
  /** The shipment it came by, where one was announced. */
  @Column('uuid', { name: 'shipment_id', nullable: true }) shipmentId!: string | null;
  @Column('uuid', { name: 'store_unit_id' }) storeUnitId!: string;
  @Column('uuid', { name: 'place_id' }) placeId!: string;
  @Column('uuid', { name: 'received_by' }) receivedBy!: string;
  @Column('uuid', { name: 'witness_id', nullable: true }) witnessId!: string | null;
  @Column('text', { name: 'delivery_note', nullable: true }) deliveryNote!: string | null;
  @Column('text', { name: 'no_delivery_note_reason', nullable: true }) noDeliveryNoteReason!: string | null;
  @Column('uuid', { name: 'carrier_id', nullable: true }) carrierId!: string | null;
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null;
  @Column('uuid', { name: 'waiver_ids', array: true }) waiverIds!: string[];
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  /** The rule values it was decided by (AM-30, Q32). */
  @Column('jsonb', { name: 'rule_values' }) ruleValues!: Record<string, number>;
}
