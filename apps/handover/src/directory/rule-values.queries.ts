import type { EntityManager } from 'typeorm';

/** The rules handover goes by (AM-30); directory changes them, the migration ships them. */
export type Rule =
  | 'command.handoverDays'
  | 'deed.afterDeliveryDays'
  | 'pv.afterDeedDays'
  | 'pv.backdatedDays'
  | 'pv.clockToleranceMinutes'
  | 'pv.countersignDays'
  | 'pv.mandateDays'
  | 'pv.pendingDays'
  | 'pv.transcriptionCheckDays'
  | 'waybill.etaGraceDays'
  | 'waybill.unacknowledgedDays';

/** The value in force at a moment; of two from the same moment the later one recorded counts. */
export async function ruleValue(tx: EntityManager, rule: Rule, at: Date): Promise<number> {
  const [row] = (await tx.query(
    `SELECT value FROM rule_value WHERE rule = $1 AND valid_from <= $2 ORDER BY valid_from DESC, id DESC LIMIT 1`,
    [rule, at],
  )) as { value: string }[];
  const number = Number(row?.value);
  if (!Number.isFinite(number)) throw new Error(`Rule ${rule} has no value at ${at.toISOString()}`);
  return number;
}
