import { rolesOfCaller, uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { ExceptionDto } from '../documents/answers.dto.js';
import { exceptionFor } from '../vetting-lists/vetting-readers.rules.js';
import type { Finding } from './finding.rules.js';

export async function openExceptions(
  tx: EntityManager,
  documentId: string,
  findings: readonly Finding[],
  at: Date,
): Promise<void> {
  if (findings.length === 0) return;
  await tx.query(
    `INSERT INTO exception (id, document_id, code, detail, waybill_id, device_id, person_id, audience, opened_at)
     SELECT id, $1, code, detail, waybill_id, device_id, person_id, audience, $9
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[])
       AS n(id, code, detail, waybill_id, device_id, person_id, audience)
     -- The driver could not show it, and the receiver says so again: one shortage. A stranger is one on each document.
     WHERE NOT EXISTS (
       SELECT FROM exception e WHERE e.closed_at IS NULL AND e.code = n.code AND CASE n.code
         WHEN 'SHORT' THEN e.device_id = n.device_id
         WHEN 'SIGNER_UNKNOWN' THEN e.document_id = $1 AND e.person_id = n.person_id
       END)`,
    [
      documentId,
      findings.map(() => uuidv7()),
      findings.map(({ code }) => code),
      findings.map(({ detail }) => detail),
      findings.map(({ waybillId }) => waybillId ?? null),
      findings.map(({ deviceId }) => deviceId ?? null),
      findings.map(({ personId }) => personId ?? null),
      findings.map(({ audience }) => audience ?? 'ALL'),
      at,
    ],
  );
}

/** Closes what has found its end: a missing device turned up, a conflict was rectified. */
export async function closeExceptions(
  tx: EntityManager,
  codes: readonly string[],
  of: { deviceIds?: readonly string[]; documentId?: string },
  note: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE exception SET closed_at = $4, close_note = $5
     WHERE closed_at IS NULL AND code = ANY($1::text[])
       AND ($2::uuid[] IS NULL OR device_id = ANY($2::uuid[])) AND ($3::uuid IS NULL OR document_id = $3)`,
    [codes, of.deviceIds ?? null, of.documentId ?? null, at, note],
  );
}

/** What a document opened, for everybody who may read the document; what was found about a unit for whoever vets (§2.7). */
export async function exceptionsOf(tx: EntityManager, documentId: string): Promise<ExceptionDto[]> {
  const rows = (await tx.query(
    `SELECT id, document_id AS "documentId", waybill_id AS "waybillId", device_id AS "deviceId", code, detail,
            opened_at AS "openedAt", closed_at AS "closedAt", close_note AS "closeNote"
     FROM exception WHERE (document_id = $1 OR waybill_id = $1) AND audience = 'ALL' ORDER BY id`,
    [documentId],
  )) as ExceptionDto[];
  return rows.map((row) => exceptionFor(rolesOfCaller(tx), row));
}
