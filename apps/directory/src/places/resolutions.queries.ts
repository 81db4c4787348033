import type { EntityManager } from 'typeorm';
import type { KnownPlace } from './resolution.rules.js';

/** Every place that ever bore one of these names, with all its names and all it lies in. */
export async function placesNamed(tx: EntityManager, keys: readonly string[]): Promise<Map<string, KnownPlace>> {
  const rows = (await tx.query(
    `WITH RECURSIVE named AS (
       SELECT place_id AS id FROM place_version WHERE name_key = ANY ($1)
       UNION SELECT place_id FROM place_alias WHERE name_key = ANY ($1)),
     around (asked, id) AS (
       SELECT id, id FROM named
       UNION
       SELECT a.asked, o.id FROM around a JOIN place p ON p.id = a.id
       CROSS JOIN LATERAL unnest(p.parent_id || p.province_ids || p.predecessor_ids) AS o (id) WHERE o.id IS NOT NULL)
     SELECT p.id, p.kind, p.name, p.valid_to IS NOT NULL AS ended,
            ARRAY(SELECT s.id FROM place s WHERE p.id = ANY (s.predecessor_ids)) AS successors,
            ARRAY(SELECT a.id FROM around a WHERE a.asked = p.id AND a.id <> p.id) AS within,
            (SELECT json_agg(n) FROM (
               SELECT v.name_key AS key, CASE WHEN v.name = p.name THEN 'NAME' ELSE 'FORMER_NAME' END AS as,
                      v.valid_from AS from,
                      (SELECT min(later.valid_from) FROM place_version later
                       WHERE later.place_id = v.place_id AND later.valid_from > v.valid_from) AS to
               FROM place_version v WHERE v.place_id = p.id AND NOT v.closed
               UNION ALL
               SELECT a.name_key, 'ALIAS', a.valid_from, a.valid_to FROM place_alias a WHERE a.place_id = p.id) n) AS names
     FROM place p WHERE p.id IN (SELECT id FROM named)`,
    [keys],
  )) as (Omit<KnownPlace, 'names'> & {
    names: { key: string; as: 'NAME'; from: string | null; to: string | null }[];
  })[];
  const time = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return new Map(
    rows.map(({ names, ...place }) => [
      place.id,
      { ...place, names: names.map(({ from, to, ...name }) => ({ ...name, from: time(from), to: time(to) })) },
    ]),
  );
}
