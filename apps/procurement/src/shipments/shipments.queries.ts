import { ShipmentProgressedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { decodeCursor, pageOf, sqlOrder, uuidv7 } from '@dotation/service';
import type { Command, Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { customsOf } from '../customs/customs.queries.js';
import { customsMissing } from '../customs/customs.rules.js';
import { procurementError } from '../errors.js';
import { daysLate, riskPassesAt, type Incoterm, type Progress, type ShipmentStatus } from './shipment.rules.js';
import type { ShipmentDto, ShipmentStepDto, ShipmentSummaryDto } from './shipment-answers.dto.js';
import type { ShipmentsQuery } from './shipments.dto.js';

export interface ShipmentHead {
  id: string;
  number: string;
  status: ShipmentStatus;
  supplierId: string;
  purchaseOrderId: string | null;
  fromCountry: string;
  placeId: string;
  storeUnitId: string;
  expectedOn: string;
}

const head = `id, number, status, supplier_id AS "supplierId", purchase_order_id AS "purchaseOrderId",
  from_country AS "fromCountry", place_id AS "placeId", store_unit_id AS "storeUnitId",
  expected_on::text AS "expectedOn"`;
const summary = `${head}, mode, transport_number AS "transportNumber",
  customs_complete AS "customsComplete", recorded_at AS "recordedAt"`;

export async function shipmentHead(tx: EntityManager, id: string): Promise<ShipmentHead> {
  return found((await tx.query(`SELECT ${head} FROM shipment WHERE id = $1`, [id])) as ShipmentHead[]);
}

export async function lockShipment(tx: EntityManager, id: string): Promise<ShipmentHead> {
  return found((await tx.query(`SELECT ${head} FROM shipment WHERE id = $1 FOR UPDATE`, [id])) as ShipmentHead[]);
}

function found<T>([shipment]: T[]): T {
  if (shipment === undefined) throw procurementError('shipment-not-found');
  return shipment;
}

/** The steps told of it, the last telling of each last. */
export async function progressOf(tx: EntityManager, shipmentId: string): Promise<Progress[]> {
  return (await tx.query(
    `SELECT step, happened_at AS "happenedAt" FROM shipment_step
     WHERE shipment_id = $1 AND step <> 'RESCHEDULED' ORDER BY recorded_at, id`,
    [shipmentId],
  )) as Progress[];
}

type Row = Omit<ShipmentSummaryDto, 'daysLate'>;
type WholeRow = Row & {
  incotermCode: Incoterm | null;
  incotermPlace: string | null;
} & Omit<
    ShipmentDto,
    keyof ShipmentSummaryDto | 'incoterm' | 'steps' | 'receiptIds' | 'customs' | 'customsMissing' | 'riskPassesAt'
  >;

const today = (): string => new Date().toISOString().slice(0, 10);
const summaryOf = <T extends Row>(row: T): T & { daysLate: number } => ({
  ...row,
  daysLate: daysLate(row.status, row.expectedOn, today()),
});

export async function shipmentById(tx: EntityManager, id: string): Promise<ShipmentDto> {
  const { incotermCode, incotermPlace, ...row } = found(
    (await tx.query(
      `SELECT ${summary}, pre_alert_number AS "preAlertNumber", carrier_id AS "carrierId", insurer_id AS "insurerId", packages,
              gross_kg::float8 AS "grossKg", incoterm_code AS "incotermCode", incoterm_place AS "incotermPlace",
              recorded_by AS "recordedBy", ended_by AS "endedBy", ended_at AS "endedAt", ended_reason AS "endedReason"
       FROM shipment WHERE id = $1`,
      [id],
    )) as WholeRow[],
  );
  const steps = (await tx.query(
    `SELECT step, happened_at AS "happenedAt", place, told_by AS "toldBy", expected_on::text AS "expectedOn", note,
            receipt_id AS "receiptId", recorded_by AS "recordedBy", recorded_at AS "recordedAt"
     FROM shipment_step WHERE shipment_id = $1 ORDER BY recorded_at, id`,
    [id],
  )) as ShipmentStepDto[];
  const receipts = (await tx.query(`SELECT id FROM goods_receipt WHERE shipment_id = $1 ORDER BY id`, [id])) as {
    id: string;
  }[];
  const receiptIds = receipts.map((receipt) => receipt.id);
  const customs = await customsOf(tx, id);
  return {
    ...summaryOf(row),
    incoterm: incotermCode === null ? null : { term: incotermCode, place: incotermPlace ?? '' },
    riskPassesAt: incotermCode === null ? null : riskPassesAt(incotermCode),
    ...{ steps, receiptIds, customs, customsMissing: customsMissing(row.fromCountry, customs) },
  };
}

export async function shipmentPage(tx: EntityManager, query: ShipmentsQuery): Promise<Page<ShipmentSummaryDto>> {
  const { limit = 50, after, status = null, purchaseOrderId = null, supplierId = null, number = null } = query;
  const [afterId = null] = decodeCursor(after, ['uuid']) ?? [];
  const { follows, direction } = sqlOrder(query);
  const rows = (await tx.query(
    `SELECT ${summary} FROM shipment
     WHERE ($1::uuid IS NULL OR id ${follows} $1) AND ($2::text IS NULL OR status = $2)
       AND ($3::uuid IS NULL OR purchase_order_id = $3) AND ($4::uuid IS NULL OR supplier_id = $4)
       AND ($5::text IS NULL OR number = $5)
       AND (NOT $6::boolean OR (expected_on < $7::date AND status IN ('ANNOUNCED', 'DEPARTED', 'ARRIVED', 'CLEARED')))
       AND (NOT $8::boolean OR (NOT customs_complete AND status IN ('ARRIVED', 'CLEARED', 'DELIVERED')))
     ORDER BY id ${direction} LIMIT $9`,
    [
      ...[afterId, status, purchaseOrderId, supplierId, number],
      ...[query.late === 'true', today(), query.customsMissing === 'true', limit + 1],
    ],
  )) as Row[];
  return pageOf(rows, limit, ({ id }) => [id], summaryOf);
}

export interface NewStep {
  id: string;
  step: string;
  happenedAt: Date;
  place: string | null;
  toldBy: string;
  expectedOn: string | null;
  note: string | null;
  receiptId: string | null;
  recordedBy: string;
  recordedAt: Date;
}

export async function insertStep(
  tx: EntityManager,
  shipmentId: string,
  status: ShipmentStatus,
  step: NewStep,
): Promise<void> {
  await tx.query(
    `INSERT INTO shipment_step (id, shipment_id, step, happened_at, place, told_by, expected_on, note, receipt_id, recorded_by,
       recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[step.id, shipmentId, step.step, step.happenedAt, step.place, step.toldBy, step.expectedOn, step.note],
      ...[step.receiptId, step.recordedBy, step.recordedAt],
    ],
  );
  await tx.query(`UPDATE shipment SET status = $2, expected_on = coalesce($3::date, expected_on) WHERE id = $1`, [
    ...[shipmentId, status, step.expectedOn],
  ]);
}

/** A receipt that names a shipment says that it was delivered; its own time is not judged by what others told. */
export async function deliveredBy(
  tx: EntityManager,
  { id: shipmentId, number, status }: ShipmentHead,
  { id: receiptId, receivedAt }: { id: string; receivedAt: Date },
  command: Command,
): Promise<void> {
  if (status === 'DELIVERED') return;
  const { actorId: recordedBy, recordedAt } = command;
  const said = { step: 'DELIVERED', place: null, toldBy: 'STORE', expectedOn: null, note: null, receiptId };
  const step = { id: uuidv7(), ...said, happenedAt: receivedAt, recordedBy, recordedAt };
  await insertStep(tx, shipmentId, 'DELIVERED', step);
  const fact = { shipmentId, number, ...said, happenedAt: receivedAt.toISOString(), status: 'DELIVERED' };
  await record(tx, ShipmentProgressedV1, shipmentId, fact, command);
}
