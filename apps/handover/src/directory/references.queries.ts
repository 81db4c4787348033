import { beyondScope, idsInScope } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { handoverError } from '../errors.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { knownIds } from './units.queries.js';

/** An id in a request, under the field that names it. */
export interface Reference {
  field: string;
  kind: 'org_unit' | 'organisation' | 'place_access';
  id: string;
  /** The caller answers for it: it must be in scope, not only known. */
  own?: boolean;
}

const nouns = { org_unit: 'organisation unit', organisation: 'organisation', place_access: 'place' } as const;

/**
 * A mistyped id must not become a document: each one nobody knows is named by its field. What the caller answers for comes
 * first, so that nobody asks after the others who has nothing here to answer for.
 */
export async function requireKnown(tx: EntityManager, references: readonly Reference[]): Promise<void> {
  const own = references.filter((reference) => reference.own);
  const inScope = await idsInScope(
    tx,
    own.map(({ id }) => id),
  );
  refuse(own.filter(({ id }) => !inScope.has(id)));
  refuse(await beyondScope(tx, () => unknownOf(tx, references)));
}

async function unknownOf(tx: EntityManager, references: readonly Reference[]): Promise<Reference[]> {
  const unknown: Reference[] = [];
  for (const kind of new Set(references.map((reference) => reference.kind))) {
    const ofKind = references.filter((reference) => reference.kind === kind);
    const ids = ofKind.map(({ id }) => id);
    const known = await knownIds(tx, kind, ids);
    unknown.push(...ofKind.filter(({ id }) => !known.has(id)));
  }
  return unknown;
}

function refuse(unknown: readonly Reference[]): void {
  if (unknown.length === 0) return;
  const rows = unknown.map(({ field, kind, id }) => {
    const detail = `${field}: no ${nouns[kind]} ${id} is known here, or the news of it has not arrived yet.`;
    return { row: 0, field, code: 'not-known', detail };
  });
  throw handoverError('reference-not-known', rows.map(({ detail }) => detail).join(' '), rows);
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
