import { RoleGrantedV1, RoleRevokedV1 } from '@dotation/contracts';
import type { HeldRole } from './sight.rules.js';

export interface RightFact {
  type: string;
  data: Partial<RoleGrantedV1 & RoleRevokedV1>;
}

/** The roles somebody has at a time, from everything directory told of them, in order. */
export function rolesInForce(facts: readonly RightFact[], at: Date): HeldRole[] {
  const granted = new Map<string, Partial<RoleGrantedV1>>();
  for (const { type, data } of facts) {
    if (type === RoleGrantedV1.type) granted.set(String(data.roleAssignmentId), data);
    if (type === RoleRevokedV1.type) granted.delete(String(data.roleAssignmentId));
  }
  return [...granted.values()]
    .filter(({ validFrom, validTo }) => new Date(validFrom ?? 0) <= at && (!validTo || new Date(validTo) > at))
    .map(({ role, orgUnitId, placeId, awardId }) => ({
      role: String(role),
      ...(orgUnitId && { orgUnitId }),
      ...(placeId && { placeId }),
      ...(awardId && { awardId }),
    }));
}
