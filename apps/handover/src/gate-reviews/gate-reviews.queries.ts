import type { GateQuestion } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import type { Goods } from '../access-overrides/access-override.rules.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { awardsOfDevices } from '../handovers/signed-handover.queries.js';
import { reviewCodes, type SignedUnderGate } from './gate-review.rules.js';

/** What a fact of directory is about. */
export interface News {
  orgUnitId?: string;
  /** The place and everything in it. */
  placeId?: string;
  mandateId?: string;
  /** Since when it is so. */
  from: string;
}

/** Marks the PVs that took effect on or after the day from which the news is true: the gate is asked again for them. */
export async function reviewSince(tx: EntityManager, { orgUnitId, placeId, mandateId, from }: News, at: Date) {
  await tx.query(
    `INSERT INTO gate_review (handover_id, since)
     SELECT h.id, $5 FROM handover h
     WHERE h.kind = 'FIRST' AND h.status IN ('PROVISIONAL', 'FINAL')
       AND greatest(h.signed_at, h.recorded_at, h.completed_at) >= $4
       AND ($1::uuid IS NULL OR h.org_unit_id = $1) AND ($3::uuid IS NULL OR h.mandate_id = $3)
       AND ($2::uuid IS NULL OR h.place_id IN (
         WITH RECURSIVE within AS (
           SELECT $2::uuid AS place_id
           UNION SELECT place_access.place_id FROM place_access JOIN within ON place_access.parent_id = within.place_id)
         SELECT place_id FROM within))
     ON CONFLICT ON CONSTRAINT gate_review_pk DO UPDATE SET since = excluded.since, done = false`,
    [orgUnitId ?? null, placeId ?? null, mandateId ?? null, from, at],
  );
}

export interface Waiting {
  handoverId: string;
  since: Date;
}

export async function waitingReviews(tx: EntityManager, limit: number): Promise<Waiting[]> {
  return (await tx.query(
    `SELECT handover_id AS "handoverId", since FROM gate_review WHERE NOT done ORDER BY since, handover_id LIMIT $1`,
    [limit],
  )) as Waiting[];
}

/** What the gate was asked when the PV took effect; null when the unit has nothing left of it. */
export async function questionOf(
  tx: EntityManager,
  handoverId: string,
): Promise<{ question: GateQuestion; goods: Goods[] } | null> {
  const held = (await tx.query(
    `SELECT device_id AS "deviceId", waybill_id AS "waybillId", allocation_line_id AS "allocationLineId"
     FROM waybill_line WHERE handover_id = $1 AND state = 'ACCEPTED' ORDER BY id`,
    [handoverId],
  )) as (Goods & { deviceId: string })[];
  if (held.length === 0) return null;
  const [row] = (await tx.query(
    `SELECT org_unit_id AS "orgUnitId", place_id AS "placeId", mandate_id AS "mandateId", waybill_ids AS "waybillIds",
            signature->>'personId' AS "signerId", signed_at AS "signedAt", recorded_at AS "recordedAt",
            completed_at AS "completedAt"
     FROM handover WHERE id = $1`,
    [handoverId],
  )) as [Omit<GateQuestion, 'awardIds' | 'at'> & { signedAt: Date; recordedAt: Date; completedAt: Date | null }];
  const { signedAt, recordedAt, completedAt, ...asked } = row;
  const awardIds = await awardsOfDevices(
    tx,
    held.map(({ deviceId }) => deviceId),
  );
  const at = (completedAt ? [completedAt] : [signedAt, recordedAt]).map((time) => time.toISOString());
  return { question: { ...asked, awardIds, at }, goods: held };
}

/** Takes the review; false when another process has, or when more news has come meanwhile. */
export async function takeReview(tx: EntityManager, { handoverId, since }: Waiting): Promise<boolean> {
  const [taken] = (await tx.query(
    `UPDATE gate_review SET done = true WHERE handover_id = $1 AND since = $2 AND NOT done RETURNING handover_id`,
    [handoverId, since],
  )) as [unknown[], number];
  return taken.length > 0;
}

export async function lockSigned(tx: EntityManager, handoverId: string): Promise<SignedUnderGate> {
  const [row] = (await tx.query(
    `SELECT receiver->>'personId' AS "headPersonId", receiver->>'hold' AS hold, ratified_at IS NOT NULL AS ratified
     FROM handover WHERE id = $1 FOR UPDATE`,
    [handoverId],
  )) as [SignedUnderGate];
  return row;
}

/** Opens what is new and closes what directory no longer says; what a person has closed stays closed. */
export async function keepFindings(
  tx: EntityManager,
  handoverId: string,
  findings: readonly Finding[],
  at: Date,
): Promise<void> {
  const details = findings.map(({ detail }) => detail);
  await tx.query(
    `UPDATE exception SET closed_at = $3, close_note = 'Directory has been corrected since.'
     WHERE document_id = $1 AND code = ANY($2::text[]) AND closed_at IS NULL AND NOT detail = ANY($4::text[])`,
    [handoverId, reviewCodes, at, details],
  );
  const known = (await tx.query(
    `SELECT detail FROM exception WHERE document_id = $1 AND code = ANY($2::text[])
       AND (closed_at IS NULL OR close_note <> 'Directory has been corrected since.')`,
    [handoverId, reviewCodes],
  )) as { detail: string }[];
  const fresh = findings.filter(({ detail }) => !known.some((one) => one.detail === detail));
  await openExceptions(tx, handoverId, fresh, at);
}
