import type { EntityManager } from 'typeorm';
import { closeExceptions } from '../exceptions/exceptions.queries.js';

/** CR-16: of these PVs, those of which nothing waits for a gate any more are over; the unit never had the goods. */
export async function endReturnedHandovers(tx: EntityManager, handoverIds: readonly string[], at: Date): Promise<void> {
  for (const id of [...new Set(handoverIds)].sort()) {
    const [ended] = (await tx.query(
      `UPDATE handover SET status = 'RETURNED', pending = NULL
       WHERE id = $1 AND status = 'PENDING'
         AND NOT EXISTS (SELECT FROM waybill_line WHERE handover_id = $1 AND state = 'PENDING')
         AND NOT EXISTS (
           SELECT FROM handover_lot WHERE handover_id = $1 AND effect = 'PENDING' AND completed_at IS NULL
             AND accepted + with_reserve > returned)
       RETURNING id`,
      [id],
    )) as [{ id: string }[], number];
    if (ended.length > 0)
      await closeExceptions(tx, ['GATE_CLOSED'], { documentId: id }, 'The goods left the unit.', at);
  }
}
