import type { EntityManager } from 'typeorm';

/**
 * The access of places, and of every place they lie in, at each of these moments (CR-66: claimed and recorded, so that no
 * clock opens a road). A place nobody has recorded yet is no obstacle.
 */
export async function placesAt(
  tx: EntityManager,
  placeIds: readonly string[],
  at: readonly Date[],
): Promise<{ name: string; access: string; at: Date }[]> {
  return (await tx.query(
    `WITH RECURSIVE reach AS (
       SELECT unnest($1::uuid[]) AS place_id
       UNION
       SELECT place_access.parent_id FROM reach JOIN place_access USING (place_id)
       WHERE place_access.parent_id IS NOT NULL)
     SELECT DISTINCT stand.name, stand.access, moment.at
     FROM reach CROSS JOIN unnest($2::timestamptz[]) AS moment (at)
     CROSS JOIN LATERAL (
       SELECT name, access FROM place_access
       WHERE place_access.place_id = reach.place_id AND access_from <= moment.at ORDER BY access_from DESC LIMIT 1) stand`,
    [placeIds, at],
  )) as { name: string; access: string; at: Date }[];
}

/** Whether a place is another one or lies in it, however deep. */
export async function liesWithin(tx: EntityManager, placeId: string, whole: string): Promise<boolean> {
  const [row] = (await tx.query(
    `WITH RECURSIVE above AS (
       SELECT $1::uuid AS place_id
       UNION
       SELECT place_access.parent_id FROM above JOIN place_access USING (place_id)
       WHERE place_access.parent_id IS NOT NULL)
     SELECT EXISTS (SELECT FROM above WHERE place_id = $2) AS within`,
    [placeId, whole],
  )) as [{ within: boolean }];
  return row.within;
}
