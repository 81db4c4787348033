import { RoleGrantedV1, RoleRevokedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { beyondScope, Commands, decodeCursor, onePersons, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { Person } from '../people/person.entity.js';
import { requireKnown } from '../references.queries.js';
import { numberInForce } from '../rule-values/rule-values.queries.js';
import { refuseForSystem } from '../systems/system.rules.js';
import { isSystem } from '../systems/systems.queries.js';
import { RoleAssignment } from './role-assignment.entity.js';
import { confirmGrant, grantRole, revokeRole } from './role-assignment.rules.js';
import type { Grant, RoleDays } from './role-assignment.rules.js';
import {
  administratorsAt,
  everAdministrators,
  hasMandate,
  headsAUnit,
  lockAdministrators,
  lockGrantsOf,
} from './roles.queries.js';
import type { GrantRole, RoleAssignmentDto, RoleAssignmentsQuery } from './roles.dto.js';

@Injectable()
export class RolesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  grantRole(personId: string, input: GrantRole, command: Command): Promise<RoleAssignmentDto> {
    return this.commands.run(command, async (tx) => {
      const { actorId, recordedAt } = command;
      if (!(await tx.existsBy(Person, { id: personId }))) throw directoryError('person-not-found');
      const { role, orgUnitId = null, placeId = null, awardId = null, validFrom, validTo } = input;
      await requireKnown(tx, [
        { field: 'orgUnitId', to: 'organisation_unit', id: orgUnitId },
        { field: 'placeId', to: 'place', id: placeId },
        { field: 'awardId', to: 'award', id: awardId },
      ]);
      const period = { validFrom: validFrom ? new Date(validFrom) : null, validTo: validTo ? new Date(validTo) : null };
      const wanted = { id: command.key, personId, role, orgUnitId, placeId, awardId, ...period };
      if (role === 'SYS_ADMIN') await requireNoSignature(tx, personId, recordedAt);
      const others = await lockGrantsOf(tx, personId);
      const administrators = await beyondScope(tx, () => everAdministrators(tx));
      // CR-60 is about persons: what is kept says the ids as they were given.
      const who = await onePersons(tx, { personId, by: { personId: actorId, administrators } });
      const asked = { ...wanted, personId: who.personId };
      const grant = { ...grantRole(asked, others, who.by, await roleDays(tx, recordedAt), recordedAt), personId };
      await insertGrant(tx, grant, command);
      return toRoleAssignmentDto(grant);
    });
  }

  /** The second administrator (CR-60). Only now the role is told, and gives its rights. */
  confirmGrant(id: string, command: Command): Promise<RoleAssignmentDto> {
    return this.commands.run(command, async (tx) => {
      const { actorId, recordedAt, principal } = command;
      // Before the grant and the person's others, as who grants does: the two never wait for each other in a ring.
      await lockAdministrators(tx);
      const grant = await lockGrant(tx, id);
      const others = (await lockGrantsOf(tx, grant.personId)).filter((other) => other.id !== id && !other.pending);
      if (grant.role === 'SYS_ADMIN') await requireNoSignature(tx, grant.personId, recordedAt);
      const isAdministrator = principal.roles.some(({ role }) => role === 'SYS_ADMIN');
      const otherAdministrators = await beyondScope(tx, () => administratorsAt(tx, recordedAt));
      const { personId, grantedBy } = grant;
      const who = await onePersons(tx, { personId, grantedBy, by: { personId: actorId, otherAdministrators } });
      const asked = { ...grant, personId: who.personId, grantedBy: who.grantedBy };
      confirmGrant(asked, others, { ...who.by, isAdministrator }, recordedAt);
      const confirmed = { ...grant, pending: false, confirmedBy: actorId, confirmedAt: recordedAt };
      const { pending, confirmedBy, confirmedAt } = confirmed;
      await tx.update(RoleAssignment, id, { pending, confirmedBy, confirmedAt });
      await tell(tx, confirmed, command);
      return toRoleAssignmentDto(confirmed);
    });
  }

  revokeRole(roleAssignmentId: string, command: Command): Promise<RoleAssignmentDto> {
    return this.commands.run(command, async (tx) => {
      const grant = await lockGrant(tx, roleAssignmentId);
      const revoked = revokeRole(grant, command.actorId, command.recordedAt);
      const { personId, revokedBy, revokedAt } = revoked;
      await tx.update(RoleAssignment, roleAssignmentId, { revokedBy, revokedAt });
      const fact: RoleRevokedV1 = { roleAssignmentId, personId, revokedAt: command.recordedAt.toISOString() };
      // What was never confirmed was never told.
      if (!grant.pending) await record(tx, RoleRevokedV1, personId, fact, command);
      return toRoleAssignmentDto(revoked);
    });
  }

  listRoleAssignments(query: RoleAssignmentsQuery, reader: Principal): Promise<Page<RoleAssignmentDto>> {
    const { personId, pending, endsBefore, limit = 50, after } = query;
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(RoleAssignment, {
        where: {
          ...(personId && { personId }),
          ...(pending !== undefined && { pending }),
          ...(endsBefore && { validTo: LessThan(new Date(endsBefore)) }),
          ...((pending ?? endsBefore) !== undefined && { revokedAt: IsNull() }),
          ...(afterId && { id: MoreThan(String(afterId)) }),
        },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toRoleAssignmentDto);
    });
  }
}

export async function insertGrant(tx: EntityManager, grant: Grant, cause: Cause): Promise<void> {
  if (await isSystem(tx, grant.personId)) refuseForSystem(grant.role);
  await tx.insert(RoleAssignment, grant);
  if (!grant.pending) await tell(tx, grant, cause);
}

async function tell(tx: EntityManager, grant: Grant, cause: Cause): Promise<void> {
  const {
    id: roleAssignmentId,
    personId,
    role,
    orgUnitId,
    placeId,
    awardId,
    validFrom,
    validTo,
    grantedBy,
    confirmedBy,
  } = grant;
  const fact: RoleGrantedV1 = {
    ...{ roleAssignmentId, personId, role, orgUnitId, placeId, awardId, grantedBy, confirmedBy },
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
  };
  await record(tx, RoleGrantedV1, personId, fact, cause);
}

/**
 * CR-60: system administration goes with no business, and whoever heads a unit or has its mandate signs for it. Naming a head and
 * giving a mandate take the same lock.
 */
async function requireNoSignature(tx: EntityManager, personId: string, at: Date): Promise<void> {
  await lockAdministrators(tx);
  const refuse = (why: string): never => {
    throw directoryError('administrator-apart', `CR-60: the person ${why}.`);
  };
  if (await beyondScope(tx, () => headsAUnit(tx, personId, at))) refuse('heads a unit; name another head first');
  if (await beyondScope(tx, () => hasMandate(tx, personId, at))) refuse('has the mandate of a unit; revoke it first');
}

async function lockGrant(tx: EntityManager, id: string): Promise<RoleAssignment> {
  const grant = await tx.findOne(RoleAssignment, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!grant) throw directoryError('role-assignment-not-found');
  return grant;
}

async function roleDays(tx: EntityManager, at: Date): Promise<RoleDays> {
  return {
    ordinary: await numberInForce(tx, 'role.days', at),
    privileged: await numberInForce(tx, 'role.privilegedDays', at),
  };
}

function toRoleAssignmentDto(all: Grant): RoleAssignmentDto {
  const { validFrom, validTo, grantedAt, confirmedAt, revokedAt, ...grant } = all;
  return {
    ...grant,
    confirmedAt: confirmedAt?.toISOString() ?? null,
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
    grantedAt: grantedAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
