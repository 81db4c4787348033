import type { EntityManager } from 'typeorm';
import { handoverError } from '../errors.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { knownIds } from './units.queries.js';

/** An id in a request, under the field that names it. */
export interface Reference {
  field: string;
  kind: 'org_unit' | 'organisation' | 'place_access';
  id: string;
}

const nouns = { org_unit: 'organisation unit', organisation: 'organisation', place_access: 'place' } as const;

/** A mistyped id must not become a document: each one nobody knows is named by its field. */
export async function requireKnown(tx: EntityManager, references: readonly Reference[]): Promise<void> {
  const rows: { row: number; field: string; code: string; detail: string }[] = [];
  for (const kind of new Set(references.map((reference) => reference.kind))) {
    const own = references.filter((reference) => reference.kind === kind);
    const known = await knownIds(
      tx,
      kind,
      own.map(({ id }) => id),
    );
    for (const { field, id } of own) {
      if (known.has(id)) continue;
      const detail = `${field}: no ${nouns[kind]} ${id} is known here, or the news of it has not arrived yet.`;
      rows.push({ row: 0, field, code: 'not-known', detail });
    }
  }
  if (rows.length > 0) throw handoverError('reference-not-known', rows.map(({ detail }) => detail).join(' '), rows);
}

/** People are entered on the spot (AM-1): somebody unknown is an exception until directory knows him, never a refusal. */
export async function unknownPeople(
  tx: EntityManager,
  people: readonly { personId: string; as: string }[],
): Promise<Finding[]> {
  const known = await knownIds(
    tx,
    'person',
    people.map(({ personId }) => personId),
  );
  return people
    .filter(({ personId }) => !known.has(personId))
    .map(({ personId, as }) => ({
      code: 'SIGNER_UNKNOWN',
      detail: `The ${as} ${personId} is not known in directory.`,
      personId,
    }));
}
