import type { EntityManager } from 'typeorm';
import type { CorrectedNoun, Entry } from './correction.rules.js';

const tables: Record<CorrectedNoun, { table: string; nature: string; scope: string }> = {
  UNIT: { table: 'organisation_unit', nature: 'agency', scope: 'id' },
  PLACE: { table: 'place', nature: 'kind', scope: 'id' },
  PERSON: { table: 'person', nature: `'a person'`, scope: 'org_unit_id' },
};

/**
 * The entries, locked in id order so that two corrections never wait for each other; undefined: nobody has recorded it, or it
 * is out of the caller's scope. One's superiors are seen, and corrected by others.
 */
export async function lockEntries(
  tx: EntityManager,
  noun: CorrectedNoun,
  ids: readonly string[],
): Promise<Map<string, Entry>> {
  const { table, nature, scope } = tables[noun];
  const rows = (await tx.query(
    `SELECT id, merged_into AS "mergedInto", voided_at IS NOT NULL AS voided, ${nature} AS nature
     FROM ${table} WHERE id = ANY ($1::uuid[]) AND (current_setting('app.scope', true) = '*' OR ${scope} = ANY ((SELECT scope_ids())::uuid[]))
     ORDER BY id FOR UPDATE`,
    [ids],
  )) as Entry[];
  return new Map(rows.map((entry) => [entry.id, entry]));
}

export async function markEntry(
  tx: EntityManager,
  noun: CorrectedNoun,
  id: string,
  { mergedInto, voidedAt }: { mergedInto: string | null; voidedAt: Date | null },
): Promise<void> {
  const { table } = tables[noun];
  // What was merged into this one before now leads to where this one leads: every old id resolves in one step.
  await tx.query(`UPDATE ${table} SET merged_into = $2, voided_at = $3 WHERE id = $1 OR merged_into = $1`, [
    ...[id, mergedInto, voidedAt],
  ]);
}

/** Rows of directory that name an entry today: a double among them is replaced by hand before it is merged. */
const present: Record<CorrectedNoun, [what: string, condition: string][]> = {
  UNIT: [
    ['units under it', `organisation_unit WHERE (parent_id = $1 OR second_parent_id = $1) AND valid_to IS NULL`],
    ['people', `person WHERE org_unit_id = $1 AND active`],
    [
      'roles in force',
      `role_assignment WHERE org_unit_id = $1 AND revoked_at IS NULL AND (valid_to IS NULL OR valid_to > now())`,
    ],
  ],
  PLACE: [
    ['places in it', `place WHERE (parent_id = $1 OR $1 = ANY (province_ids)) AND valid_to IS NULL`],
    ['units', `organisation_unit WHERE place_id = $1 AND valid_to IS NULL`],
    [
      'roles in force',
      `role_assignment WHERE place_id = $1 AND revoked_at IS NULL AND (valid_to IS NULL OR valid_to > now())`,
    ],
  ],
  PERSON: [
    [
      'units headed',
      `organisation_unit u WHERE $1 = (SELECT person_id FROM organisation_unit_head h
         WHERE h.org_unit_id = u.id AND valid_from <= now() ORDER BY valid_from DESC, recorded_at DESC LIMIT 1)`,
    ],
    [
      'roles in force',
      `role_assignment WHERE person_id = $1 AND revoked_at IS NULL AND (valid_to IS NULL OR valid_to > now())`,
    ],
    ['mandates in force', `mandate WHERE (from_person_id = $1 OR to_person_id = $1) AND valid_to > now()`],
  ],
};

/** Rows of directory that ever named an entry: what was used was no mistake and is closed, not voided. */
const ever: Record<CorrectedNoun, [what: string, condition: string][]> = {
  UNIT: [
    ['units once under it', `organisation_unit_version WHERE parent_id = $1 OR second_parent_id = $1`],
    ['successors', `organisation_unit WHERE $1 = ANY (predecessor_ids)`],
    ['people', `person WHERE org_unit_id = $1`],
    ['heads', `organisation_unit_head WHERE org_unit_id = $1`],
    ['roles', `role_assignment WHERE org_unit_id = $1`],
    ['mandates', `mandate WHERE org_unit_id = $1`],
    ['vetting results', `vetting_result WHERE org_unit_id = $1`],
    ['due-diligence decisions', `due_diligence_decision WHERE org_unit_id = $1`],
  ],
  PLACE: [
    ['places once in it', `place_version WHERE parent_id = $1`],
    ['successors or lakes', `place WHERE $1 = ANY (predecessor_ids) OR $1 = ANY (province_ids)`],
    ['units', `organisation_unit_version WHERE place_id = $1`],
    ['roles', `role_assignment WHERE place_id = $1`],
  ],
  PERSON: [
    ['heads of units', `organisation_unit_head WHERE person_id = $1`],
    ['roles', `role_assignment WHERE person_id = $1 OR granted_by = $1`],
    ['mandates', `mandate WHERE from_person_id = $1 OR to_person_id = $1`],
    ['vetting results', `vetting_result WHERE person_id = $1`],
  ],
};

/** “3 people”, “1 heads” …: what names the entry today, or ever. */
export async function usesOf(
  tx: EntityManager,
  noun: CorrectedNoun,
  id: string,
  when: 'today' | 'ever',
): Promise<string[]> {
  const asked = when === 'today' ? present[noun] : ever[noun];
  const columns = asked.map(([, condition]) => `(SELECT count(*)::int FROM ${condition})`).join(', ');
  const [row] = (await tx.query(`SELECT ARRAY[${columns}] AS counts`, [id])) as [{ counts: number[] }];
  return asked.flatMap(([what], index) => {
    const count = row.counts[index] ?? 0;
    return count > 0 ? [`${count} ${what}`] : [];
  });
}
