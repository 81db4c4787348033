import { Commands, Queries } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { Person } from '../people/person.entity.js';
import { PeopleService } from '../people/people.service.js';
import { RoleAssignment } from '../roles/role-assignment.entity.js';
import { firstAdministrator } from '../roles/role-assignment.rules.js';
import { insertGrant } from '../roles/roles.service.js';
import { isSystem } from '../systems/systems.queries.js';
import type { MakeFirstAdministrator, PrincipalDto } from './principals.dto.js';

/** Who acts when an installation makes its first administrator: nobody yet, so the installation itself (as in its migrations). */
const installation = '00000000-0000-7000-8000-000000000000';

@Injectable()
export class PrincipalsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly people: PeopleService,
  ) {}

  findPrincipal(personId: string, reader: Principal): Promise<PrincipalDto> {
    return this.queries.run(reader, async (tx) => {
      const person = await tx.findOneBy(Person, { id: personId });
      if (!person) throw directoryError('person-not-found');
      const active = person.active;
      return {
        personId,
        active,
        isSystem: await isSystem(tx, personId),
        roles: active ? await rolesInForce(tx, personId, new Date()) : [],
        sameAs: await otherIdsOf(tx, personId),
      };
    });
  }

  /** Once per installation: everybody else is granted roles by an administrator (CR-60). */
  makeFirstAdministrator(input: MakeFirstAdministrator, command: Command): Promise<PrincipalDto> {
    const byInstallation = { ...command, actorId: installation };
    return this.commands.run(byInstallation, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('first administrator'))`);
      if (await tx.existsBy(RoleAssignment, { role: 'SYS_ADMIN' })) throw directoryError('administrator-exists');
      const { personId, displayName } = input;
      await this.people.insertPerson(tx, personId, { displayName, function: 'Administrateur' }, byInstallation);
      const grant = firstAdministrator(command.key, personId, installation, command.recordedAt);
      await insertGrant(tx, grant, byInstallation);
      return { personId, active: true, isSystem: false, roles: [{ role: 'SYS_ADMIN' }], sameAs: [] };
    });
  }
}

async function otherIdsOf(tx: EntityManager, personId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT other.id FROM person this JOIN person other
       ON other.id = this.merged_into OR other.merged_into IN (this.id, this.merged_into)
      WHERE this.id = $1 AND other.id <> $1 ORDER BY other.id`,
    [personId],
  );
  return rows.map(({ id }) => id);
}

async function rolesInForce(tx: EntityManager, personId: string, at: Date): Promise<PrincipalDto['roles']> {
  const grants = await tx
    .createQueryBuilder(RoleAssignment, 'grant')
    .where('grant.personId = :personId AND grant.revokedAt IS NULL AND NOT grant.pending', { personId })
    .andWhere('grant.validFrom <= :at AND (grant.validTo IS NULL OR grant.validTo > :at)', { at })
    .orderBy('grant.id')
    .getMany();
  return grants.map(({ role, orgUnitId, placeId, awardId }) => ({
    role,
    ...(orgUnitId !== null && { orgUnitId }),
    ...(placeId !== null && { placeId }),
    ...(awardId !== null && { awardId }),
  }));
}
