import type { IdentifierType, RegistrationRefusedLine } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { CUSTODY_ROWS, custodyRow, INSERT_CUSTODY } from './register.queries.js';
import type { NewDevice } from './registration.rules.js';

export interface Receipt {
  receiptId: string;
  number: string;
  recordedAt: Date;
}

/** New devices with their identifiers and first custody, in one statement. */
export async function insertDevices(
  tx: EntityManager,
  receipt: Receipt,
  born: readonly (NewDevice & { leafHash: string })[],
): Promise<void> {
  const devices = born.map(({ line, told, leafHash, begins }) => ({
    id: told.deviceId,
    leaf_hash: leafHash,
    lifecycle: told.lifecycle,
    title: told.title,
    condition: told.condition,
    use: told.use,
    catalogue_item_id: told.catalogueItemId,
    maker_id: told.makerId,
    maker: told.maker,
    model: told.model,
    category: told.category,
    description: told.description,
    tracking_mode: line.trackingMode,
    serial_rule: told.serialRule,
    no_serial_reason: line.noSerialReason,
    carton: line.carton,
    receipt_line_id: told.lineId,
    order_line_id: told.orderLineId,
    kit_id: told.kitId,
    cost_minor: told.costMinor,
    zero_cost_reason: told.zeroCostReason ?? null,
    currency: told.currency,
    funding: told.funding,
    disputed: line.disputed === true,
    origin: told.origin ?? 'PURCHASE',
    replaces_device_id: told.replacesDeviceId ?? null,
    acquisition_date: begins?.acquisitionDate ?? null,
    blanks: begins?.blanks ?? null,
    source: begins?.source ?? null,
  }));
  const identifiers = born.flatMap(({ told, identifiers: own }) =>
    own.map((identifier) => ({ device_id: told.deviceId, ...identifier })),
  );
  const custody = born.map(({ told }) => custodyRow(told.deviceId, 1, told.custody, receipt.recordedAt));
  await tx.query(
    `WITH new_device AS (
       INSERT INTO device (id, device_seq, leaf_hash, lifecycle, title, condition, "use", catalogue_item_id, maker_id, maker,
         model, category, description, tracking_mode, serial_rule, no_serial_reason, carton, receipt_id, receipt_number,
         receipt_line_id, order_line_id, kit_id, cost_minor, currency, funding, disputed, origin, acquisition_date, blanks,
         source, replaces_device_id, zero_cost_reason, registered_at)
       SELECT id, 1, decode(leaf_hash, 'base64'), lifecycle, title, condition, "use", catalogue_item_id, maker_id, maker,
         model, category, description, tracking_mode, serial_rule, no_serial_reason, carton, $4, $5,
         receipt_line_id, order_line_id, kit_id, cost_minor, currency, funding, disputed, origin, acquisition_date, blanks,
         source, replaces_device_id, zero_cost_reason, $6
       FROM json_to_recordset($2::json) AS n(id uuid, leaf_hash text, lifecycle text, title text, condition text, "use" text,
         catalogue_item_id uuid, maker_id uuid, maker text, model text, category text, description text,
         tracking_mode text, serial_rule text, no_serial_reason text, carton text, receipt_line_id uuid,
         order_line_id uuid, kit_id uuid, cost_minor bigint, currency text, funding jsonb, disputed boolean, origin text,
         acquisition_date date, blanks jsonb, source jsonb, replaces_device_id uuid, zero_cost_reason text)
     ), new_identifier AS (
       INSERT INTO device_identifier (device_id, type, issuer, value, raw, folded, exclusive, valid_from)
       SELECT device_id, type, issuer, value, raw, folded, exclusive, $6
       FROM json_to_recordset($3::json) AS n(device_id uuid, type text, issuer uuid, value text, raw text, folded text,
         exclusive boolean)
     )
     ${INSERT_CUSTODY} FROM ${CUSTODY_ROWS}`,
    [
      JSON.stringify(custody),
      JSON.stringify(devices),
      JSON.stringify(identifiers),
      receipt.receiptId,
      receipt.number,
      receipt.recordedAt,
    ],
  );
}

export async function insertKits(
  tx: EntityManager,
  receipt: Receipt,
  kits: readonly { kitId: string; label: string }[],
): Promise<void> {
  if (kits.length === 0) return;
  await tx.query(
    `INSERT INTO kit (id, label, receipt_id, recorded_at) SELECT id, label, $3, $4
     FROM unnest($1::uuid[], $2::text[]) AS n(id, label) ON CONFLICT (id) DO NOTHING`,
    [kits.map(({ kitId }) => kitId), kits.map(({ label }) => label), receipt.receiptId, receipt.recordedAt],
  );
}

export interface TakenIdentifier {
  type: IdentifierType;
  issuer: string;
  value: string;
  deviceId: string;
}

/** Which of these identifiers are already active on a device, and which of these device ids were ever used. */
export async function alreadyThere(
  tx: EntityManager,
  deviceIds: readonly string[],
  identifiers: readonly { type: string; issuer: string; value: string }[],
): Promise<{ taken: TakenIdentifier[]; usedIds: string[] }> {
  const [row] = await tx.query<[{ taken: TakenIdentifier[] | null; used: string[] | null }]>(
    // LATERAL with LIMIT: one look into the index per identifier, whatever the planner believes the table's size is.
    `SELECT (SELECT json_agg(json_build_object('type', n.type, 'issuer', n.issuer, 'value', n.value, 'deviceId', i.device_id))
             FROM unnest($2::text[], $3::uuid[], $4::text[]) AS n(type, issuer, value)
             CROSS JOIN LATERAL (SELECT device_id FROM device_identifier i
               WHERE i.type = n.type AND i.issuer = n.issuer AND i.value = n.value AND i.valid_to IS NULL AND i.exclusive
               LIMIT 1) i) AS taken,
            (SELECT json_agg(id) FROM (SELECT id FROM device WHERE id = ANY($1::uuid[])
             UNION SELECT device_id FROM refused_registration WHERE device_id = ANY($1::uuid[])) AS ids) AS used`,
    [
      deviceIds,
      identifiers.map(({ type }) => type),
      identifiers.map(({ issuer }) => issuer),
      identifiers.map(({ value }) => value),
    ],
  );
  return { taken: row.taken ?? [], usedIds: row.used ?? [] };
}

export async function insertRefusals(
  tx: EntityManager,
  receipt: Receipt,
  refused: readonly RegistrationRefusedLine[],
): Promise<void> {
  await tx.query(
    `INSERT INTO refused_registration (device_id, receipt_id, line_id, code, detail, existing_device_id, refused_at)
     SELECT "deviceId", $2, "lineId", code, detail, "existingDeviceId", $3
     FROM json_to_recordset($1::json) AS n("deviceId" uuid, "lineId" uuid, code text, detail text, "existingDeviceId" uuid)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(refused), receipt.receiptId, receipt.recordedAt],
  );
}
