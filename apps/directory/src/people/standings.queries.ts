import { RoleRevokedV1 } from '@dotation/contracts';
import { recordEach } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import type { Standing } from './standing.rules.js';

/** Oldest first. */
export async function standingsOf(tx: EntityManager, personId: string): Promise<Standing[]> {
  return (await tx.query(
    `SELECT active, reason, decided_by AS "decidedBy", decided_at AS "decidedAt" FROM person_standing
     WHERE person_id = $1 ORDER BY decided_at, id`,
    [personId],
  )) as Standing[];
}

export async function insertStanding(
  tx: EntityManager,
  personId: string,
  { active, reason, decidedBy, decidedAt }: Standing,
): Promise<void> {
  await tx.query(
    `INSERT INTO person_standing (id, person_id, active, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [uuidv7(), personId, active, reason, decidedBy, decidedAt],
  );
}

/**
 * Who leaves has no role any more, and none comes back with him: each is granted anew, by who may grant it (CR-60). Told one
 * by one, so that webhooks and lists of other services end as well.
 */
export async function endRoles(tx: EntityManager, personId: string, command: Command): Promise<void> {
  const { actorId, recordedAt } = command;
  // The database answers an UPDATE with its rows and their number.
  const [ended] = (await tx.query(
    `UPDATE role_assignment SET revoked_by = $2, revoked_at = $3
     WHERE person_id = $1 AND revoked_at IS NULL AND (valid_to IS NULL OR valid_to > $3) RETURNING id, pending`,
    [personId, actorId, recordedAt],
  )) as [{ id: string; pending: boolean }[], number];
  // What was never confirmed was never told.
  const facts = ended.flatMap(({ id: roleAssignmentId, pending }) =>
    pending ? [] : [{ subject: personId, data: { roleAssignmentId, personId, revokedAt: recordedAt.toISOString() } }],
  );
  await recordEach(tx, RoleRevokedV1, facts, command);
}
