import { DueDiligenceRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { requireKnown, requireOwn } from '../references.queries.js';
import { DueDiligenceDecision } from './due-diligence-decision.entity.js';
import { checkDueDiligence } from './due-diligence.rules.js';
import type { DueDiligenceDecisionDto, DueDiligenceQuery, RecordDueDiligenceDecision } from './due-diligence.dto.js';

@Injectable()
export class DueDiligenceService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordDecision(input: RecordDueDiligenceDecision, command: Command): Promise<DueDiligenceDecisionDto> {
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, [{ field: 'orgUnitId', to: 'organisation_unit', id: input.orgUnitId }]);
      await requireOwn(tx, [input.orgUnitId]);
      const decision: DueDiligenceDecision = {
        id: command.key,
        orgUnitId: input.orgUnitId,
        awardId: input.awardId ?? null,
        riskLevel: input.riskLevel,
        decision: input.decision,
        mitigation: input.mitigation ?? [],
        decidedAt: new Date(input.decidedAt),
        reviewAt: input.reviewAt ? new Date(input.reviewAt) : null,
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      };
      checkDueDiligence(decision);
      await tx.insert(DueDiligenceDecision, decision);
      await record(tx, DueDiligenceRecordedV1, decision.orgUnitId, toFact(decision), command);
      return toDecisionDto(decision);
    });
  }

  listDecisions(query: DueDiligenceQuery, reader: Principal): Promise<Page<DueDiligenceDecisionDto>> {
    const { orgUnitId, limit = 50, after } = query;
    const [afterId] = decodeCursor(after, ['uuid']) ?? [];
    return this.queries.run(reader, async (tx) => {
      const rows = await tx.find(DueDiligenceDecision, {
        where: { ...(orgUnitId && { orgUnitId }), ...(afterId && { id: MoreThan(String(afterId)) }) },
        order: { id: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, ({ id }) => [id], toDecisionDto);
    });
  }
}

function toFact({
  id,
  orgUnitId,
  awardId,
  riskLevel,
  decision,
  decidedAt,
  reviewAt,
}: DueDiligenceDecision): DueDiligenceRecordedV1 {
  return {
    ...{ dueDiligenceId: id, orgUnitId, awardId, riskLevel, decision },
    decidedAt: decidedAt.toISOString(),
    reviewAt: reviewAt?.toISOString() ?? null,
  };
}

function toDecisionDto({
  decidedAt,
  reviewAt,
  recordedAt,
  ...decision
}: DueDiligenceDecision): DueDiligenceDecisionDto {
  return {
    ...decision,
    decidedAt: decidedAt.toISOString(),
    reviewAt: reviewAt?.toISOString() ?? null,
    recordedAt: recordedAt.toISOString(),
  };
}
