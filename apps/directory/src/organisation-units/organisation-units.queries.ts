import type { EntityManager } from 'typeorm';

/** Who heads the unit at a moment; null = vacant, or not recorded. */
export async function headAt(tx: EntityManager, orgUnitId: string, at: Date): Promise<string | null> {
  const [row] = (await tx.query(
    `SELECT person_id FROM organisation_unit_head WHERE org_unit_id = $1 AND valid_from <= $2
     ORDER BY valid_from DESC, recorded_at DESC LIMIT 1`,
    [orgUnitId, at],
  )) as { person_id: string | null }[];
  return row?.person_id ?? null;
}

/** The unit and everything it stands under, nearest first (scope follows parentId, AM-4). */
export async function chainOf(tx: EntityManager, orgUnitId: string): Promise<string[]> {
  const rows = (await tx.query(
    `WITH RECURSIVE chain (id, parent_id, depth) AS (
       SELECT id, parent_id, 0 FROM organisation_unit WHERE id = $1
       UNION ALL
       SELECT u.id, u.parent_id, depth + 1 FROM organisation_unit u JOIN chain c ON u.id = c.parent_id WHERE depth < 30)
     SELECT id FROM chain ORDER BY depth`,
    [orgUnitId],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}
