import { OrganisationRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { directoryError } from '../errors.js';
import { Organisation } from './organisation.entity.js';
import type { OrganisationDto, OrganisationsQuery, RecordOrganisation } from './organisations.dto.js';

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordOrganisation(input: RecordOrganisation, command: Command): Promise<OrganisationDto> {
    return this.commands.run(command, async (tx) => {
      const organisation: Organisation = {
        id: command.key,
        kind: input.kind,
        legalName: input.legalName,
        country: input.country ?? null,
        createdBy: command.actorId,
        createdAt: command.recordedAt,
      };
      await tx.insert(Organisation, organisation);
      const { id: organisationId, kind, legalName } = organisation;
      await record(tx, OrganisationRecordedV1, organisationId, { organisationId, kind, legalName }, command);
      return toOrganisationDto(organisation);
    });
  }

  findOrganisation(id: string, reader: Principal): Promise<OrganisationDto> {
    return this.queries.run(reader, async (tx) => {
      const organisation = await tx.findOneBy(Organisation, { id });
      if (!organisation) throw directoryError('organisation-not-found');
      return toOrganisationDto(organisation);
    });
  }

  listOrganisations(
    { kind, limit = 50, after }: OrganisationsQuery,
    reader: Principal,
  ): Promise<Page<OrganisationDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(Organisation, {
        where: { ...(kind && { kind }), ...(afterId && { id: MoreThan(String(afterId)) }) },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toOrganisationDto);
    });
  }
}

function toOrganisationDto({ id, kind, legalName, country }: Organisation): OrganisationDto {
  return { id, kind, legalName, country };
}
