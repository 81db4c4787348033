import { conflictsOfRoles, waivableRuleOf, type Duty, type Role } from '@dotation/contracts';

/** A role as it was in force on a day: from its confirmation at the earliest, until it ended or was withdrawn. */
export interface RoleInForce {
  roleAssignmentId: string;
  personId: string;
  role: Role;
  orgUnitId: string | null;
  placeId: string | null;
  awardId: string | null;
  from: Date;
  to: Date | null;
}

/** A waiver in force on that day. */
export interface WaiverOfDay {
  waiverId: string;
  rule: string;
  personIds: readonly string[];
  validTo: Date;
}

export interface RoleConflict {
  personId: string;
  roles: [RoleInForce, RoleInForce];
  pairs: [Duty, Duty][];
  /** The waiver that covers every pair, and until when; null: to be removed. */
  waivedBy: WaiverOfDay | null;
}

/** CR-65: one person with two roles that do not go together, in scopes that meet, at the same time. */
export function roleConflicts(
  grants: readonly RoleInForce[],
  above: ReadonlyMap<string, ReadonlySet<string>>,
  waivers: readonly WaiverOfDay[],
): RoleConflict[] {
  return [...Map.groupBy(grants, ({ personId }) => personId)].flatMap(([personId, own]) =>
    own.flatMap((one, index) =>
      own.slice(index + 1).flatMap((other): RoleConflict[] => {
        const pairs = conflictsOfRoles(one.role, other.role);
        if (pairs.length === 0 || !atTheSameTime(one, other) || !scopesMeet(one, other, above)) return [];
        return [{ personId, roles: [one, other], pairs, waivedBy: waiverFor(personId, pairs, waivers) }];
      }),
    ),
  );
}

function atTheSameTime(one: RoleInForce, other: RoleInForce): boolean {
  return (one.to === null || other.from < one.to) && (other.to === null || one.from < other.to);
}

/**
 * One is everywhere, both are of one unit, place or award, or one lies in the other; a unit and a place may well meet, and an
 * award and either.
 */
function scopesMeet(one: RoleInForce, other: RoleInForce, above: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if ((one.awardId === null) !== (other.awardId === null)) return true;
  if (one.awardId !== null) return one.awardId === other.awardId;
  const [first, second] = [one.orgUnitId ?? one.placeId, other.orgUnitId ?? other.placeId];
  if (first === null || second === null || first === second) return true;
  if ((one.orgUnitId === null) !== (other.orgUnitId === null)) return true;
  return (above.get(first)?.has(second) ?? false) || (above.get(second)?.has(first) ?? false);
}

function waiverFor(
  personId: string,
  pairs: readonly [Duty, Duty][],
  waivers: readonly WaiverOfDay[],
): WaiverOfDay | null {
  const covering = pairs.map(([one, other]) => {
    const rule = waivableRuleOf(one, other);
    return waivers.find((waiver) => waiver.rule === rule && waiver.personIds.includes(personId)) ?? null;
  });
  return covering.every((waiver) => waiver !== null) ? (covering[0] ?? null) : null;
}
