import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';

/**
 * Whether this command has been answered before. Questions to other services come before the transaction that would tell:
 * a repeat must get its stored answer even when nobody could answer them now.
 */
export async function isAnswered(tx: EntityManager, { actorId, key }: Command): Promise<boolean> {
  const [row] = (await tx.query(
    `SELECT 1 AS answered FROM idempotency WHERE actor = $1 AND key = $2 AND answer IS NOT NULL`,
    [actorId, key],
  )) as unknown[];
  return row !== undefined;
}
