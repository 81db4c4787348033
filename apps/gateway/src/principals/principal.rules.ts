import type { Principal } from '@dotation/service';

/** A person's standing as directory answers it under `/internal/principals/{personId}`. */
export interface Standing {
  active: boolean;
  /** A machine; whoever is none signs in and makes tokens of his own. */
  isSystem: boolean;
  roles: Principal['roles'];
  /** The other ids under which the same person was recorded before somebody saw it (T34). */
  sameAs: string[];
}

/** Reads directory's answer; `reserved` is the gateway's own role, which nobody gets by a role of that name. */
export function standingOf(answer: unknown, reserved: string): Standing {
  const { active, isSystem, roles, sameAs } = answer as Record<string, unknown>;
  if (typeof active !== 'boolean' || !Array.isArray(roles)) throw new Error('directory answered no principal');
  return {
    active,
    isSystem: isSystem === true,
    sameAs: Array.isArray(sameAs) ? sameAs.map(String) : [],
    roles: (roles as Record<string, unknown>[])
      .filter(({ role }) => typeof role === 'string' && role !== reserved)
      .map(({ role, orgUnitId, placeId, awardId }) => ({
        role: role as string,
        ...(typeof orgUnitId === 'string' && { orgUnitId }),
        ...(typeof placeId === 'string' && { placeId }),
        ...(typeof awardId === 'string' && { awardId }),
      })),
  };
}
