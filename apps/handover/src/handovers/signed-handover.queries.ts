import type { Custodian, Signature } from '@dotation/contracts';
import { decodeCursor, pageOf, sqlOrder, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { handoverError } from '../errors.js';
import type { PendingLine, SignedHandover } from './completion.rules.js';
import type { HandoverListItemDto, HandoversQuery } from './handovers.dto.js';

export interface HandoverRow extends SignedHandover {
  number: string;
  placeId: string;
  waybillIds: string[];
  receiver: Custodian;
  signature: Signature;
  countersignature: Signature | null;
  mandateId: string | null;
  giverId: string | null;
  signedAt: Date;
  /** Since when the unit has what the PV gives it: the signature, or the completion of a PV that had to wait. */
  since: Date;
  /** When the gate was asked last: for its record, or for its completion. */
  judgedAt: Date;
}

/** The PV; locked until the commit where `lock` asks for it, always after the locks on its lines. */
export async function findHandover(tx: EntityManager, id: string, lock: 'lock' | 'read'): Promise<HandoverRow> {
  const [row] = (await tx.query(
    `SELECT id, number, status, pending, recorded_at AS "recordedAt", kind, org_unit_id AS "orgUnitId", place_id AS "placeId", waybill_ids AS "waybillIds",
            receiver, signature, countersignature, mandate_id AS "mandateId", giver_id AS "giverId", signed_at AS "signedAt",
            signature->>'personId' AS "signerId", coalesce(completed_at, signed_at) AS since, coalesce(completed_at, recorded_at) AS "judgedAt"
     FROM handover WHERE id = $1 ${lock === 'lock' ? 'FOR UPDATE' : ''}`,
    [id],
  )) as HandoverRow[];
  if (!row) throw handoverError('handover-not-found', `There is no handover ${id}.`);
  return row;
}

/** Every device whose leg ended, or waits, by one of these PVs: what they say, and what rectifying PVs added. */
export async function devicesSignedFor(tx: EntityManager, handoverIds: readonly string[]): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT DISTINCT device_id AS "deviceId" FROM waybill_line WHERE handover_id = ANY($1::uuid[]) ORDER BY 1`,
    [handoverIds],
  )) as { deviceId: string }[];
  return rows.map(({ deviceId }) => deviceId);
}

/** PVs of this unit that this person signed under reserve of a mandate. */
export async function toConfirmOf(tx: EntityManager, orgUnitId: string, signerId: string): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT id FROM handover WHERE org_unit_id = $1 AND receiver->>'hold' = 'TO_CONFIRM' AND signature->>'personId' = $2
     ORDER BY id`,
    [orgUnitId, signerId],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Lines that wait for a gate or for word of their dispatch. */
export async function pendingLines(
  tx: EntityManager,
  handoverId: string,
): Promise<(PendingLine & { condition: string | null })[]> {
  return (await tx.query(
    `SELECT id AS "lineId", row, device_id AS "deviceId", outcome, condition FROM handover_line
     WHERE handover_id = $1 AND effect = 'PENDING' AND completed_at IS NULL ORDER BY row`,
    [handoverId],
  )) as (PendingLine & { condition: string | null })[];
}

export async function awardsOfDevices(tx: EntityManager, deviceIds: readonly string[]): Promise<string[]> {
  const rows = (await tx.query(
    `SELECT DISTINCT unnest(award_ids) AS "awardId" FROM allocation_line WHERE device_id = ANY($1::uuid[]) AND tag IS NOT NULL
     ORDER BY 1`,
    [deviceIds],
  )) as { awardId: string }[];
  return rows.map(({ awardId }) => awardId);
}

export async function listHandovers(tx: EntityManager, query: HandoversQuery): Promise<Page<HandoverListItemDto>> {
  const { limit = 50, orgUnitId = null, waybillId = null, status = null } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const { follows, direction } = sqlOrder(query);
  const rows = (await tx.query(
    `SELECT id, number, kind, status, pending, org_unit_id AS "orgUnitId", signed_at AS "signedAt",
            recorded_at AS "recordedAt",
            (SELECT count(*)::int FROM handover_line l WHERE l.handover_id = h.id) AS lines
     FROM handover h
     WHERE ($1::uuid IS NULL OR org_unit_id = $1) AND ($2::uuid IS NULL OR waybill_ids @> ARRAY[$2::uuid])
       AND ($3::text IS NULL OR status = $3) AND ($4::uuid IS NULL OR id ${follows} $4)
       AND ($6::text IS NULL OR number = $6)
     ORDER BY id ${direction} LIMIT $5`,
    [orgUnitId, waybillId, status, after, limit + 1, query.number ?? null],
  )) as HandoverListItemDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
