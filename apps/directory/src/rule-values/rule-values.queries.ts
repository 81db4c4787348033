import type { EntityManager } from 'typeorm';
import type { RuleValue } from './rule-value.entity.js';

/** Every rule's value at one moment: the latest that had begun by then. */
export async function ruleValuesAt(tx: EntityManager, at: Date): Promise<RuleValue[]> {
  return (await tx.query(
    `SELECT DISTINCT ON (rule) id, rule, value, valid_from AS "validFrom", proposed_by AS "proposedBy",
            recorded_by AS "recordedBy", recorded_at AS "recordedAt"
     FROM rule_value WHERE valid_from <= $1 ORDER BY rule, valid_from DESC, recorded_at DESC`,
    [at],
  )) as RuleValue[];
}

export async function numberInForce(tx: EntityManager, rule: string, at: Date): Promise<number> {
  const value = (await ruleValuesAt(tx, at)).find((known) => known.rule === rule)?.value;
  if (value === undefined) throw new Error(`The rule ${rule} has no value at ${at.toISOString()}`);
  return Number(value);
}
