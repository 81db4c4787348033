import type { EntityManager } from 'typeorm';
import { arrayLiteral } from './array-literal.rules.js';
import type { Discrepancy } from './discrepancy.rules.js';
import type { BornLine, BornKit } from './goods-received.rules.js';
import type { Warning } from './row-problem.rules.js';

export async function insertLines(
  tx: EntityManager,
  receiptId: string,
  lines: readonly BornLine[],
  warnings: ReadonlyMap<number, Warning[]>,
): Promise<void> {
  const column = (pick: (line: BornLine) => string | number | boolean | null): string => arrayLiteral(lines.map(pick));
  await tx.query(
    `INSERT INTO goods_receipt_line (goods_receipt_id, place, id, row, device_id, order_line_id, catalogue_item_id, serial,
       identifiers, carton, kit_id, condition, no_serial_reason, plate_photo_sha256, second_signature_id, serial_typed,
       disputed, warnings, lot_id, quantity, replaces_device_id)
     SELECT $1, new.* FROM unnest($2::int[], $3::uuid[], $4::int[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[],
       $9::jsonb[], $10::text[], $11::uuid[], $12::text[], $13::text[], $14::text[], $15::uuid[], $16::boolean[],
       $17::boolean[], $18::jsonb[], $19::uuid[], $20::int[], $21::uuid[]) AS new`,
    [
      receiptId,
      arrayLiteral(lines.map((_, index) => index + 1)),
      column(({ lineId }) => lineId),
      column(({ row }) => row.row),
      column(({ deviceId }) => deviceId),
      column(({ orderLine }) => orderLine?.orderLineId ?? null),
      column(({ item }) => item.catalogueItemId),
      column(({ row }) => row.serial?.value ?? null),
      column(({ row }) => JSON.stringify(row.identifiers)),
      column(({ row }) => row.carton ?? null),
      column(({ kitId }) => kitId),
      column(({ row }) => row.condition),
      column(({ row }) => row.noSerialReason ?? null),
      column(({ row }) => row.platePhotoSha256 ?? null),
      column(({ row }) => row.secondSignatureId ?? null),
      column(({ row }) => row.serialTyped),
      column(({ row }) => row.disputed),
      column(({ row }) => (warnings.has(row.row) ? JSON.stringify(warnings.get(row.row)) : null)),
      column(({ lotId }) => lotId),
      column(({ quantity }) => quantity),
      column(({ row }) => row.replacesDeviceId ?? null),
    ],
  );
}

export async function insertKits(tx: EntityManager, receiptId: string, kits: readonly BornKit[]): Promise<void> {
  if (kits.length === 0) return;
  await tx.query(
    `INSERT INTO kit (goods_receipt_id, id, label) SELECT $1, new.* FROM unnest($2::uuid[], $3::text[]) AS new`,
    [receiptId, kits.map(({ kitId }) => kitId), kits.map(({ label }) => label)],
  );
}

export async function insertDiscrepancies(
  tx: EntityManager,
  receiptId: string,
  discrepancies: readonly Discrepancy[],
): Promise<void> {
  if (discrepancies.length === 0) return;
  await tx.query(
    `INSERT INTO goods_receipt_discrepancy (id, goods_receipt_id, code, quantity, order_line_id, detail, rows)
     SELECT gen_random_uuid(), $1, code, quantity, "orderLineId", detail,
            ARRAY(SELECT value::int FROM jsonb_array_elements_text(rows) AS value)
     FROM jsonb_to_recordset($2::jsonb)
       AS new (code text, quantity int, "orderLineId" uuid, detail text, rows jsonb)`,
    [receiptId, JSON.stringify(discrepancies)],
  );
}
