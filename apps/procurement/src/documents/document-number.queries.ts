import type { EntityManager } from 'typeorm';

/**
 * The next number of a kind of document, like GR-2026-000001: dense per year, because the row stays locked until the
 * document commits. Take it last, or documents wait for each other longer than they must.
 */
export async function nextNumber(
  tx: EntityManager,
  kind: 'GR' | 'IN' | 'FR' | 'LL' | 'PR' | 'BA' | 'BC' | 'SH' | 'CL',
  at: Date,
): Promise<string> {
  const year = at.getUTCFullYear();
  const [row] = (await tx.query(
    `INSERT INTO document_number AS numbers (kind, year, last) VALUES ($1, $2, 1)
     ON CONFLICT (kind, year) DO UPDATE SET last = numbers.last + 1 RETURNING last`,
    [kind, year],
  )) as [{ last: number }];
  return `${kind}-${year}-${String(row.last).padStart(6, '0')}`;
}
