import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrderPersons } from './purchase-order.rules.js';

/** An order as the ERP knows it (AM-6), or as it was approved here. Its lines are written and read in bulk, by SQL. */
@Entity('purchase_order')
export class PurchaseOrder implements OrderPersons {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('date', { name: 'ordered_on' }) orderedOn!: string;
  @Column('uuid', { name: 'supplier_id', nullable: true }) supplierId!: string | null;
  @Column('uuid', { name: 'requester_id' }) requesterId!: string;
  @Column('uuid', { name: 'buyer_id' }) buyerId!: string;
  @Column('uuid', { name: 'approver_id' }) approverId!: string;
  @Column('char', { length: 3 }) currency!: string;
  @Column('text', { nullable: true }) incoterm!: string | null;
  @Column('uuid', { name: 'requisition_id', nullable: true }) requisitionId!: string | null;
  @Column('text', { name: 'approval_sha256', nullable: true }) approvalSha256!: string | null;
  @Column('integer') revision!: number;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
