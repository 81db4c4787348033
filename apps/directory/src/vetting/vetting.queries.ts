import type { EntityManager } from 'typeorm';
import { numberInForce } from '../rule-values/rule-values.queries.js';
import type { VettingTerms } from './vetting.rules.js';

export async function vettingTerms(tx: EntityManager, orgUnitIds: readonly string[], at: Date): Promise<VettingTerms> {
  const units = (await tx.query(`SELECT id, agency FROM organisation_unit WHERE id = ANY ($1::uuid[])`, [
    orgUnitIds,
  ])) as { id: string; agency: string }[];
  return {
    agencies: new Map(units.map(({ id, agency }) => [id, agency])),
    validityMonths: await numberInForce(tx, 'vetting.validityMonths', at),
  };
}
