import type { EntityManager } from 'typeorm';
import { readable } from '../projection/text.rules.js';
import { rolesInForce } from './rights.rules.js';
import type { RightFact } from './rights.rules.js';
import type { HeldRole } from './sight.rules.js';

/** What directory told of somebody's roles, as known here: seconds behind a revocation at most. */
export async function rolesOf(tx: EntityManager, personId: string, at: Date): Promise<HeldRole[]> {
  const facts = await tx.query<{ type: string; body: Buffer }[]>(
    `SELECT type, body FROM fact_log
     WHERE subject = $1 AND type IN ('fact.directory.role-granted.v1', 'fact.directory.role-revoked.v1')
     ORDER BY position`,
    [personId],
  );
  const told = facts.map(({ type, body }): RightFact => ({
    type,
    data: (readable(body.toString('utf8')).data ?? {}) as RightFact['data'],
  }));
  return rolesInForce(told, at);
}
