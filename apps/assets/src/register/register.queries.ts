import type { Condition, CustodyInterval, FundingShare, Hold, Lifecycle, Title, Use } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import type { Waiting } from './acceptance.rules.js';
import type { Device } from './device.rules.js';

/** Everything in assets locks devices first, in id order; no two transactions can wait for each other in a ring. */
export async function lockDevices(tx: EntityManager, deviceIds: readonly string[]): Promise<void> {
  await tx.query(`SELECT FROM device WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [deviceIds]);
}

interface DeviceRow {
  id: string;
  device_seq: number;
  leaf_hash: Buffer;
  lifecycle: Lifecycle;
  title: Title;
  condition: Condition;
  use: Use;
  tag: string | null;
  cost_minor: string | null;
  zero_cost_reason: string | null;
  currency: string | null;
  funding: FundingShare[] | null;
  order_line_id: string | null;
  disputed: boolean;
  acquisition_date: string | null;
  waiting_for: Waiting[];
  party_kind: 'UNIT' | 'ORGANISATION';
  party_id: string;
  person_id: string | null;
  place_id: string;
  en_route: boolean;
  hold: Hold;
  from_at: Date;
  consignee_id: string | null;
}

/**
 * The devices as they are, by id; unknown ids are absent. A statement of its own after the lock: in one statement with it,
 * PostgreSQL would join the locked device's newest row with custody as it was before the wait.
 */
export async function readDevices(tx: EntityManager, deviceIds: readonly string[]): Promise<Map<string, Device>> {
  const rows = await tx.query<DeviceRow[]>(
    `SELECT d.id, d.device_seq, d.leaf_hash, d.lifecycle, d.title, d.condition, d."use", t.raw AS tag, d.cost_minor, d.zero_cost_reason,
            d.currency, d.funding, d.order_line_id, d.disputed, d.acquisition_date::text, d.waiting_for,
            c.party_kind, c.party_id, c.person_id, c.place_id, c.en_route, c.hold, c.from_at, c.consignee_id
     FROM device d
     JOIN custody c ON c.device_id = d.id AND c.to_at IS NULL
     LEFT JOIN device_identifier t ON t.device_id = d.id AND t.type = 'ASSET_TAG' AND t.valid_to IS NULL
     WHERE d.id = ANY($1::uuid[])`,
    [deviceIds],
  );
  return new Map(rows.map((row) => [row.id, deviceOf(row)]));
}

function deviceOf(row: DeviceRow): Device {
  return {
    deviceId: row.id,
    deviceSeq: row.device_seq,
    leafHash: row.leaf_hash.toString('base64'),
    lifecycle: row.lifecycle,
    title: row.title,
    condition: row.condition,
    use: row.use,
    tag: row.tag,
    costMinor: row.cost_minor === null ? null : Number(row.cost_minor),
    zeroCostReason: row.zero_cost_reason,
    currency: row.currency,
    funding: row.funding,
    orderLineId: row.order_line_id,
    disputed: row.disputed,
    acquisitionDate: row.acquisition_date,
    waitingFor: row.waiting_for,
    custody: {
      partyKind: row.party_kind,
      partyId: row.party_id,
      personId: row.person_id,
      placeId: row.place_id,
      enRoute: row.en_route,
      hold: row.hold,
      from: row.from_at,
    },
    consigneeId: row.consignee_id,
  };
}

/** Writes dimensions, number and leaf hash of devices the transaction has locked. */
export async function saveDevices(tx: EntityManager, devices: readonly Device[]): Promise<void> {
  const rows = devices.map((device) => ({
    id: device.deviceId,
    device_seq: device.deviceSeq,
    leaf_hash: device.leafHash,
    lifecycle: device.lifecycle,
    title: device.title,
    condition: device.condition,
    use: device.use,
    cost_minor: device.costMinor,
    zero_cost_reason: device.zeroCostReason ?? null,
    currency: device.currency,
    funding: device.funding,
    order_line_id: device.orderLineId,
    disputed: device.disputed,
    acquisition_date: device.acquisitionDate,
    waiting_for: device.waitingFor,
  }));
  const [, saved] = await tx.query<[unknown[], number]>(
    `UPDATE device d SET device_seq = n.device_seq, leaf_hash = decode(n.leaf_hash, 'base64'), lifecycle = n.lifecycle,
       title = n.title, condition = n.condition, "use" = n."use", cost_minor = n.cost_minor,
       zero_cost_reason = n.zero_cost_reason, currency = n.currency,
       funding = n.funding, order_line_id = n.order_line_id, disputed = n.disputed,
       acquisition_date = n.acquisition_date, waiting_for = n.waiting_for
     FROM json_to_recordset($1::json) AS n(id uuid, device_seq integer, leaf_hash text, lifecycle text, title text,
       condition text, "use" text, cost_minor bigint, zero_cost_reason text, currency text, funding jsonb, order_line_id uuid, disputed boolean,
       acquisition_date date, waiting_for text[])
     WHERE d.id = n.id AND d.device_seq = n.device_seq - 1`,
    [JSON.stringify(rows)],
  );
  // Only a writer that did not take the lock can get here; rather no fact than two with one number.
  if (saved !== rows.length) throw new Error(`${rows.length - saved} devices were numbered by somebody else meanwhile`);
}

export interface OpenedCustody {
  deviceId: string;
  deviceSeq: number;
  custody: CustodyInterval;
  consigneeId: string | null;
}

/** Ends the open intervals where the new ones start, then opens those. */
export async function openCustody(
  tx: EntityManager,
  opened: readonly OpenedCustody[],
  recordedAt: Date,
): Promise<void> {
  if (opened.length === 0) return;
  const ids = opened.map(({ deviceId }) => deviceId);
  await tx.query(
    `UPDATE custody c SET to_at = n.from_at FROM unnest($1::uuid[], $2::timestamptz[]) AS n(device_id, from_at)
     WHERE c.device_id = n.device_id AND c.to_at IS NULL`,
    [ids, opened.map(({ custody }) => custody.from)],
  );
  await tx.query(`${INSERT_CUSTODY} FROM ${CUSTODY_ROWS}`, [
    JSON.stringify(
      opened.map(({ deviceId, deviceSeq, custody, consigneeId }) => ({
        ...custodyRow(deviceId, deviceSeq, custody, recordedAt),
        consignee_id: consigneeId,
      })),
    ),
  ]);
}

/** Of devices whose custody goes on: lost, or meant for another unit. */
export async function changeConsignee(
  tx: EntityManager,
  consigned: readonly { deviceId: string; consigneeId: string | null }[],
): Promise<void> {
  if (consigned.length === 0) return;
  await tx.query(
    `UPDATE custody c SET consignee_id = n.consignee_id FROM unnest($1::uuid[], $2::uuid[]) AS n(device_id, consignee_id)
     WHERE c.device_id = n.device_id AND c.to_at IS NULL`,
    [consigned.map(({ deviceId }) => deviceId), consigned.map(({ consigneeId }) => consigneeId)],
  );
}

/** A unit signed for these (T12): no record of them is ever voided (T34). */
export async function markSignedFor(tx: EntityManager, devices: readonly Device[]): Promise<void> {
  if (devices.length === 0) return;
  await tx.query(`UPDATE device SET signed_for = true WHERE id = ANY($1::uuid[]) AND NOT signed_for`, [
    devices.map(({ deviceId }) => deviceId),
  ]);
}

/** Completed by `FROM` CUSTODY_ROWS, whose first parameter is a JSON list of custodyRow. */
export const INSERT_CUSTODY = `INSERT INTO custody (device_id, device_seq, from_at, claimed_from, clamped, party_kind, party_id,
    person_id, place_id, en_route, hold, document_id, recorded_at, consignee_id)
  SELECT device_id, device_seq, from_at, claimed_from, clamped, party_kind, party_id, person_id, place_id, en_route, hold,
    document_id, recorded_at, consignee_id`;
const CUSTODY_COLUMNS = `device_id uuid, device_seq integer, from_at timestamptz, claimed_from timestamptz, clamped boolean,
    party_kind text, party_id uuid, person_id uuid, place_id uuid, en_route boolean, hold text, document_id uuid,
    recorded_at timestamptz, consignee_id uuid`;
export const CUSTODY_ROWS = `json_to_recordset($1::json) AS n(${CUSTODY_COLUMNS})`;

/** A row for CUSTODY_ROWS. */
export function custodyRow(deviceId: string, deviceSeq: number, custody: CustodyInterval, recordedAt: Date): object {
  return {
    device_id: deviceId,
    device_seq: deviceSeq,
    from_at: custody.from,
    claimed_from: custody.claimedFrom,
    clamped: custody.clamped,
    party_kind: custody.partyKind,
    party_id: custody.partyId,
    person_id: custody.personId,
    place_id: custody.placeId,
    en_route: custody.enRoute,
    hold: custody.hold,
    document_id: custody.documentId,
    recorded_at: recordedAt,
  };
}
