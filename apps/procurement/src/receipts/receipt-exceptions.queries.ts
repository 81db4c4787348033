import type { EntityManager } from 'typeorm';
import { knownPeople } from '../references/references.queries.js';
import type { ReceiptExceptionDto } from './receipt-answers.dto.js';
import { strangersAmong, type NamedPerson, type ReceiptFinding } from './receipt-exception.rules.js';

export async function openExceptions(
  tx: EntityManager,
  receiptId: string,
  findings: readonly ReceiptFinding[],
  at: Date,
): Promise<void> {
  if (findings.length === 0) return;
  await tx.query(
    `INSERT INTO receipt_exception (id, goods_receipt_id, code, detail, person_id, rows, opened_at)
     SELECT gen_random_uuid(), $1, code, detail, "personId",
            ARRAY(SELECT value::int FROM jsonb_array_elements_text(rows) AS value), $3
     FROM jsonb_to_recordset($2::jsonb) AS new (code text, detail text, "personId" uuid, rows jsonb)`,
    [receiptId, JSON.stringify(findings), at],
  );
}

/** Any number: taken before a person becomes known, and, shared, while a receipt says that one is not. */
const meetingPeople = 4_021_972;

/**
 * A person who becomes known between the look and the commit would leave an exception that nobody closes: so who finds
 * somebody unknown keeps the news of people waiting, and looks again.
 */
export async function strangersOf(tx: EntityManager, people: readonly NamedPerson[]): Promise<ReceiptFinding[]> {
  const ids = people.map(({ personId }) => personId);
  if (strangersAmong(people, await knownPeople(tx, ids)).length === 0) return [];
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${meetingPeople})`);
  return strangersAmong(people, await knownPeople(tx, ids));
}

/** The person was queued before the receipt and came after it all the same. */
export async function closeForPerson(tx: EntityManager, personId: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE receipt_exception SET closed_at = $2
     WHERE person_id = $1 AND code = 'SIGNER_UNKNOWN' AND closed_at IS NULL`,
    [personId, at],
  );
}

export async function awaitReceiptsBeingWritten(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${meetingPeople})`);
}

export async function exceptionsOf(tx: EntityManager, receiptId: string): Promise<ReceiptExceptionDto[]> {
  return (await tx.query(
    `SELECT code, detail, person_id AS "personId", rows, opened_at AS "openedAt", closed_at AS "closedAt"
     FROM receipt_exception WHERE goods_receipt_id = $1 ORDER BY code, person_id, opened_at`,
    [receiptId],
  )) as ReceiptExceptionDto[];
}

/** Rows without a serial whose second signature is nobody's yet (CR-07). */
export async function unsignedRows(tx: EntityManager, receiptId: string): Promise<{ row: number; personId: string }[]> {
  return (await tx.query(
    `SELECT DISTINCT line.row, line.second_signature_id AS "personId" FROM goods_receipt_line AS line
     WHERE line.goods_receipt_id = $1 AND line.register <> 'REFUSED' AND line.second_signature_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM known_reference WHERE kind = 'PERSON' AND id = line.second_signature_id)
     ORDER BY line.row`,
    [receiptId],
  )) as { row: number; personId: string }[];
}
