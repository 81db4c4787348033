import { IMPLEMENTING_AGENCY } from '@dotation/contracts';
import { beyondScope, settled } from '@dotation/service';
import type { Principal, Queries, RowProblem } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';

export { onePersons } from '@dotation/service';

/** An id of directory that a document here names. A STORE is a unit of the implementing agency. */
export interface Reference {
  field: string;
  kind: 'PLACE' | 'STORE' | 'UNIT' | 'ORGANISATION' | 'PERSON';
  id: string | null | undefined;
}

const nouns: Record<Reference['kind'], string> = {
  PLACE: 'place',
  STORE: 'unit',
  UNIT: 'unit',
  ORGANISATION: 'organisation',
  PERSON: 'person',
};

/**
 * Refuses, field by field, what directory has not recorded, and a store that is another agency's. Places and stores are the
 * caller's own, people anybody's: who has no such place learns nothing of people.
 */
export async function requireKnown(tx: EntityManager, references: readonly Reference[]): Promise<void> {
  const known = await knownOf(tx, references);
  const unknown = references.filter((reference) => isUnknown(reference, known));
  const own = unknown.filter(({ kind }) => kind !== 'PERSON');
  refuse(
    'unknown-reference',
    (own.length > 0 ? own : unknown).map(({ field, kind, id }) => ({
      field,
      detail: `No ${nouns[kind]} with the id ${id} is known.`,
    })),
  );
  const foreign = references.filter(({ kind, id }) => kind === 'STORE' && agencyOf(id, known) !== IMPLEMENTING_AGENCY);
  refuse(
    'store-of-another-agency',
    // Received there, the goods would be a police unit's with no PV, gate or signature (CR-21).
    foreign.map(({ field }) => ({ field, detail: `Goods are received by a store of ${IMPLEMENTING_AGENCY} only.` })),
  );
}

/** What directory recorded a moment ago is on its way here: gives it two seconds before a command refuses it. */
export async function awaitKnown(queries: Queries, reader: Principal, references: readonly Reference[]): Promise<void> {
  await settled(
    'wait=2',
    () => queries.run(reader, (tx) => knownOf(tx, references)),
    (known) => !references.some((reference) => isUnknown(reference, known)),
  );
}

export async function knownPeople(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = (await tx.query(`SELECT id FROM known_reference WHERE kind = 'PERSON' AND id = ANY($1::uuid[])`, [
    ids,
  ])) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

/** Of a unit the value is its agency. */
type Known = ReadonlyMap<string, string | null>;

const keyOf = (kind: Reference['kind'], id: string): string =>
  `${kind === 'STORE' ? 'UNIT' : kind} ${id.toLowerCase()}`;

async function knownOf(tx: EntityManager, references: readonly Reference[]): Promise<Known> {
  const [people, own] = [true, false].map((are) => references.filter(({ kind }) => (kind === 'PERSON') === are));
  return new Map([...(await shownOf(tx, own)), ...(await beyondScope(tx, () => shownOf(tx, people)))]);
}

/** Of these, what a caller in this scope sees. */
async function shownOf(tx: EntityManager, references: readonly Reference[] = []): Promise<Known> {
  const keys = references.flatMap(({ kind, id }) => (id ? [keyOf(kind, id).split(' ')] : []));
  if (keys.length === 0) return new Map();
  const rows = (await tx.query(
    `SELECT kind, id, agency FROM known_reference JOIN unnest($1::text[], $2::uuid[]) AS given (kind, id) USING (kind, id)`,
    [keys.map(([kind]) => kind), keys.map(([, id]) => id)],
  )) as { kind: string; id: string; agency: string | null }[];
  return new Map(rows.map(({ kind, id, agency }) => [`${kind} ${id}`, agency]));
}

function agencyOf(id: Reference['id'], known: Known): string | null {
  return known.get(keyOf('STORE', id ?? '')) ?? null;
}

function isUnknown({ kind, id }: Reference, known: Known): boolean {
  if (id === null || id === undefined) return false;
  return !known.has(keyOf(kind, id)) || (kind === 'STORE' && agencyOf(id, known) === null);
}

function refuse(
  code: 'unknown-reference' | 'store-of-another-agency',
  found: readonly { field: string; detail: string }[],
): void {
  if (found.length === 0) return;
  const rows = found.map((problem): RowProblem => ({ row: 0, code, ...problem }));
  throw procurementError(code, found.map(({ detail }) => detail).join(' '), rows);
}

/** Every id under which this person was recorded (directory's merges). */
export function idsOfPerson(tx: EntityManager, personId: string): Promise<string[]> {
  return beyondScope(tx, async () => {
    const rows = (await tx.query(
      `SELECT $1::uuid AS id UNION SELECT one_person($1) UNION SELECT id FROM merged_person WHERE into_id = one_person($1)`,
      [personId],
    )) as { id: string }[];
    return rows.map(({ id }) => id);
  });
}
