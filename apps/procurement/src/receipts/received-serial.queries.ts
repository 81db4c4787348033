import type { EntityManager } from 'typeorm';
import { arrayLiteral } from './array-literal.rules.js';
import { alreadyActive, type Exclusive, type Known } from './duplicate.rules.js';
import type { RowProblem } from './row-problem.rules.js';

/** Active identifiers that equal one of these or look like it (equal values fold alike). */
export async function knownLike(tx: EntityManager, own: readonly Exclusive[]): Promise<Known[]> {
  if (own.length === 0) return [];
  return (await tx.query(
    `SELECT known.type, known.issuer, known.value, known.folded, known.device_id AS "deviceId"
     FROM unnest($1::text[], $2::uuid[], $3::text[]) AS own (type, issuer, folded)
     JOIN received_serial AS known USING (type, issuer, folded) WHERE known.active`,
    [own.map(({ type }) => type), own.map(({ issuer }) => issuer), own.map(({ folded }) => folded)].map(arrayLiteral),
  )) as Known[];
}

export interface Carried extends Exclusive {
  deviceId: string;
}

/**
 * Takes the identifiers for their devices; the unique index decides between two receipts at the same time. Answers the
 * rows that lost. In key order, so that two receipts wait for each other and never dead-lock.
 */
export async function takeIdentifiers(tx: EntityManager, carried: readonly Carried[]): Promise<RowProblem[]> {
  const sorted = carried.toSorted(
    (a, b) => compare(a.type, b.type) || compare(a.issuer, b.issuer) || compare(a.value, b.value),
  );
  const columns = [
    sorted.map(({ type }) => type),
    sorted.map(({ issuer }) => issuer),
    sorted.map(({ value }) => value),
    sorted.map(({ folded }) => folded),
    sorted.map(({ deviceId }) => deviceId),
  ].map(arrayLiteral);
  const [{ taken }] = (await tx.query(
    `WITH taken AS (
       INSERT INTO received_serial (type, issuer, value, folded, device_id)
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::uuid[])
       ON CONFLICT DO NOTHING RETURNING 1)
     SELECT count(*)::int AS taken FROM taken`,
    columns,
  )) as [{ taken: number }];
  if (taken === sorted.length) return [];
  const lost = (await tx.query(
    `SELECT own.n::int AS n, known.device_id AS "deviceId"
     FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::uuid[]) WITH ORDINALITY
       AS own (type, issuer, value, folded, device_id, n)
     JOIN received_serial AS known USING (type, issuer, folded, value)
     WHERE known.active AND known.device_id <> own.device_id ORDER BY own.n`,
    columns,
  )) as { n: number; deviceId: string }[];
  return lost.map(({ n, deviceId }) => alreadyActive(sorted[n - 1] as Carried, deviceId));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
