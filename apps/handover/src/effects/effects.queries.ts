import type { EntityManager } from 'typeorm';

/** How far the register has followed a document. `refused` is for registrations; nothing is refused here. */
export interface Progress {
  lines: number;
  applied: number;
  refused: number;
  conflicted: number;
  settled: boolean;
}

interface RecordedPart {
  factId: string;
  lines: readonly { deviceId?: string | null; effect?: string }[];
}

export type EffectFilter = (line: { deviceId?: string | null; effect?: string }) => boolean;

/** Remembers which devices the register will tell of because of these facts: those whose line moves. */
export async function expectEffects(
  tx: EntityManager,
  parts: readonly RecordedPart[],
  of: { documentId: string; waybillId?: string | null },
  moves: EffectFilter = ({ effect }) => effect === 'MOVES',
): Promise<void> {
  const expected = parts.flatMap(({ factId, lines }) =>
    lines.flatMap((line) => (line.deviceId && moves(line) ? [{ factId, deviceId: line.deviceId }] : [])),
  );
  if (expected.length === 0) return;
  await tx.query(
    `INSERT INTO expected_effect (fact_id, device_id, document_id, waybill_id)
     SELECT fact_id, device_id, $3, $4 FROM unnest($1::uuid[], $2::uuid[]) AS n(fact_id, device_id)`,
    [
      expected.map(({ factId }) => factId),
      expected.map(({ deviceId }) => deviceId),
      of.documentId,
      of.waybillId ?? null,
    ],
  );
}

/** The same for lots, by the lines that move some: what the register tells of a lot it tells line by line. */
export async function expectLotEffects(
  tx: EntityManager,
  factId: string | undefined,
  lineIds: readonly string[],
  of: { documentId: string; waybillId?: string | null },
): Promise<void> {
  const lines = lineIds.map((deviceId) => ({ deviceId, effect: 'MOVES' }));
  if (factId !== undefined) await expectEffects(tx, [{ factId, lines }], of);
}

/** Marks what a fact of the register answers; says of which documents. A fact this service did not cause marks nothing. */
export async function settleEffects(
  tx: EntityManager,
  factId: string,
  deviceIds: readonly string[],
  state: 'APPLIED' | 'CONFLICTED',
  at: Date,
): Promise<{ deviceId: string; documentId: string; waybillId: string | null }[]> {
  const [rows] = (await tx.query(
    `UPDATE expected_effect SET state = $3, settled_at = $4
     WHERE fact_id = $1 AND device_id = ANY($2::uuid[]) AND state = 'EXPECTED'
     RETURNING device_id AS "deviceId", document_id AS "documentId", waybill_id AS "waybillId"`,
    [factId, deviceIds, state, at],
  )) as [{ deviceId: string; documentId: string; waybillId: string | null }[], number];
  return rows;
}

/** Counts devices, not facts: a device dispatched and arrived under one waybill is one line of it. */
export async function progressOf(tx: EntityManager, documentId: string): Promise<Progress> {
  const [row] = (await tx.query(
    `SELECT count(*)::int AS lines, count(*) FILTER (WHERE conflicted)::int AS conflicted,
            count(*) FILTER (WHERE NOT waiting AND NOT conflicted)::int AS applied
     FROM (SELECT bool_or(state = 'EXPECTED') AS waiting, bool_or(state = 'CONFLICTED') AS conflicted
           FROM expected_effect WHERE document_id = $1 OR waybill_id = $1 GROUP BY device_id) AS device`,
    [documentId],
  )) as [{ lines: number; applied: number; conflicted: number }];
  return { ...row, refused: 0, settled: row.applied + row.conflicted === row.lines };
}
