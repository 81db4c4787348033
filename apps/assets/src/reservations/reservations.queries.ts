import type { FundingShare, ReservedDevice } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import type { Reservation } from './reservation.rules.js';

/** The rows one allocation ever had for these devices; an ended row is a tombstone. */
export async function reservationsOf(
  tx: EntityManager,
  allocationId: string,
  deviceIds: readonly string[],
): Promise<Reservation[]> {
  return tx.query<Reservation[]>(
    `SELECT device_id AS "deviceId", end_reason AS "endReason"
     FROM reservation WHERE allocation_id = $1 AND device_id = ANY($2::uuid[])`,
    [allocationId, deviceIds],
  );
}

/** Which of these devices another allocation holds now. */
export async function heldByOthers(
  tx: EntityManager,
  allocationId: string,
  deviceIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ deviceId: string }[]>(
    `SELECT device_id AS "deviceId" FROM reservation
     WHERE device_id = ANY($2::uuid[]) AND ended_at IS NULL AND allocation_id <> $1`,
    [allocationId, deviceIds],
  );
  return new Set(rows.map(({ deviceId }) => deviceId));
}

export async function insertReservations(
  tx: EntityManager,
  allocationId: string,
  deviceIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO reservation (allocation_id, device_id, reserved_at) SELECT $1, device_id, $3
     FROM unnest($2::uuid[]) AS n(device_id)`,
    [allocationId, deviceIds, at],
  );
}

/** Ends the open reservations of devices that were accepted, lost, returned, let go or given to another unit. */
export async function endReservations(
  tx: EntityManager,
  ended: readonly { deviceId: string; reason: string }[],
  at: Date,
): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(
    `UPDATE reservation r SET ended_at = $3, end_reason = n.reason
     FROM unnest($1::uuid[], $2::text[]) AS n(device_id, reason)
     WHERE r.device_id = n.device_id AND r.ended_at IS NULL`,
    [ended.map(({ deviceId }) => deviceId), ended.map(({ reason }) => reason), at],
  );
}

/** Leaves a cancelled row where there is none: a reserve that comes after its cancellation finds it and is refused. */
export async function buryReservations(
  tx: EntityManager,
  allocationId: string,
  deviceIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO reservation (allocation_id, device_id, ended_at, end_reason) SELECT $1, device_id, $3, 'CANCELLED'
     FROM unnest($2::uuid[]) AS n(device_id) ON CONFLICT DO NOTHING`,
    [allocationId, deviceIds, at],
  );
}

/** What an allocation keeps of its devices, to resolve codes and print without asking again. */
export async function reservedDevices(tx: EntityManager, deviceIds: readonly string[]): Promise<ReservedDevice[]> {
  const rows = await tx.query<
    (Omit<ReservedDevice, 'costMinor' | 'awardIds'> & { costMinor: string; funding: FundingShare[] })[]
  >(
    `SELECT d.id AS "deviceId", t.raw AS tag, d.kit_id AS "kitId", k.label AS "kitTag", d.maker, d.model, d.category, s.value AS serial,
            d.serial_rule AS "serialRule", d.condition, d.funding, d.cost_minor AS "costMinor", d.currency,
            c.place_id AS "placeId"
     FROM device d
     JOIN custody c ON c.device_id = d.id AND c.to_at IS NULL
     JOIN device_identifier t ON t.device_id = d.id AND t.type = 'ASSET_TAG' AND t.valid_to IS NULL
     LEFT JOIN kit k ON k.id = d.kit_id
     LEFT JOIN LATERAL (SELECT value FROM device_identifier i
       WHERE i.device_id = d.id AND i.type = 'MFR_SERIAL' AND i.valid_to IS NULL ORDER BY value LIMIT 1) s ON true
     WHERE d.id = ANY($1::uuid[]) ORDER BY d.id`,
    [deviceIds],
  );
  return rows.map(({ costMinor, funding, ...device }) => ({
    ...device,
    costMinor: Number(costMinor),
    awardIds: funding.map(({ awardId }) => awardId),
  }));
}
