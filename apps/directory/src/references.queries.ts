import { idsInScope } from '@dotation/service';
import type { RowProblem } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { directoryError } from './errors.js';

/** What a request may name. The table's name is ours, never the caller's. */
export interface Reference {
  /** Of many rows the 1-based place; the request as a whole when absent. */
  row?: number;
  field: string;
  to: 'organisation_unit' | 'place' | 'person' | 'award';
  id: string | null | undefined;
}

const nouns: Record<Reference['to'], string> = {
  organisation_unit: 'organisation unit',
  place: 'place',
  person: 'person',
  award: 'award',
};

/** Refuses, row by row and field by field, what names something nobody has recorded. */
export async function requireKnown(tx: EntityManager, references: Reference[]): Promise<void> {
  const named = references.filter((reference): reference is Reference & { id: string } => !!reference.id);
  const known = new Map<string, Set<string>>();
  for (const [to, some] of Map.groupBy(named, (reference) => reference.to)) {
    const ids = [...new Set(some.map(({ id }) => id))];
    const rows = (await tx.query(`SELECT id FROM ${to} WHERE id = ANY ($1::uuid[])`, [ids])) as { id: string }[];
    known.set(to, new Set(rows.map(({ id }) => id)));
  }
  const problems: RowProblem[] = named
    .filter(({ to, id }) => !known.get(to)?.has(id.toLowerCase()))
    .map(({ row = 0, field, to, id }) => ({
      ...{ row, field, code: 'unknown-reference', detail: `No ${nouns[to]} with the id ${id}.` },
    }));
  if (problems.length > 0) {
    const shown = problems.slice(0, 200);
    throw directoryError(
      'unknown-reference',
      shown
        .map(({ detail }) => detail)
        .slice(0, 5)
        .join(' '),
      shown,
    );
  }
}

/** What stands above one's own units and places is seen, and not one's own to write about (AM-4). */
export async function requireOwn(tx: EntityManager, ids: readonly string[]): Promise<void> {
  const asked = new Set(ids.map((id) => id.toLowerCase()));
  if ((await idsInScope(tx, [...asked])).size < asked.size) throw directoryError('outside-own-unit');
}
