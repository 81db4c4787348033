import type { EntityManager } from 'typeorm';
import type { Named } from './handover-paper.rules.js';

/** Unit and place by the names they had when the PV was signed, or their first ones where directory told them later. */
export async function namesOnPaper(tx: EntityManager, handoverId: string): Promise<Named> {
  const [row] = (await tx.query(
    `SELECT
       (SELECT name FROM org_unit u WHERE u.id = h.org_unit_id
        ORDER BY u.valid_from <= h.signed_at DESC, abs(extract(epoch FROM h.signed_at - u.valid_from)) LIMIT 1) AS unit,
       (SELECT name FROM place_access p WHERE p.place_id = h.place_id
        ORDER BY p.access_from <= h.signed_at DESC, abs(extract(epoch FROM h.signed_at - p.access_from)) LIMIT 1) AS place,
       ARRAY(SELECT number FROM waybill w WHERE w.id = ANY(h.waybill_ids) ORDER BY number) AS waybills
     FROM handover h WHERE h.id = $1`,
    [handoverId],
  )) as [Named];
  return row;
}
