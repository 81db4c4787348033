import type { Role } from '@dotation/contracts';
import { directoryError } from '../errors.js';

/** Why a privileged role is in force although no second administrator confirmed it. */
export type UnconfirmedBecause = 'FIRST_ADMINISTRATOR' | 'SECOND_ADMINISTRATOR' | 'BEFORE_TWO_WERE_ASKED';

export interface Grant {
  id: string;
  personId: string;
  role: Role;
  orgUnitId: string | null;
  placeId: string | null;
  awardId: string | null;
  validFrom: Date;
  validTo: Date | null;
  grantedBy: string;
  grantedAt: Date;
  /** Waits for a second administrator; gives no right until then. */
  pending: boolean;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  unconfirmedBecause: UnconfirmedBecause | null;
  revokedBy: string | null;
  revokedAt: Date | null;
}

export type WantedRole = Pick<Grant, 'id' | 'personId' | 'role' | 'orgUnitId' | 'placeId' | 'awardId' | 'validTo'> & {
  validFrom: Date | null;
};

/** How long a role may last, in days (rules `role.days` and `role.privilegedDays`). */
export interface RoleDays {
  ordinary: number;
  privileged: number;
}

/** Roles that decide over others, or see everything: two administrators grant them (CR-60). */
export const PRIVILEGED: readonly Role[] = ['SYS_ADMIN', 'APPROVER', 'AUDITOR', 'DATA_STEWARD'];
const day = 24 * 60 * 60_000;

/** Roles of domain §8.6 whose sight is “own awards”, “own project” or “all INL items”: what others do is done at a unit or place. */
export const OF_AWARDS: readonly Role[] = ['REQUESTER', 'BUDGET_HOLDER', 'EUM_OFFICER', 'DONOR', 'AUDITOR'];

/**
 * Nobody grants himself a role, a privileged one waits for a second administrator (CR-60), and every role ends.
 * `administrators` are all who ever had the role: the first makes the second alone, once. These two need no end: if theirs
 * came unnoticed, nobody could grant any more; they withdraw each other's.
 */
export function grantRole(
  wanted: WantedRole,
  others: readonly Grant[],
  by: { personId: string; administrators: readonly string[] },
  days: RoleDays,
  now: Date,
): Grant {
  if (wanted.personId === by.personId) throw directoryError('own-role', 'Another administrator has to grant it.');
  checkScope(wanted);
  const privileged = PRIVILEGED.includes(wanted.role);
  const validFrom = wanted.validFrom ?? now;
  const most = privileged ? days.privileged : days.ordinary;
  const latest = new Date(validFrom.getTime() + most * day);
  const alone = wanted.role === 'SYS_ADMIN' && by.administrators.every((personId) => personId === by.personId);
  const validTo = wanted.validTo ?? (alone ? null : latest);
  if (validTo && validTo <= validFrom) throw directoryError('period-empty');
  if (validTo && validTo > latest) {
    throw directoryError('role-too-long', `${wanted.role} may last ${most} days, until ${latest.toISOString()}.`);
  }
  const grant: Grant = {
    ...wanted,
    ...{ validFrom, validTo, grantedBy: by.personId, grantedAt: now },
    pending: privileged && !alone,
    ...{ confirmedBy: null, confirmedAt: null, revokedBy: null, revokedAt: null },
    unconfirmedBecause: alone ? 'SECOND_ADMINISTRATOR' : null,
  };
  keptApart(grant, others);
  return grant;
}

function checkScope({ role, orgUnitId, placeId, awardId }: WantedRole): void {
  // What an administrator does reaches every account and role, so a smaller scope would only seem to hold (CR-60).
  if (role === 'SYS_ADMIN' && (orgUnitId ?? placeId ?? awardId) !== null) {
    throw directoryError('administrator-everywhere', 'An administrator runs the whole installation: give no scope.');
  }
  if (awardId === null) return;
  if (orgUnitId !== null || placeId !== null) {
    throw directoryError('scope-not-one', 'It holds for an award, or for a unit or place; grant it twice for both.');
  }
  if (!OF_AWARDS.includes(role)) {
    throw directoryError(
      'role-not-of-awards',
      `${role} is done at a unit or place; of an award: ${OF_AWARDS.join(', ')}.`,
    );
  }
}

/** The installation makes its first administrator. */
export function firstAdministrator(id: string, personId: string, installation: string, now: Date): Grant {
  return {
    ...{
      id,
      personId,
      role: 'SYS_ADMIN',
      orgUnitId: null,
      placeId: null,
      awardId: null,
      validFrom: now,
      validTo: null,
    },
    ...{ grantedBy: installation, grantedAt: now, pending: false, confirmedBy: null, confirmedAt: null },
    ...{ unconfirmedBecause: 'FIRST_ADMINISTRATOR', revokedBy: null, revokedAt: null },
  };
}

/** CR-60: by an administrator who neither granted it nor receives it; where there is no such one, by an approver. */
export function confirmGrant(
  grant: Grant,
  others: readonly Grant[],
  by: { personId: string; isAdministrator: boolean; otherAdministrators: readonly string[] },
  now: Date,
): Grant {
  if (!grant.pending || grant.revokedAt) throw directoryError('role-not-pending');
  if (by.personId === grant.personId) throw directoryError('own-role', 'Another administrator has to confirm it.');
  if (by.personId === grant.grantedBy) {
    throw directoryError('second-administrator-needed', 'CR-60: who granted it cannot confirm it.');
  }
  const second = by.otherAdministrators.filter(
    (personId) => personId !== grant.grantedBy && personId !== grant.personId,
  );
  if (!by.isAdministrator && second.length > 0) {
    throw directoryError(
      'second-administrator-needed',
      'CR-60: an approver confirms only where no second one is left.',
    );
  }
  keptApart(grant, others);
  return { ...grant, pending: false, confirmedBy: by.personId, confirmedAt: now };
}

/** What an auditor may be besides: whoever looks at everything in scope writes nothing of it (CR-61). */
const LOOK_ON: readonly Role[] = ['AUDITOR', 'DONOR', 'INVESTIGATOR'];

/** §13.1, CR-60, CR-61: never waived, so refused where CR-65 would only list. */
function keptApart(grant: Grant, others: readonly Grant[]): void {
  const mixed = others.find(
    (other) =>
      whyApart(grant.role, other.role) !== undefined &&
      other.revokedAt === null &&
      (other.validTo === null || other.validTo > grant.validFrom) &&
      (grant.validTo === null || other.validFrom < grant.validTo),
  );
  if (!mixed) return;
  const until = mixed.validTo ? ` until ${mixed.validTo.toISOString()}` : '';
  const [code, rule] = whyApart(grant.role, mixed.role) as Apart;
  throw directoryError(code, `${rule}: the person is ${mixed.role}${until}; withdraw that first.`);
}

type Apart = ['administrator-apart' | 'auditor-apart', rule: string];

function whyApart(one: Role, other: Role): Apart | undefined {
  if ((one === 'SYS_ADMIN') !== (other === 'SYS_ADMIN')) return ['administrator-apart', 'CR-60'];
  const audits = one === 'AUDITOR' || other === 'AUDITOR';
  return audits && !(LOOK_ON.includes(one) && LOOK_ON.includes(other)) ? ['auditor-apart', 'CR-61'] : undefined;
}

/** Nor does anybody withdraw his own: so the last administrator never locks everybody out (CR-60). */
export function revokeRole(grant: Grant, revokedBy: string, now: Date): Grant {
  if (grant.personId === revokedBy) throw directoryError('own-role', 'Another administrator has to withdraw it.');
  if (grant.revokedAt) throw directoryError('role-already-revoked', `At ${grant.revokedAt.toISOString()}.`);
  return { ...grant, revokedBy, revokedAt: now };
}
