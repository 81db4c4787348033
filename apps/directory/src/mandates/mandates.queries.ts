import type { EntityManager } from 'typeorm';
import { administratorsFrom, lockAdministrators } from '../roles/roles.queries.js';
import type { Delegate, MandateGiven } from './mandate.rules.js';

/**
 * Whatever the caller sees: the office of somebody of another agency is seldom in his scope. Making an administrator takes the
 * same lock (CR-60).
 */
export async function delegateOf(
  tx: EntityManager,
  { orgUnitId, toPersonId }: Pick<MandateGiven, 'orgUnitId' | 'toPersonId'>,
  at: Date,
): Promise<Delegate> {
  await lockAdministrators(tx);
  const [row] = (await tx.query(
    `SELECT u.agency AS "unitAgency", own.agency, EXISTS (SELECT FROM system WHERE id = p.id) AS "isSystem"
     FROM organisation_unit u, person p LEFT JOIN organisation_unit own ON own.id = p.org_unit_id
     WHERE u.id = $1 AND p.id = $2`,
    [orgUnitId, toPersonId],
  )) as [Omit<Delegate, 'isAdministrator'>];
  return { ...row, isAdministrator: (await administratorsFrom(tx, at)).includes(toPersonId.toLowerCase()) };
}
