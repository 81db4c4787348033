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

/** Any number: taken before a person becomes known, and, shared, while a document says that one is not. */
const meetingPeople = 4_021_971;

/**
 * People are entered on the spot (AM-1): somebody unknown is an exception until directory knows him, never a refusal. A
 * person who becomes known between the look and the commit would leave an exception that nobody closes: so who finds
 * somebody unknown keeps the news of people waiting, and looks again.
 */
export async function unknownPeople(
  tx: EntityManager,
  people: readonly { personId: string | null | undefined; as: string }[],
): Promise<Finding[]> {
  const named = new Map<string, string[]>();
  for (const { personId, as } of people) if (personId) named.set(personId, [...(named.get(personId) ?? []), as]);
  const strangers = async (): Promise<string[]> => {
    const known = await knownIds(tx, 'person', [...named.keys()]);
    return [...named.keys()].filter((personId) => !known.has(personId));
  };
  if ((await strangers()).length === 0) return [];
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${meetingPeople})`);
  return (await strangers()).map((personId) => {
    const roles = [...new Set(named.get(personId))].join(', ');
    return { code: 'SIGNER_UNKNOWN', detail: `Directory does not know the ${roles} ${personId} yet.`, personId };
  });
}

/** The person was queued before the document and came after it all the same. */
export async function personKnown(tx: EntityManager, personId: string, at: Date): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${meetingPeople})`);
  await tx.query(`INSERT INTO person (id) VALUES ($1) ON CONFLICT DO NOTHING`, [personId]);
  await tx.query(
    `UPDATE exception SET closed_at = $2, close_note = 'The person is known now.'
     WHERE person_id = $1 AND code = 'SIGNER_UNKNOWN' AND closed_at IS NULL`,
    [personId, at],
  );
}
