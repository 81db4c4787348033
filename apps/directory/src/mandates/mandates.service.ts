import { MandateRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { chainOf, headAt } from '../organisation-units/organisation-units.queries.js';
import { requireKnown } from '../references.queries.js';
import { Mandate } from './mandate.entity.js';
import { giveMandate } from './mandate.rules.js';
import type { MandateDto, MandatesQuery, RecordMandate } from './mandates.dto.js';

@Injectable()
export class MandatesService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordMandate(input: RecordMandate, command: Command): Promise<MandateDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, [
        { field: 'orgUnitId', to: 'organisation_unit', id: input.orgUnitId },
        { field: 'fromPersonId', to: 'person', id: input.fromPersonId },
        { field: 'toPersonId', to: 'person', id: input.toPersonId },
      ]);
      await requireOwnUnit(tx, command.principal, input.orgUnitId);
      const mandate: Mandate = {
        id: command.key,
        orgUnitId: input.orgUnitId,
        fromPersonId: input.fromPersonId,
        toPersonId: input.toPersonId,
        validFrom: new Date(input.validFrom),
        validTo: new Date(input.validTo),
        documentSha256: input.documentSha256 ?? null,
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      };
      giveMandate(mandate, await headAt(tx, mandate.orgUnitId, mandate.validFrom), command.actorId);
      await tx.insert(Mandate, mandate);
      await record(tx, MandateRecordedV1, mandate.orgUnitId, toFact(mandate), command);
      return toMandateDto(mandate);
    });
  }

  listMandates({ orgUnitId, limit = 50, after }: MandatesQuery, reader: Principal): Promise<Page<MandateDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(Mandate, {
        where: { ...(orgUnitId && { orgUnitId }), ...(afterId && { id: MoreThan(String(afterId)) }) },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toMandateDto);
    });
  }
}

export const mandateRoles = ['UNIT_HEAD', 'PROV_COMMISSIONER', 'FIELD_OFFICER', 'DATA_STEWARD'];

/** A head writes mandates of his own unit and those under it, not of the neighbours'. */
async function requireOwnUnit(tx: EntityManager, { roles }: Principal, orgUnitId: string): Promise<void> {
  const own = roles.filter(({ role }) => mandateRoles.includes(role));
  if (own.some((role) => role.orgUnitId === undefined)) return;
  const chain = await chainOf(tx, orgUnitId);
  if (!own.some((role) => role.orgUnitId !== undefined && chain.includes(role.orgUnitId))) {
    throw directoryError('outside-own-unit');
  }
}

function toFact({
  id,
  orgUnitId,
  fromPersonId,
  toPersonId,
  validFrom,
  validTo,
  documentSha256,
}: Mandate): MandateRecordedV1 {
  return {
    ...{ mandateId: id, orgUnitId, fromPersonId, toPersonId, documentSha256 },
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
  };
}

function toMandateDto({ validFrom, validTo, recordedAt, ...mandate }: Mandate): MandateDto {
  return {
    ...mandate,
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
    recordedAt: recordedAt.toISOString(),
  };
}
