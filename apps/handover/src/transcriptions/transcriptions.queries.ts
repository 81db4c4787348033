import type { EffectLine } from '@dotation/contracts';
import { decodeCursor, pageOf, type Page } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Transcribed } from './transcription.rules.js';
import type { TranscriptionCheckDto, TranscriptionDto, TranscriptionsQuery } from './transcriptions.dto.js';

/** What was written down, by whom and before whom. The caller has locked the PV. */
export async function transcribed(tx: EntityManager, handoverId: string): Promise<Transcribed> {
  const [row] = (await tx.query(
    `SELECT channel, signature->>'personId' AS "signerId", recorded_by AS "recordedBy", giver_id AS "giverId",
            witness_id AS "witnessId", sheet_sha256 AS "sheetSha256", transcription_check->>'checkedAt' AS "checkedAt"
     FROM handover WHERE id = $1`,
    [handoverId],
  )) as [Transcribed];
  return row;
}

export async function saveCheck(tx: EntityManager, handoverId: string, check: TranscriptionCheckDto): Promise<void> {
  await tx.query(`UPDATE handover SET transcription_check = $2 WHERE id = $1`, [handoverId, JSON.stringify(check)]);
}

/** The devices the PV speaks of; the check moves none of them. */
export async function confirmedLines(tx: EntityManager, handoverId: string): Promise<EffectLine[]> {
  return (await tx.query(
    `SELECT id AS "lineId", device_id AS "deviceId", 'CONFIRMS' AS effect FROM handover_line
     WHERE handover_id = $1 AND device_id IS NOT NULL ORDER BY row`,
    [handoverId],
  )) as EffectLine[];
}

/** Q33: which PVs were transcribed, how late, and who compared them; oldest first. */
export async function listTranscriptions(
  tx: EntityManager,
  query: TranscriptionsQuery,
): Promise<Page<TranscriptionDto>> {
  const { limit = 50, orgUnitId = null, checked = null, recordedFrom = null, recordedBefore = null } = query;
  const [after = null] = decodeCursor(query.after, ['uuid']) ?? [];
  const rows = (await tx.query(
    `SELECT id, number, channel, org_unit_id AS "orgUnitId", signature->>'personId' AS "signerId",
            recorded_by AS "recordedBy", witness_id AS "witnessId", sheet_sha256 AS "sheetSha256", signed_at AS "signedAt",
            recorded_at AS "recordedAt", greatest(0, floor(extract(epoch FROM recorded_at - signed_at) / 3600))::int AS "hoursLate",
            transcription_check AS "check", check_waiver_id AS "waiverId"
     FROM handover
     WHERE channel IN ('GIVERS_PHONE', 'PAPER_TRANSCRIBED') AND ($1::uuid IS NULL OR org_unit_id = $1)
       AND ($2::boolean IS NULL OR (transcription_check IS NOT NULL) = $2)
       AND ($3::timestamptz IS NULL OR recorded_at >= $3) AND ($4::timestamptz IS NULL OR recorded_at < $4)
       AND ($5::uuid IS NULL OR id > $5)
     ORDER BY id LIMIT $6`,
    [orgUnitId, checked, recordedFrom, recordedBefore, after, limit + 1],
  )) as TranscriptionDto[];
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
