import type { Role } from './vocabulary.js';

/** What one person may do about a device and another must not (domain §13.1), in the order of the rule book's table. */
export const DUTIES = [
  'REQUEST',
  'APPROVE',
  'BUY',
  'RECEIVE',
  'INSPECT',
  'PAY',
  'STORE',
  'RELEASE_APPROVE',
  'HAND_OVER',
  'ACCEPT',
  'COUNT',
  'INVESTIGATE',
  'WRITE_OFF_APPROVE',
  'SYS_ADMIN',
] as const;
export type Duty = (typeof DUTIES)[number];

/** One half of the table; the other half is its mirror. A system administrator has none of the other duties at all (CR-60). */
const incompatible: Readonly<Record<Exclude<Duty, 'SYS_ADMIN'>, readonly Duty[]>> = {
  REQUEST: ['APPROVE', 'BUY', 'PAY', 'RELEASE_APPROVE', 'WRITE_OFF_APPROVE'],
  APPROVE: ['BUY', 'RECEIVE', 'INSPECT', 'PAY', 'STORE', 'ACCEPT'],
  BUY: ['RECEIVE', 'INSPECT', 'PAY', 'STORE', 'INVESTIGATE', 'WRITE_OFF_APPROVE'],
  RECEIVE: ['INSPECT', 'PAY', 'RELEASE_APPROVE', 'COUNT', 'INVESTIGATE', 'WRITE_OFF_APPROVE'],
  INSPECT: ['PAY', 'STORE'],
  PAY: ['STORE'],
  STORE: ['RELEASE_APPROVE', 'ACCEPT', 'COUNT', 'INVESTIGATE', 'WRITE_OFF_APPROVE'],
  RELEASE_APPROVE: ['ACCEPT'],
  HAND_OVER: ['ACCEPT', 'COUNT', 'INVESTIGATE'],
  ACCEPT: ['COUNT', 'INVESTIGATE'],
  COUNT: [],
  INVESTIGATE: ['WRITE_OFF_APPROVE'],
  WRITE_OFF_APPROVE: [],
};

export function areIncompatible(one: Duty, other: Duty): boolean {
  if (one === other) return false;
  if (one === 'SYS_ADMIN' || other === 'SYS_ADMIN') return true;
  return incompatible[one].includes(other) || incompatible[other].includes(one);
}

/** The duties that whoever has this one never has for the same device. */
export function conflictsOf(duty: Duty): Duty[] {
  return DUTIES.filter((other) => areIncompatible(duty, other));
}

/** What a small office may be let off for a time, against a compensating control (AM-3); exactly these. */
export const WAIVABLE_RULES = ['CR-07', 'CR-08', 'CR-10', 'CR-19', 'RECEIVE_INSPECT', 'TRANSCRIPTION_CHECK'] as const;
export type WaivableRule = (typeof WAIVABLE_RULES)[number];

/** What nobody is ever let off (AM-3), so that the refusal can say so by name. */
export const NEVER_WAIVED = [
  'CR-01',
  'CR-09',
  'HAND_OVER_ACCEPT',
  'COUNT_CUSTODIAN',
  'CR-50',
  'CR-56',
  'CR-60',
] as const;

/**
 * The waivable rule behind a pair of duties; null: never waived. CR-19 is waived for the approval of the release only: who
 * released goods never signs for them.
 */
export function waivableRuleOf(one: Duty, other: Duty): WaivableRule | null {
  const pair = [one, other];
  const has = (...duties: Duty[]): boolean => duties.some((duty) => pair.includes(duty));
  if (has('RELEASE_APPROVE') && has('STORE', 'RECEIVE')) return 'CR-19';
  if (has('INSPECT') && has('STORE', 'RECEIVE')) return 'RECEIVE_INSPECT';
  return null;
}

/** The duties that the holder of a role has (domain §8.6); a role that is not here has none that §13.1 knows. */
const dutiesOfRole: Readonly<Partial<Record<Role, readonly Duty[]>>> = {
  REQUESTER: ['REQUEST'],
  BUDGET_HOLDER: ['RELEASE_APPROVE'],
  PROCUREMENT: ['BUY'],
  APPROVER: ['APPROVE', 'WRITE_OFF_APPROVE'],
  STOREKEEPER: ['RECEIVE', 'STORE'],
  RECEPTION_COMMITTEE: ['INSPECT'],
  FINANCE: ['PAY'],
  FIELD_OFFICER: ['HAND_OVER'],
  UNIT_HEAD: ['ACCEPT'],
  UNIT_CUSTODIAN: ['ACCEPT'],
  COUNT_TEAM: ['COUNT'],
  INVESTIGATOR: ['INVESTIGATE'],
  SYS_ADMIN: ['SYS_ADMIN'],
};

/** The pairs of §13.1 that one person with both roles could break (CR-65); none: the roles go together. */
export function conflictsOfRoles(one: Role, other: Role): [Duty, Duty][] {
  return (dutiesOfRole[one] ?? []).flatMap((duty) =>
    (dutiesOfRole[other] ?? [])
      .filter((second) => areIncompatible(duty, second))
      .map((second): [Duty, Duty] => [duty, second]),
  );
}
