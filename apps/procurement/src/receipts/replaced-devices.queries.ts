import type { EntityManager } from 'typeorm';
import type { ReceiptRow } from './receipt-row.rules.js';
import type { Rejected } from './replacement.rules.js';

/** The rejected devices that rows say they replace (AM-14), with what has come in their place. */
export async function rejectedDevices(tx: EntityManager, rows: readonly ReceiptRow[]): Promise<Map<string, Rejected>> {
  const ids = rows.flatMap(({ replacesDeviceId }) => replacesDeviceId ?? []);
  if (ids.length === 0) return new Map();
  const found = (await tx.query(
    `SELECT line.device_id AS "deviceId", line.catalogue_item_id AS "catalogueItemId", line.order_line_id AS "orderLineId",
            (SELECT other.device_id FROM goods_receipt_line AS other
             WHERE other.replaces_device_id = line.device_id AND other.register <> 'REFUSED') AS "replacedBy"
     FROM goods_receipt_line AS line WHERE line.device_id = ANY($1::uuid[]) AND line.inspection_result = 'REJECTED'`,
    [ids],
  )) as Rejected[];
  return new Map(found.map((one) => [one.deviceId, one]));
}
