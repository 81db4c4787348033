import { rootsOf, scopeOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { Cause } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import type { RecordPerson } from './people.dto.js';
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
