import { directoryError } from '../errors.js';

/** Whether somebody was of the service from a moment on, and who said so; nobody is known for what is older than the history. */
export interface Standing {
  active: boolean;
  reason: string;
  decidedBy: string | null;
  decidedAt: Date;
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
