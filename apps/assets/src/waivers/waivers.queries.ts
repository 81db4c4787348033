import { beyondScope } from '@dotation/service';
import type { WaivableRule } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';

/** The waiver in force that lets this person off this rule at this place; null when there is none (AM-3). */
export async function waiverFor(
  tx: EntityManager,
  rule: WaivableRule,
  { placeId, personId }: { placeId: string; personId: string },
  at: Date,
): Promise<string | null> {
  const [row] = await beyondScope(tx, () =>
    tx.query<{ id: string }[]>(
      `SELECT id FROM waiver
       WHERE rule = $1 AND place_id = $2 AND $3 = ANY(person_ids) AND valid_from <= $4 AND valid_to > $4
         AND (revoked_at IS NULL OR revoked_at > $4)
       ORDER BY id LIMIT 1`,
      [rule, placeId, personId, at],
    ),
  );
  return row?.id ?? null;
}
