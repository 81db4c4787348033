import type { EntityManager, QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { nudgeAfterCommit } from './committed.js';
import { as } from './contract.rules.js';
import { decode, encode, leafHash, MAX_BODY_BYTES } from './envelope.rules.js';
import type { Cause, FactType, Recorded } from './fact.js';
import { partBodies } from './parts.rules.js';

/** Records one fact in the caller's transaction. Throws above 60,000 bytes, and when the data does not fit its contract. */
export async function record<T extends object>(
  tx: EntityManager,
  type: FactType<T>,
  subject: string,
  data: T,
  cause: Cause,
): Promise<Recorded> {
  const factId = uuidv7();
  const body = encode(factId, type.type, subject, data, cause);
  await append(tx, type, cause, [{ factId, subject, body }]);
  return { factId, leafHash: leafHash(body) };
}

/** As `record`, for many facts of one kind in one statement: a command that records 5,000 units tells each of them. */
export async function recordEach<T extends object>(
  tx: EntityManager,
  type: FactType<T>,
  facts: readonly { subject: string; data: T }[],
  cause: Cause,
): Promise<void> {
  for (let from = 0; from < facts.length; from += atOnce) {
    const rows = facts.slice(from, from + atOnce).map(({ subject, data }) => {
      const factId = uuidv7();
      return { factId, subject, body: encode(factId, type.type, subject, data, cause) };
    });
    await append(tx, type, cause, rows);
  }
}

/** Each fact takes three parameters of a statement, which has at most 65,535. */
const atOnce = 5_000;

/**
 * Records a bulk command as numbered parts `{...header, documentId, part, parts, lines}`, cut by bytes, each a fact of its
 * own, in one statement of the caller's transaction. Says which lines went into which part and that part's leaf hash.
 */
export async function recordParts<
  T extends { documentId: string; part: number; parts: number; lines: unknown[] },
  L extends T['lines'][number] = T['lines'][number],
>(
  tx: EntityManager,
  type: FactType<T>,
  header: Omit<T, 'part' | 'parts' | 'lines'>,
  lines: L[],
  cause: Cause,
): Promise<(Recorded & { part: number; lines: L[] })[]> {
  const subject = (header as { documentId: string }).documentId;
  const parts = partBodies(() => uuidv7(), type.type, subject, header, lines, cause);
  await append(
    tx,
    type,
    cause,
    parts.map(({ factId, body }) => ({ factId, subject, body })),
  );
  return parts.map(({ factId, body, part, lines: own }) => ({ factId, leafHash: leafHash(body), part, lines: own }));
}

/** The last fact recorded on this transaction's connection: what a command answers in `Dotation-After`. */
export function lastFactOf(tx: EntityManager): string | undefined {
  return (tx.queryRunner?.data as { lastFact?: string } | undefined)?.lastFact;
}

async function append<T extends object>(
  tx: EntityManager,
  type: FactType<T>,
  cause: Cause,
  facts: { factId: string; subject: string; body: Buffer }[],
): Promise<void> {
  const runner = transactionOf(tx);
  for (const { body, subject } of facts) {
    if (body.length > MAX_BODY_BYTES)
      throw new Error(
        `${type.type} of ${subject} is ${body.length} bytes, at most ${MAX_BODY_BYTES}: record it in parts`,
      );
    // What is recorded can never be changed; better to fail the command than every reader of it.
    as(type, decode(body, type.type));
  }
  // One parameter per body: as an array, PostgreSQL's driver would write and the server parse it all as escaped text.
  const rows = facts.map((_, n) => `($${3 * n + 4}::uuid, $${3 * n + 5}::bytea, $${3 * n + 6}, ${n})`);
  await tx.query(
    `INSERT INTO outbox (fact_id, body, type, subject, causation_id, recorded_at)
     SELECT fact_id, body, $1, subject, $2, $3 FROM (VALUES ${rows.join(', ')}) AS new (fact_id, body, subject, n) ORDER BY n`,
    [
      type.type,
      cause.causationId,
      cause.recordedAt,
      ...facts.flatMap(({ factId, body, subject }) => [factId, body, subject]),
    ],
  );
  runner.data['lastFact'] = facts.at(-1)?.factId;
  nudgeAfterCommit(tx.dataSource);
}

/** Outside a transaction the fact would be true even when what it tells is rolled back. */
function transactionOf(tx: EntityManager): QueryRunner & { data: Record<string, unknown> } {
  if (!tx.queryRunner?.isTransactionActive) throw new Error('record needs the manager of a running transaction');
  return tx.queryRunner as QueryRunner & { data: Record<string, unknown> };
}
