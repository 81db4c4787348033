import { VettingRecordedV1 } from '@dotation/contracts';
import { record, recordEach } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { requireKnown, requireOwn } from '../references.queries.js';
import { VettingResult } from './vetting-result.entity.js';
import { vettingTerms } from './vetting.queries.js';
import { checkVetting, checkVettings } from './vetting.rules.js';
import type { ImportedVettingsDto, ImportVettingResults } from './vetting-import.dto.js';
import type { RecordVettingResult, VettingResultDto, VettingResultsQuery } from './vetting.dto.js';

@Injectable()
export class VettingService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordVettingResult(input: RecordVettingResult, command: Command): Promise<VettingResultDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, [
        { field: 'orgUnitId', to: 'organisation_unit', id: input.orgUnitId },
        { field: 'personId', to: 'person', id: input.personId },
      ]);
      await requireOwn(tx, [input.orgUnitId]);
      const vetting = toVetting(input, command.key, command);
      checkVetting(vetting, await vettingTerms(tx, [input.orgUnitId], command.recordedAt));
      await tx.insert(VettingResult, vetting);
      await record(tx, VettingRecordedV1, vetting.orgUnitId, toFact(vetting), command);
      return toVettingResultDto(vetting);
    });
  }

  /** A list from the embassy, all or nothing: one that is half recorded would open gates nobody meant to open. */
  importVettingResults({ lines }: ImportVettingResults, command: Command): Promise<ImportedVettingsDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(
        tx,
        lines.flatMap(({ orgUnitId, personId }, index) => [
          { row: index + 1, field: `lines[${index}].orgUnitId`, to: 'organisation_unit' as const, id: orgUnitId },
          { row: index + 1, field: `lines[${index}].personId`, to: 'person' as const, id: personId },
        ]),
      );
      const orgUnitIds = lines.map(({ orgUnitId }) => orgUnitId);
      await requireOwn(tx, orgUnitIds);
      const vettings = lines.map((line) => toVetting(line, uuidv7(), command));
      checkVettings(vettings, await vettingTerms(tx, orgUnitIds, command.recordedAt));
      await tx.insert(VettingResult, vettings);
      const facts = vettings.map((vetting) => ({ subject: vetting.orgUnitId, data: toFact(vetting) }));
      await recordEach(tx, VettingRecordedV1, facts, command);
      return { ids: vettings.map(({ id }) => id) };
    });
  }

  listVettingResults(query: VettingResultsQuery, reader: Principal): Promise<Page<VettingResultDto>> {
    const { orgUnitId, awardId, limit = 50, after } = query;
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(VettingResult, {
        where: {
          ...(orgUnitId && { orgUnitId }),
          ...(awardId && { awardId }),
          ...(afterId && { id: MoreThan(String(afterId)) }),
        },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toVettingResultDto);
    });
  }
}

function toVetting(input: RecordVettingResult, id: string, command: Command): VettingResult {
  return {
    id,
    subject: input.subject,
    orgUnitId: input.orgUnitId,
    personId: input.personId ?? null,
    awardId: input.awardId,
    embassyCaseRef: input.embassyCaseRef ?? null,
    result: input.result,
    resultAt: new Date(input.resultAt),
    validUntil: input.validUntil ? new Date(input.validUntil) : null,
    recordedBy: command.actorId,
    recordedAt: command.recordedAt,
  };
}

function toFact({
  id,
  subject,
  orgUnitId,
  personId,
  awardId,
  result,
  resultAt,
  validUntil,
}: VettingResult): VettingRecordedV1 {
  return {
    ...{ vettingId: id, subject, orgUnitId, personId, awardId, result },
    resultAt: resultAt.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
  };
}

function toVettingResultDto({ resultAt, validUntil, recordedAt, ...vetting }: VettingResult): VettingResultDto {
  return {
    ...vetting,
    resultAt: resultAt.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
    recordedAt: recordedAt.toISOString(),
  };
}
