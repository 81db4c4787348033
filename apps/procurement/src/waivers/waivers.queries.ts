import type { EntityManager } from 'typeorm';
import type { Waiver } from './waiver.rules.js';

/** The waivers in force at a place (AM-3). */
export async function waiversAt(tx: EntityManager, placeId: string, at: Date): Promise<Waiver[]> {
  return (await tx.query(
    `SELECT id AS "waiverId", rule, person_ids AS "personIds" FROM waiver
     WHERE place_id = $1 AND valid_from <= $2 AND valid_to > $2 AND (revoked_at IS NULL OR revoked_at > $2) ORDER BY id`,
    [placeId, at],
  )) as Waiver[];
}
