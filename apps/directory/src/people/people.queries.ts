import { rootsOf, scopeOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { Cause } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import type { RecordPerson } from './people.dto.js';
import type { Person } from './person.entity.js';
import type { Sealed } from './person.rules.js';

type NewPerson = RecordPerson & { id: string } & Sealed;

export async function insertPeopleRows(tx: EntityManager, people: readonly NewPerson[], cause: Cause): Promise<void> {
  const hex = (bytes: Buffer | null): string | null => bytes && bytes.toString('hex');
  const rows = people.map(({ id, rankCode, rankText, function: post, orgUnitId, preferredLanguage, ...sealed }) => ({
    ...{ id, rankCode, rankText, post, orgUnitId, language: preferredLanguage ?? 'fr' },
    ...{ name: hex(sealed.nameSealed), phone: hex(sealed.phoneSealed), email: hex(sealed.emailSealed) },
    ...{ matricule: hex(sealed.matriculeSealed), hash: hex(sealed.matriculeHash) },
  }));
  await tx.query(
    `INSERT INTO person (id, name_sealed, phone_sealed, email_sealed, matricule_sealed, matricule_hash, rank_code, rank_text,
       function, org_unit_id, preferred_language, created_by, created_at)
     SELECT id, decode(name, 'hex'), decode(phone, 'hex'), decode(email, 'hex'), decode(matricule, 'hex'), decode(hash, 'hex'),
            "rankCode", "rankText", post, "orgUnitId", language, $2, $3
     FROM json_to_recordset($1::json) AS p (id uuid, name text, phone text, email text, matricule text, hash text,
       "rankCode" text, "rankText" text, post text, "orgUnitId" uuid, language text)`,
    [JSON.stringify(rows), cause.actorId, cause.recordedAt],
  );
}

/**
 * CR-62: without a purpose a reader sees people of his own units, and himself. Who is outside, and who does not exist at all,
 * is refused alike: the refusal tells nothing.
 */
export async function requireScope(tx: EntityManager, ids: readonly string[], reader: Principal): Promise<void> {
  const scope = scopeOf(reader);
  if (scope === '*') return;
  const rows = (await tx.query(
    `WITH RECURSIVE own (id) AS (
       SELECT unnest($1::uuid[])
       UNION SELECT u.id FROM organisation_unit u JOIN own o ON u.parent_id = o.id)
     SELECT id FROM person WHERE id = ANY ($2::uuid[]) AND (id::text = $3 OR org_unit_id IN (SELECT id FROM own))`,
    [rootsOf(scope), ids, reader.personId],
  )) as { id: string }[];
  const seen = new Set(rows.map(({ id }) => id));
  if (ids.every((id) => seen.has(id.toLowerCase()))) return;
  throw directoryError('purpose-needed', 'Say with purpose=DISPLAY, DOCUMENT, … what you read the person for.');
}

/** Active people of the unit and of the units below that the reader sees; one more than asked for when there are more. */
export async function peopleOfUnit(
  tx: EntityManager,
  unitId: string,
  afterId: string | undefined,
  limit: number,
): Promise<Person[]> {
  const rows = (await tx.query(
    `WITH RECURSIVE own (id) AS (
       SELECT $1::uuid
       UNION SELECT u.id FROM organisation_unit u JOIN own o ON u.parent_id = o.id)
     SELECT ${columns} FROM person
     WHERE org_unit_id IN (SELECT id FROM own) AND active AND ($2::uuid IS NULL OR id > $2)
     ORDER BY id LIMIT $3 + 1`,
    [unitId, afterId ?? null, limit],
  )) as Person[];
  return rows;
}

/** The same of an office of the implementing organisation, whoever asks; of any other unit nobody. */
export async function peopleOfOffice(
  tx: EntityManager,
  officeId: string,
  afterId: string | undefined,
  limit: number,
): Promise<Person[]> {
  const asked = [officeId, afterId ?? null, limit + 1];
  return (await tx.query(`SELECT ${columns} FROM people_of_office($1, $2, $3)`, asked)) as Person[];
}

/** Who of these serves in an office of the implementing organisation, whoever asks. */
export async function officePeople(tx: EntityManager, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return (await tx.query(`SELECT ${columns} FROM office_people($1::uuid[])`, [ids])) as Person[];
}

// A head and his deputy know the officer by the waybill; they read nobody's name outside their unit.
const ofUnits: readonly string[] = ['UNIT_HEAD', 'UNIT_CUSTODIAN'];

/** Whoever works for the programme names its people in papers, and reads there whom others named. */
export const namesOffices = ({ roles }: Principal): boolean => roles.some(({ role }) => !ofUnits.includes(role));

const columns = `id, name_sealed AS "nameSealed", rank_code AS "rankCode", rank_text AS "rankText", function,
  org_unit_id AS "orgUnitId", preferred_language AS "preferredLanguage", active, merged_into AS "mergedInto"`;
