import { decodeCursor, pageOf, sqlOrder } from '@dotation/service';
import type { Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { DiscrepancyDto, ProgressDto, ReceiptDto, ReceiptSummaryDto } from './receipt-answers.dto.js';
import { exceptionsOf } from './receipt-exceptions.queries.js';
import type { ReceiptsQuery } from './receipts.dto.js';

export interface ReceiptHead {
  id: string;
  number: string;
  purchaseOrderId: string | null;
  receivedBy: string;
  receivedAt: Date;
  placeId: string;
}

const selectHead = `
  SELECT id, number, purchase_order_id AS "purchaseOrderId", received_by AS "receivedBy", place_id AS "placeId", received_at AS "receivedAt"
  FROM goods_receipt WHERE id = $1`;

export async function lockReceipt(tx: EntityManager, id: string): Promise<ReceiptHead> {
  return found((await tx.query(`${selectHead} FOR UPDATE`, [id])) as ReceiptHead[]);
}

/** For `actingOn`: the receipt a command is about. */
export async function receiptHead(tx: EntityManager, id: string): Promise<ReceiptHead> {
  return found((await tx.query(selectHead, [id])) as ReceiptHead[]);
}

function found<T>([receipt]: T[]): T {
  if (receipt === undefined) throw procurementError('receipt-not-found');
  return receipt;
}

// The database writes the lines as JSON: ten thousand rows become JavaScript objects in one parse.
const selectReceipt = `
  SELECT json_build_object(
    'id', receipt.id, 'number', receipt.number,
    'status', CASE WHEN inspection.id IS NULL THEN 'RECEIVED' ELSE 'INSPECTED' END,
    'purchaseOrderId', receipt.purchase_order_id, 'shipmentId', receipt.shipment_id, 'storeUnitId', receipt.store_unit_id, 'placeId', receipt.place_id,
    'receivedBy', receipt.received_by, 'witnessId', receipt.witness_id, 'deliveryNote', receipt.delivery_note,
    'waiverIds', receipt.waiver_ids,
    'noDeliveryNoteReason', receipt.no_delivery_note_reason, 'carrierId', receipt.carrier_id,
    'driverId', receipt.driver_id, 'receivedAt', to_char(receipt.received_at AT TIME ZONE 'UTC', $2),
    'recordedAt', to_char(receipt.recorded_at AT TIME ZONE 'UTC', $2), 'inspectionId', inspection.id,
    'kits', (SELECT coalesce(json_agg(json_build_object('kitId', kit.id, 'label', kit.label) ORDER BY kit.id), '[]')
             FROM kit WHERE goods_receipt_id = receipt.id),
    'lines', (
      SELECT coalesce(json_agg(json_build_object(
        'row', line.row, 'lineId', line.id, 'deviceId', line.device_id, 'lotId', line.lot_id,
        'quantity', line.quantity, 'orderLineId', line.order_line_id,
        'catalogueItemId', line.catalogue_item_id, 'maker', maker.name, 'model', item.model, 'serial', line.serial,
        'carton', line.carton, 'kitId', line.kit_id, 'kit', kit.label, 'condition', line.condition,
        'noSerialReason', line.no_serial_reason, 'disputed', line.disputed,
        'replacesDeviceId', line.replaces_device_id, 'register', line.register,
        'refusal', CASE WHEN line.register = 'REFUSED' THEN json_build_object('code', line.register_code,
           'detail', line.register_detail, 'existingDeviceId', line.existing_device_id) END,
        'inspection', line.inspection_result, 'rejectedQuantity', line.rejected_quantity,
        'warnings', coalesce(line.warnings, '[]')) ORDER BY line.place), '[]')
      FROM goods_receipt_line AS line
      JOIN catalogue_item AS item ON item.id = line.catalogue_item_id
      JOIN maker ON maker.id = item.maker_id
      LEFT JOIN kit ON kit.id = line.kit_id
      WHERE line.goods_receipt_id = receipt.id)) AS receipt
  FROM goods_receipt AS receipt LEFT JOIN inspection ON inspection.goods_receipt_id = receipt.id
  WHERE receipt.id = $1`;

const instant = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

type Told = Omit<ReceiptDto, 'discrepancies' | 'exceptions' | 'progress'>;

export async function receiptById(tx: EntityManager, id: string): Promise<ReceiptDto> {
  const { receipt } = found((await tx.query(selectReceipt, [id, instant])) as { receipt: Told }[]);
  const discrepancies = await discrepanciesOf(tx, 'receipt.id', id);
  const progress: ProgressDto = { lines: receipt.lines.length, applied: 0, refused: 0, conflicted: 0, settled: true };
  for (const { register } of receipt.lines) {
    if (register === 'REGISTERED') progress.applied += 1;
    else if (register === 'REFUSED') progress.refused += 1;
    else progress.settled = false;
  }
  return { ...receipt, discrepancies, exceptions: await exceptionsOf(tx, id), progress };
}

/** Whether every line of the receipt was answered by the register; cheap enough to ask again and again. */
export async function isSettled(tx: EntityManager, receiptId: string): Promise<boolean> {
  const [row] = (await tx.query(
    `SELECT NOT EXISTS (SELECT FROM goods_receipt_line WHERE goods_receipt_id = $1 AND register = 'WAITING') AS settled`,
    [receiptId],
  )) as { settled: boolean }[];
  return row?.settled ?? true;
}

export async function discrepanciesOf(
  tx: EntityManager,
  of: 'receipt.id' | 'receipt.purchase_order_id',
  id: string,
): Promise<DiscrepancyDto[]> {
  return (await tx.query(
    `SELECT receipt.id AS "receiptId", receipt.number AS "receiptNumber", one.code, one.quantity,
            one.order_line_id AS "orderLineId", one.detail, one.rows, one.line_id AS "lineId"
     FROM goods_receipt_discrepancy AS one JOIN goods_receipt AS receipt ON receipt.id = one.goods_receipt_id
     WHERE ${of} = $1 ORDER BY receipt.id, one.code, one.order_line_id, one.rows`,
    [id],
  )) as DiscrepancyDto[];
}

export async function receiptPage(tx: EntityManager, query: ReceiptsQuery): Promise<Page<ReceiptSummaryDto>> {
  const { purchaseOrderId, withoutOrder, limit = 50, after } = query;
  const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
  const { follows, direction } = sqlOrder(query);
  const rows = (await tx.query(
    `SELECT receipt.id, receipt.number,
            CASE WHEN inspection.id IS NULL THEN 'RECEIVED' ELSE 'INSPECTED' END AS status,
            receipt.purchase_order_id AS "purchaseOrderId", receipt.place_id AS "placeId",
            receipt.store_unit_id AS "storeUnitId", receipt.received_by AS "receivedBy",
            to_char(receipt.received_at AT TIME ZONE 'UTC', '${instant}') AS "receivedAt",
            inspection.id AS "inspectionId", counts.lines, counts.refused, counts.waiting
     FROM goods_receipt AS receipt
     LEFT JOIN inspection ON inspection.goods_receipt_id = receipt.id,
     LATERAL (SELECT count(*)::int AS lines, count(*) FILTER (WHERE register = 'REFUSED')::int AS refused,
                     count(*) FILTER (WHERE register = 'WAITING')::int AS waiting
              FROM goods_receipt_line WHERE goods_receipt_id = receipt.id) AS counts
     WHERE ($1::uuid IS NULL OR receipt.id ${follows} $1) AND ($2::uuid IS NULL OR receipt.purchase_order_id = $2)
       AND (NOT $3::boolean OR receipt.purchase_order_id IS NULL) AND ($5::text IS NULL OR receipt.number = $5)
     ORDER BY receipt.id ${direction} LIMIT $4`,
    [afterId, purchaseOrderId ?? null, withoutOrder === 'true', limit + 1, query.number ?? null],
  )) as ReceiptSummaryDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
