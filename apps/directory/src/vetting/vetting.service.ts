import { VettingRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { requireKnown } from '../references.queries.js';
import { numberInForce } from '../rule-values/rule-values.queries.js';
import { VettingResult } from './vetting-result.entity.js';
import { checkVetting } from './vetting.rules.js';
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
      const vetting: VettingResult = {
        id: command.key,
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
      checkVetting(vetting, await numberInForce(tx, 'vetting.validityMonths', command.recordedAt));
      await tx.insert(VettingResult, vetting);
      await record(tx, VettingRecordedV1, vetting.orgUnitId, toFact(vetting), command);
      return toVettingResultDto(vetting);
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
