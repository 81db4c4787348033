import type { EntityManager } from 'typeorm';

/** The next `count` numbers of a series in the year of `at`, like TG-2026-000001; without a gap, because the row is locked. */
export async function nextNumbers(tx: EntityManager, prefix: string, at: Date, count: number): Promise<string[]> {
  const year = at.getUTCFullYear();
  const [row] = await tx.query<[{ last: number }]>(
    `INSERT INTO document_number (prefix, year, last) VALUES ($1, $2, $3)
     ON CONFLICT (prefix, year) DO UPDATE SET last = document_number.last + $3 RETURNING last`,
    [prefix, year, count],
  );
  const first = row.last - count + 1;
  return Array.from({ length: count }, (_, index) => `${prefix}-${year}-${String(first + index).padStart(6, '0')}`);
}
