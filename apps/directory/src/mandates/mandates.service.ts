import { MandateDocumentedV1, MandateRecordedV1, MandateRevokedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { beyondScope, Commands, decodeCursor, onePersons, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { directoryError } from '../errors.js';
import { headAt } from '../organisation-units/organisation-units.queries.js';
import { requireKnown, requireOwn } from '../references.queries.js';
import { Mandate } from './mandate.entity.js';
import { checkDelegate, documentMandate, giveMandate, revokeMandate, type Telephone } from './mandate.rules.js';
import { delegateOf } from './mandates.queries.js';
import type { DocumentMandate, MandateDto, MandatesQuery, RecordMandate, RevokeMandate } from './mandates.dto.js';

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
        { field: 'telephone.callerId', to: 'person', id: input.telephone?.callerId },
        { field: 'telephone.witnessId', to: 'person', id: input.telephone?.witnessId },
      ]);
      // A head writes mandates of his own unit and those under it, not of his superiors, whom he sees.
      await requireOwn(tx, [input.orgUnitId]);
      const mandate: Mandate = {
        id: command.key,
        orgUnitId: input.orgUnitId,
        fromPersonId: input.fromPersonId.toLowerCase(),
        toPersonId: input.toPersonId.toLowerCase(),
        validFrom: new Date(input.validFrom),
        validTo: new Date(input.validTo),
        documentSha256: input.documentSha256 ?? null,
        telephone: input.telephone ? callOf(input.telephone) : null,
        waybillIds: input.waybillIds ?? null,
        revokedFrom: null,
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      };
      const head = await headAt(tx, mandate.orgUnitId, mandate.validFrom);
      const { fromPersonId, toPersonId, telephone } = mandate;
      const who = await onePersons(tx, { fromPersonId, toPersonId, telephone, head, by: command.actorId });
      giveMandate({ ...mandate, ...who }, who.head, who.by, command.recordedAt);
      checkDelegate(await beyondScope(tx, () => delegateOf(tx, mandate, command.recordedAt)));
      await tx.insert(Mandate, mandate);
      await record(tx, MandateRecordedV1, mandate.orgUnitId, toFact(mandate), command);
      return toMandateDto(mandate);
    });
  }

  /** CR-22: from here on it counts, and what was signed under it is confirmed. */
  documentMandate(id: string, { documentSha256 }: DocumentMandate, command: Command): Promise<MandateDto> {
    return this.commands.run(command, async (tx) => {
      const mandate = await lockMandate(tx, id);
      const who = await onePersons(tx, { toPersonId: mandate.toPersonId, by: command.actorId });
      documentMandate({ ...mandate, toPersonId: who.toPersonId }, who.by);
      checkDelegate(await beyondScope(tx, () => delegateOf(tx, mandate, command.recordedAt)));
      await tx.update(Mandate, { id }, { documentSha256 });
      const documented = { ...mandate, documentSha256 };
      await record(tx, MandateDocumentedV1, mandate.orgUnitId, toFact(documented), command);
      return toMandateDto(documented);
    });
  }

  revokeMandate(id: string, { from }: RevokeMandate, command: Command): Promise<MandateDto> {
    return this.commands.run(command, async (tx) => {
      const mandate = await lockMandate(tx, id);
      const revokedFrom = from ? new Date(from) : command.occurredAt;
      revokeMandate(mandate, revokedFrom);
      await tx.update(Mandate, { id }, { revokedFrom });
      const { orgUnitId } = mandate;
      const fact: MandateRevokedV1 = { mandateId: id, orgUnitId, revokedFrom: revokedFrom.toISOString() };
      await record(tx, MandateRevokedV1, orgUnitId, fact, command);
      return toMandateDto({ ...mandate, revokedFrom });
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

/** Of a unit in scope: a mandate of another is not found. */
async function lockMandate(tx: EntityManager, id: string): Promise<Mandate> {
  const mandate = await tx.findOne(Mandate, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!mandate) throw directoryError('mandate-not-found');
  return mandate;
}

const callOf = ({ callerId, calledAt, witnessId }: Telephone): Telephone => ({
  callerId: callerId.toLowerCase(),
  calledAt: new Date(calledAt).toISOString(),
  witnessId: witnessId.toLowerCase(),
});

function toFact({
  id,
  orgUnitId,
  fromPersonId,
  toPersonId,
  validFrom,
  validTo,
  documentSha256,
  telephone,
  waybillIds,
}: Mandate): MandateRecordedV1 {
  return {
    ...{ mandateId: id, orgUnitId, fromPersonId, toPersonId, documentSha256, telephone, waybillIds },
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
  };
}

function toMandateDto({ validFrom, validTo, revokedFrom, recordedAt, ...mandate }: Mandate): MandateDto {
  return {
    ...mandate,
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
    revokedFrom: revokedFrom?.toISOString() ?? null,
    recordedAt: recordedAt.toISOString(),
  };
}
