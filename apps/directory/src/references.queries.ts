import type { RowProblem } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { directoryError } from './errors.js';

/** What a request may name. The table's name is ours, never the caller's. */
export interface Reference {
  field: string;
  to: 'organisation_unit' | 'place' | 'person';
  id: string | null | undefined;
}

const nouns: Record<Reference['to'], string> = {
  organisation_unit: 'organisation unit',
  place: 'place',
  person: 'person',
};

/** Refuses, field by field, what names something nobody has recorded. */
export async function requireKnown(tx: EntityManager, references: Reference[]): Promise<void> {
  const problems: RowProblem[] = [];
  for (const { field, to, id } of references) {
    if (id === null || id === undefined) continue;
    const found = (await tx.query(`SELECT 1 FROM ${to} WHERE id = $1`, [id])) as unknown[];
    if (found.length === 0) {
      problems.push({ row: 0, field, code: 'unknown-reference', detail: `No ${nouns[to]} with the id ${id}.` });
    }
  }
  if (problems.length > 0) {
    throw directoryError('unknown-reference', problems.map(({ detail }) => detail).join(' '), problems);
  }
}
