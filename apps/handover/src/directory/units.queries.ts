import type { EntityManager } from 'typeorm';

/** A unit as it stood at a moment, and every unit above it, the nearest first (AM-4: the parent decides). */
export interface UnitInTree {
  id: string;
  agency: string;
  headPersonId: string | null;
  placeId: string | null;
  above: { id: string; headPersonId: string | null }[];
}

export async function unitsAt(
  tx: EntityManager,
  unitIds: readonly string[],
  at: Date,
): Promise<Map<string, UnitInTree>> {
  const rows = (await tx.query(
    `WITH RECURSIVE unit AS (
       SELECT DISTINCT ON (id) id, agency, parent_id, head_person_id, place_id FROM org_unit WHERE valid_from <= $2
       ORDER BY id, valid_from DESC),
     line AS (
       SELECT id AS below, id, agency, parent_id, head_person_id, place_id, 0 AS height FROM unit WHERE id = ANY($1::uuid[])
       UNION ALL
       -- A circle of parents would be a mistake of directory; it ends here all the same.
       SELECT line.below, unit.id, unit.agency, unit.parent_id, unit.head_person_id, unit.place_id, line.height + 1
       FROM line JOIN unit ON unit.id = line.parent_id WHERE line.height < 20)
     SELECT below, id, agency, head_person_id AS "headPersonId", place_id AS "placeId" FROM line ORDER BY below, height`,
    [unitIds, at],
  )) as { below: string; id: string; agency: string; headPersonId: string | null; placeId: string | null }[];
  const units = new Map<string, UnitInTree>();
  for (const { below, id, agency, headPersonId, placeId } of rows) {
    const unit = units.get(below);
    if (unit) unit.above.push({ id, headPersonId });
    else units.set(below, { id, agency, headPersonId, placeId, above: [] });
  }
  return units;
}

/** Which of these exist, as far as directory has told. */
export async function knownIds(
  tx: EntityManager,
  table: 'org_unit' | 'organisation' | 'person' | 'place_access',
  ids: readonly string[],
): Promise<Set<string>> {
  const column = table === 'place_access' ? 'place_id' : 'id';
  const rows = (await tx.query(`SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} = ANY($1::uuid[])`, [
    ids,
  ])) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

/** CARRIER, DONOR …; null when directory has not said so yet. */
export async function kindOf(tx: EntityManager, organisationId: string): Promise<string | null> {
  const [row] = (await tx.query(`SELECT kind FROM organisation WHERE id = $1`, [organisationId])) as {
    kind: string | null;
  }[];
  return row?.kind ?? null;
}
