import { settled } from '@dotation/service';
import type { Principal, Queries, RowProblem } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';

/** An id of directory that a document here names. Persons are not among them: an unknown one is never a refusal. */
export interface Reference {
  field: string;
  kind: 'PLACE' | 'UNIT' | 'ORGANISATION';
  id: string | null | undefined;
}

const nouns: Record<Reference['kind'], string> = { PLACE: 'place', UNIT: 'unit', ORGANISATION: 'organisation' };

/** Refuses, field by field, what directory has not recorded. */
export async function requireKnown(tx: EntityManager, references: readonly Reference[]): Promise<void> {
  const problems = (await unknownOf(tx, references)).map(({ field, kind, id }): RowProblem => {
    const detail = `No ${nouns[kind]} with the id ${id} is known.`;
    return { row: 0, field, code: 'unknown-reference', detail };
  });
  if (problems.length > 0)
    throw procurementError('unknown-reference', problems.map(({ detail }) => detail).join(' '), problems);
}

/** What directory recorded a moment ago is on its way here: gives it two seconds before a command refuses it. */
export async function awaitKnown(queries: Queries, reader: Principal, references: readonly Reference[]): Promise<void> {
  await settled(
    'wait=2',
    () => queries.run(reader, (tx) => unknownOf(tx, references)),
    (unknown) => unknown.length === 0,
  );
}

async function unknownOf(tx: EntityManager, references: readonly Reference[]): Promise<Reference[]> {
  const given = references.filter(({ id }) => id !== null && id !== undefined);
  if (given.length === 0) return [];
  const rows = (await tx.query(
    `SELECT kind, id FROM known_reference JOIN unnest($1::text[], $2::uuid[]) AS given (kind, id) USING (kind, id)`,
    [given.map(({ kind }) => kind), given.map(({ id }) => id)],
  )) as { kind: string; id: string }[];
  const known = new Set(rows.map(({ kind, id }) => `${kind} ${id}`));
  return given.filter(({ kind, id }) => !known.has(`${kind} ${id?.toLowerCase()}`));
}
