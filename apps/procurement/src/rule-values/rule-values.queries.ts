import type { EntityManager } from 'typeorm';
import { numberOf, type Rule } from './rule-value.rules.js';

/** The value of a rule in force at a moment; of two from the same day the later one recorded counts. */
export async function ruleValue(tx: EntityManager, rule: Rule, at: Date): Promise<number> {
  const [row] = (await tx.query(
    `SELECT value FROM rule_value WHERE rule = $1 AND valid_from <= $2 ORDER BY valid_from DESC, seen_at DESC LIMIT 1`,
    [rule, at],
  )) as { value: string }[];
  return numberOf(rule, row?.value);
}
