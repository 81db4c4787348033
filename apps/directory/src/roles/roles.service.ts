import { RoleGrantedV1, RoleRevokedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { Person } from '../people/person.entity.js';
import { requireKnown } from '../references.queries.js';
import { RoleAssignment } from './role-assignment.entity.js';
import { grantRole, revokeRole } from './role-assignment.rules.js';
import type { Grant } from './role-assignment.rules.js';
import type { GrantRole, RoleAssignmentDto, RoleAssignmentsQuery } from './roles.dto.js';

@Injectable()
export class RolesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  grantRole(personId: string, input: GrantRole, command: Command): Promise<RoleAssignmentDto> {
    return this.commands.run(command, async (tx) => {
      if (!(await tx.existsBy(Person, { id: personId }))) throw directoryError('person-not-found');
      const { role, orgUnitId = null, placeId = null, validFrom, validTo } = input;
      await requireKnown(tx, [
        { field: 'orgUnitId', to: 'organisation_unit', id: orgUnitId },
        { field: 'placeId', to: 'place', id: placeId },
      ]);
      const period = { validFrom: validFrom ? new Date(validFrom) : null, validTo: validTo ? new Date(validTo) : null };
      const wanted = { id: command.key, personId, role, orgUnitId, placeId, ...period };
      const grant = grantRole(wanted, command.actorId, command.recordedAt);
      await insertGrant(tx, grant, command);
      return toRoleAssignmentDto(grant);
    });
  }

  revokeRole(roleAssignmentId: string, command: Command): Promise<RoleAssignmentDto> {
    return this.commands.run(command, async (tx) => {
      const grant = await tx.findOne(RoleAssignment, {
        where: { id: roleAssignmentId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!grant) throw directoryError('role-assignment-not-found');
      const revoked = revokeRole(grant, command.actorId, command.recordedAt);
      const { personId, revokedBy, revokedAt } = revoked;
      await tx.update(RoleAssignment, roleAssignmentId, { revokedBy, revokedAt });
      const fact: RoleRevokedV1 = { roleAssignmentId, personId, revokedAt: command.recordedAt.toISOString() };
      await record(tx, RoleRevokedV1, personId, fact, command);
      return toRoleAssignmentDto(revoked);
    });
  }

  listRoleAssignments(query: RoleAssignmentsQuery, reader: Principal): Promise<Page<RoleAssignmentDto>> {
    const { personId, limit = 50, after } = query;
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(RoleAssignment, {
        where: { ...(personId && { personId }), ...(afterId && { id: MoreThan(String(afterId)) }) },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toRoleAssignmentDto);
    });
  }
}

export async function insertGrant(tx: EntityManager, grant: Grant, cause: Cause): Promise<void> {
  await tx.insert(RoleAssignment, grant);
  const { id: roleAssignmentId, personId, role, orgUnitId, placeId, validFrom, validTo, grantedBy } = grant;
  const fact: RoleGrantedV1 = {
    ...{ roleAssignmentId, personId, role, orgUnitId, placeId, grantedBy },
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
  };
  await record(tx, RoleGrantedV1, personId, fact, cause);
}

function toRoleAssignmentDto({ validFrom, validTo, grantedAt, revokedAt, ...grant }: Grant): RoleAssignmentDto {
  return {
    ...grant,
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
    grantedAt: grantedAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
