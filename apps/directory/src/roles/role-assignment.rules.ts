import type { Role } from '@dotation/contracts';
import { directoryError } from '../errors.js';

export interface Grant {
  id: string;
  personId: string;
  role: Role;
  orgUnitId: string | null;
  placeId: string | null;
  validFrom: Date;
  validTo: Date | null;
  grantedBy: string;
  grantedAt: Date;
  revokedBy: string | null;
  revokedAt: Date | null;
}

/** Nobody grants himself a role: a second administrator does (CR-60). */
export function grantRole(
  wanted: Pick<Grant, 'id' | 'personId' | 'role' | 'orgUnitId' | 'placeId' | 'validTo'> & { validFrom: Date | null },
  grantedBy: string,
  now: Date,
): Grant {
  if (wanted.personId === grantedBy) throw directoryError('own-role', 'Another administrator has to grant it.');
  const validFrom = wanted.validFrom ?? now;
  if (wanted.validTo !== null && wanted.validTo <= validFrom) throw directoryError('period-empty');
  return { ...wanted, validFrom, grantedBy, grantedAt: now, revokedBy: null, revokedAt: null };
}

/** Nor does anybody withdraw his own: so the last administrator never locks everybody out (CR-60). */
export function revokeRole(grant: Grant, revokedBy: string, now: Date): Grant {
  if (grant.personId === revokedBy) throw directoryError('own-role', 'Another administrator has to withdraw it.');
  if (grant.revokedAt) throw directoryError('role-already-revoked', `At ${grant.revokedAt.toISOString()}.`);
  return { ...grant, revokedBy, revokedAt: now };
}
