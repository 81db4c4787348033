import type { EntityManager } from 'typeorm';
import type { Delegate, MandateGiven } from './mandate.rules.js';

/** Whatever the caller sees: the office of somebody of another agency is seldom in his scope. */
export async function delegateOf(
  tx: EntityManager,
  { orgUnitId, toPersonId }: Pick<MandateGiven, 'orgUnitId' | 'toPersonId'>,
): Promise<Delegate> {
  const [row] = (await tx.query(
    `SELECT u.agency AS "unitAgency", own.agency, EXISTS (SELECT FROM system WHERE id = p.id) AS "isSystem"
     FROM organisation_unit u, person p LEFT JOIN organisation_unit own ON own.id = p.org_unit_id
     WHERE u.id = $1 AND p.id = $2`,
    [orgUnitId, toPersonId],
  )) as [Delegate];
  return row;
}
