import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { assetsError } from '../errors.js';
import type { Voidable } from './void.rules.js';
import type { VoidNoteDto, VoidsQuery } from './voids.dto.js';

export async function voidable(tx: EntityManager, deviceId: string): Promise<Voidable> {
  const [device] = await tx.query<Voidable[]>(
    `SELECT id AS "deviceId", lifecycle, origin, signed_for AS "signedFor" FROM device WHERE id = $1`,
    [deviceId],
  );
  if (!device) throw assetsError('device-not-found');
  return device;
}

const instant = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
const shown = `SELECT v.id, v.number, v.device_id AS "deviceId", v.kept_device_id AS "keptDeviceId", v.reason,
    v.proposed_by AS "proposedBy", to_char(v.proposed_at AT TIME ZONE 'UTC', '${instant}') AS "proposedAt",
    coalesce(v.decision, 'OPEN') AS status, v.decided_by AS "decidedBy",
    to_char(v.decided_at AT TIME ZONE 'UTC', '${instant}') AS "decidedAt" FROM void_note v`;

export async function voidById(tx: EntityManager, id: string): Promise<VoidNoteDto> {
  const [note] = await tx.query<VoidNoteDto[]>(`${shown} WHERE v.id = $1`, [id]);
  if (!note) throw assetsError('void-not-found');
  return note;
}

export async function voidPage(tx: EntityManager, query: VoidsQuery): Promise<Page<VoidNoteDto>> {
  const { limit = 50, after, deviceId, status } = query;
  const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
  const rows = await tx.query<VoidNoteDto[]>(
    `${shown} WHERE ($1::uuid IS NULL OR v.id > $1) AND ($2::uuid IS NULL OR v.device_id = $2)
       AND ($3::text IS NULL OR coalesce(v.decision, 'OPEN') = $3) ORDER BY v.id LIMIT $4`,
    [afterId, deviceId ?? null, status ?? null, limit + 1],
  );
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}

export async function insertVoid(
  tx: EntityManager,
  note: Pick<VoidNoteDto, 'id' | 'number' | 'deviceId' | 'keptDeviceId' | 'reason' | 'proposedBy'>,
  proposedAt: Date,
): Promise<void> {
  const { id, number, deviceId, keptDeviceId, reason, proposedBy } = note;
  await tx.query(
    `INSERT INTO void_note (id, number, device_id, kept_device_id, reason, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, number, deviceId, keptDeviceId, reason, proposedBy, proposedAt],
  );
}

/** Read after the lock: of two who decide at once the second sees what the first did. */
export async function lockVoid(
  tx: EntityManager,
  id: string,
): Promise<{ deviceId: string; keptDeviceId: string | null; proposedBy: string; decision: string | null }> {
  const [note] = await tx.query<
    { deviceId: string; keptDeviceId: string | null; proposedBy: string; decision: string | null }[]
  >(
    `SELECT device_id AS "deviceId", kept_device_id AS "keptDeviceId", proposed_by AS "proposedBy", decision
     FROM void_note WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!note) throw assetsError('void-not-found');
  return note;
}

export async function decideVoid(
  tx: EntityManager,
  id: string,
  decision: { kind: 'CONFIRMED' | 'REJECTED'; by: string; at: Date },
): Promise<void> {
  await tx.query(`UPDATE void_note SET decision = $2, decided_by = $3, decided_at = $4 WHERE id = $1`, [
    ...[id, decision.kind, decision.by, decision.at],
  ]);
}

/** The identifiers are free for the device that really carries them; the number of its tag stays used (T34). */
export async function freeIdentifiers(tx: EntityManager, deviceId: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE device_identifier SET valid_to = $2, replaced_reason = 'VOIDED'
     WHERE device_id = $1 AND valid_to IS NULL AND type <> 'ASSET_TAG'`,
    [deviceId, at],
  );
}
