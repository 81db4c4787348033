import { decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { dayOfList } from './day.rules.js';
import type { DutyExceptionsDto, RightDto, RightsQuery, RoleConflictDto } from './duties.dto.js';
import {
  conflictsFoundOn,
  rightsOfDay,
  rolesHeldTwice,
  scopesAbove,
  usesWithoutEvidence,
  waiversOfDay,
} from './duties.queries.js';
import { roleConflicts, type RoleConflict } from './role-conflict.rules.js';

/** The daily list of domain §13.1, and who had which right on a day (Q31). */
@Injectable()
export class DutiesService {
  constructor(private readonly queries: Queries) {}

  listDutyExceptions(day: string, reader: Principal, now: Date): Promise<DutyExceptionsDto> {
    const within = dayOfList(day, now);
    return this.queries.run(reader, async (tx) => {
      const waivers = await waiversOfDay(tx, within);
      const grants = await rolesHeldTwice(tx, within);
      const above = await scopesAbove(
        tx,
        grants.flatMap(({ orgUnitId, placeId }) => orgUnitId ?? placeId ?? []),
        within,
      );
      return {
        day,
        asOf: within.asOf.toISOString(),
        waivers,
        withoutEvidence: await usesWithoutEvidence(tx, within),
        roleConflicts: roleConflicts(grants, above, waivers).map(toRoleConflictDto),
        dutyConflicts: await conflictsFoundOn(tx, within),
      };
    });
  }

  listRights({ day, personId, limit = 50, after }: RightsQuery, reader: Principal, now: Date): Promise<Page<RightDto>> {
    const within = dayOfList(day, now);
    const key = decodeCursor(after, ['uuid', 'uuid']) ?? null;
    return this.queries.run(reader, async (tx) => {
      const rows = await rightsOfDay(tx, within, { personId: personId ?? null, after: key, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        (right) => [right.personId, right.id],
        (right) => right,
      );
    });
  }
}

function toRoleConflictDto({ personId, roles, pairs, waivedBy }: RoleConflict): RoleConflictDto {
  return {
    personId,
    roles: roles.map(({ role }) => role),
    roleAssignmentIds: roles.map(({ roleAssignmentId }) => roleAssignmentId),
    duties: pairs.map((pair) => pair.join(' × ')),
    waivedBy: waivedBy?.waiverId ?? null,
    waivedUntil: waivedBy?.validTo ?? null,
  };
}
