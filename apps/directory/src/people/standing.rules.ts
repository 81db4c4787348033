import { directoryError } from '../errors.js';
import type { Grant } from '../roles/role-assignment.rules.js';

/** Whether somebody was of the service from a moment on, and who said so; nobody is known for what is older than the history. */
export interface Standing {
  active: boolean;
  reason: string;
  decidedBy: string | null;
  decidedAt: Date;
}

/**
 * Who leaves loses every role. An administrator loses his only from another one, by name, before he leaves (CR-60): else one
 * data steward sends all of them away, and nobody is left who could grant.
 */
export function checkDeactivation(
  person: { id: string; active: boolean },
  grants: readonly Pick<Grant, 'role' | 'validTo' | 'revokedAt'>[],
  by: string,
  now: Date,
): void {
  if (!person.active) throw directoryError('person-inactive');
  if (person.id === by) throw directoryError('own-role', 'Nobody deactivates himself.');
  const administers = grants.some(
    ({ role, validTo, revokedAt }) => role === 'SYS_ADMIN' && revokedAt === null && (validTo === null || validTo > now),
  );
  if (administers) {
    throw directoryError(
      'administrator-first-withdrawn',
      'CR-60: the person has the role SYS_ADMIN, or waits for it; withdraw the role first.',
    );
  }
}

/**
 * Somebody who left comes back. Not by who sent him away: one person alone would give himself an account that nobody looks
 * at (§13.1). An entry that was merged or voided is nobody's, and stays so (CR-58).
 */
export function checkReactivation(
  person: { active: boolean; mergedInto: string | null; voidedAt: Date | null },
  history: readonly Pick<Standing, 'active' | 'decidedBy'>[],
  by: string,
): void {
  if (person.mergedInto !== null || person.voidedAt !== null) throw directoryError('entry-gone');
  if (person.active) throw directoryError('person-active');
  const left = history.findLast(({ active }) => !active);
  if (left?.decidedBy === by) {
    throw directoryError('own-deactivation', 'Somebody else than who deactivated the person takes him back.');
  }
}
