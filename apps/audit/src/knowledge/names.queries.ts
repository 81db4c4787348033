import type { EntityManager } from 'typeorm';
import type { Name, Names } from './name.rules.js';

/** What units, places, organisations and awards are called, as last said by then. */
export async function namesOf(tx: EntityManager, ids: Iterable<string>, position: number): Promise<Names> {
  const rows = await tx.query<(Name & { id: string })[]>(
    `SELECT DISTINCT ON (id) id, code, name FROM reference_name
     WHERE id = ANY ($1) AND position <= $2 ORDER BY id, position DESC`,
    [[...new Set(ids)], position],
  );
  return new Map(rows.map(({ id, code, name }) => [id, { code, name }]));
}
