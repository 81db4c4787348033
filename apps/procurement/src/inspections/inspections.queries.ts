import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import type { ProgressDto } from '../receipts/receipt-answers.dto.js';
import { Inspection } from './inspection.entity.js';
import type { Inspectable, Inspected } from './inspection.rules.js';
import type { InspectedExceptionDto, InspectionDto } from './inspections.dto.js';
import { finalReceptionOf, reservesOf } from './reserves.queries.js';

/** The devices and lots of a receipt the register has not refused, and what they cost together where all have a price in USD. */
export async function inspectableLines(
  tx: EntityManager,
  receiptId: string,
): Promise<{ lines: Inspectable[]; valueUsd: number | null }> {
  const rows = (await tx.query(
    `SELECT line.id AS "lineId", line.device_id AS "deviceId", line.lot_id AS "lotId", line.quantity, line.serial,
            CASE WHEN orders.currency = 'USD' THEN ordered.unit_price_minor * line.quantity END AS cents
     FROM goods_receipt_line AS line
     LEFT JOIN purchase_order_line AS ordered ON ordered.id = line.order_line_id
     LEFT JOIN purchase_order AS orders ON orders.id = ordered.purchase_order_id
     WHERE line.goods_receipt_id = $1 AND line.register <> 'REFUSED' ORDER BY line.place`,
    [receiptId],
  )) as (Inspectable & { cents: string | null })[];
  const cents = rows.map((row) => (row.cents === null ? null : Number(row.cents)));
  const valueUsd = cents.includes(null) ? null : cents.reduce<number>((sum, one) => sum + (one ?? 0), 0) / 100;
  return { lines: rows.map(({ cents: _cents, ...line }) => line), valueUsd };
}

export async function writeResults(tx: EntityManager, results: readonly Inspected[]): Promise<void> {
  await tx.query(
    `UPDATE goods_receipt_line AS line
     SET inspection_result = found.result, inspection_reason = found.reason, inspection_condition = found.condition,
         rejected_quantity = found.rejected, inspection_effect = 'WAITING'
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[]) AS found (id, result, reason, condition, rejected)
     WHERE line.id = found.id`,
    [
      results.map(({ lineId }) => lineId),
      results.map(({ result }) => result),
      results.map(({ reason }) => reason),
      results.map(({ condition }) => condition),
      results.map(({ rejected }) => rejected),
    ],
  );
}

export async function inspectionProgress(tx: EntityManager, receiptId: string): Promise<ProgressDto> {
  const [progress] = (await tx.query(
    `SELECT count(*)::int AS lines, count(*) FILTER (WHERE inspection_effect = 'APPLIED')::int AS applied,
            count(*) FILTER (WHERE inspection_effect = 'REFUSED')::int AS refused,
            count(*) FILTER (WHERE inspection_effect = 'CONFLICTED')::int AS conflicted,
            count(*) FILTER (WHERE inspection_effect = 'WAITING') = 0 AS settled
     FROM goods_receipt_line WHERE goods_receipt_id = $1 AND inspection_result IS NOT NULL`,
    [receiptId],
  )) as [ProgressDto];
  return progress;
}

export async function inspectionById(tx: EntityManager, id: string): Promise<InspectionDto> {
  const inspection = await tx.findOneBy(Inspection, { id });
  if (!inspection) throw procurementError('inspection-not-found');
  const { recordedAt: _at, ruleValues: _values, ...told } = inspection;
  const [counts] = (await tx.query(
    `SELECT coalesce(sum(quantity - rejected_quantity), 0)::int AS accepted, coalesce(sum(rejected_quantity), 0)::int AS rejected
     FROM goods_receipt_line WHERE goods_receipt_id = $1 AND inspection_result IS NOT NULL`,
    [inspection.receiptId],
  )) as [{ accepted: number; rejected: number }];
  const exceptions = (await tx.query(
    `SELECT id AS "lineId", device_id AS "deviceId", lot_id AS "lotId", rejected_quantity AS "rejectedQuantity",
            inspection_result AS result, inspection_reason AS reason,
            inspection_condition AS condition
     FROM goods_receipt_line WHERE goods_receipt_id = $1 AND inspection_reason IS NOT NULL ORDER BY place`,
    [inspection.receiptId],
  )) as InspectedExceptionDto[];
  const progress = await inspectionProgress(tx, inspection.receiptId);
  const reserves = await reservesOf(tx, id);
  const finalReception = await finalReceptionOf(tx, id);
  return { ...told, status: 'CLOSED', ...counts, exceptions, reserves, finalReception, progress };
}
