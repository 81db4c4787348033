import { RequisitionDecidedV1, RequisitionSubmittedV1, type RequisitionDecision } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { termsOn } from '../awards/awards.queries.js';
import { nextNumber } from '../documents/document-number.queries.js';
import { fitting } from '../documents/fact-size.js';
import { procurementError } from '../errors.js';
import { refuseWhilePending } from '../order-proposals/order-proposals.queries.js';
import { knownItems } from '../purchase-orders/purchase-orders.queries.js';
import { awaitKnown, onePersons, requireKnown, type Reference } from '../references/references.queries.js';
import { budgetsOf, refuseOverspending } from './budget.queries.js';
import { checkDecider, checkNeededBy, checkStep, lineProblems, type RequestedGoods } from './requisition.rules.js';
import type { DraftRequisition, RequisitionDto, RequisitionsQuery, RequisitionSummaryDto } from './requisitions.dto.js';
import {
  awardsOfProject,
  insertRequisition,
  linesOf,
  lockRequisition,
  requisitionById,
  requisitionHead,
  requisitionPage,
  rewrite,
  type RequisitionHead,
} from './requisitions.queries.js';

/** What somebody asks to be bought: drafted, submitted, approved by another person within the budget (D01, CR-01). */
@Injectable()
export class RequisitionsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** A draft is a wish, so it is a row without a fact. */
  async draft(input: DraftRequisition, command: Command): Promise<RequisitionDto> {
    const references = await this.#awaited(input, command.principal);
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, references);
      const lines = await judgedLines(tx, input, command.recordedAt);
      const { key: id, actorId: requesterId, recordedAt } = command;
      const number = await nextNumber(tx, 'PR', recordedAt);
      await insertRequisition(tx, { id, number, requesterId, recordedAt, ...saidOf(input) }, lines);
      return requisitionById(tx, id);
    });
  }

  async rewrite(id: string, input: DraftRequisition, command: Command): Promise<RequisitionDto> {
    const references = await this.#awaited(input, command.principal);
    return this.#act(
      id,
      command,
      async (tx, { status }) => {
        if (status !== 'DRAFT') throw procurementError('requisition-step-wrong', `It is ${status}.`);
        await rewrite(tx, { id, ...saidOf(input) }, await judgedLines(tx, input, command.recordedAt));
      },
      references,
    );
  }

  submit(id: string, command: Command): Promise<RequisitionDto> {
    return this.#act(id, command, async (tx, { status, submittedBy: _none, ...head }) => {
      checkStep(status, 'REQUESTED');
      const { actorId: submittedBy, recordedAt } = command;
      checkNeededBy(head.neededBy, dayOf(recordedAt));
      const lines = await linesOf(tx, id);
      await checkBudget(tx, lines, head.currency, { lock: false });
      await tx.query(
        `UPDATE requisition SET status = 'REQUESTED', submitted_by = $2, submitted_at = $3 WHERE id = $1`,
        [...[id, submittedBy, recordedAt]],
      );
      const { id: requisitionId, ...told } = head;
      const fact = fitting({ requisitionId, ...told, submittedBy, lines });
      await record(tx, RequisitionSubmittedV1, id, fact, command);
    });
  }

  /** CR-01: another person than who asked; nothing above what the budget lines hold, also when two are approved at once. */
  approve(id: string, command: Command): Promise<RequisitionDto> {
    return this.#act(id, command, async (tx, requisition) => {
      checkStep(requisition.status, 'APPROVED');
      await checkOther(tx, requisition, command.actorId);
      await checkBudget(tx, await linesOf(tx, id), requisition.currency, { lock: true });
      await decide(tx, id, 'APPROVED', null, command);
    });
  }

  reject(id: string, reason: string, command: Command): Promise<RequisitionDto> {
    return this.#act(id, command, async (tx, requisition) => {
      checkStep(requisition.status, 'REJECTED');
      await checkOther(tx, requisition, command.actorId);
      await decide(tx, id, 'REJECTED', reason, command);
    });
  }

  cancel(id: string, reason: string, command: Command): Promise<RequisitionDto> {
    return this.#act(id, command, async (tx, { status }) => {
      checkStep(status, 'CANCELLED');
      await refuseWhilePending(tx, id);
      await decide(tx, id, 'CANCELLED', reason, command);
    });
  }

  findRequisition(id: string, reader: Principal): Promise<RequisitionDto> {
    return this.queries.run(reader, (tx) => requisitionById(tx, id));
  }

  listRequisitions(query: RequisitionsQuery, reader: Principal): Promise<Page<RequisitionSummaryDto>> {
    return this.queries.run(reader, (tx) => requisitionPage(tx, query));
  }

  async #awaited({ orgUnitId, placeId }: DraftRequisition, reader: Principal): Promise<Reference[]> {
    const references: Reference[] = [
      { field: 'orgUnitId', kind: 'UNIT', id: orgUnitId },
      { field: 'placeId', kind: 'PLACE', id: placeId },
    ];
    await awaitKnown(this.queries, reader, references);
    return references;
  }

  #act(
    id: string,
    command: Command,
    how: (tx: EntityManager, requisition: RequisitionHead) => Promise<void>,
    references: readonly Reference[] = [],
  ): Promise<RequisitionDto> {
    const find = async (tx: EntityManager): Promise<void> => {
      await requisitionHead(tx, id);
      await requireKnown(tx, references);
    };
    const answer = (tx: EntityManager): Promise<RequisitionDto> => requisitionById(tx, id);
    return this.commands.run(
      command,
      actingOn({ find, answer }, async (tx) => how(tx, await lockRequisition(tx, id))),
    );
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

function saidOf(input: DraftRequisition) {
  const { projectId, orgUnitId, placeId, currency, neededBy = null, justification, priorApprovalSha256 = null } = input;
  const ids = {
    projectId: projectId.toLowerCase(),
    orgUnitId: orgUnitId.toLowerCase(),
    placeId: placeId.toLowerCase(),
  };
  return { ...ids, currency, neededBy, justification: justification.trim(), priorApprovalSha256 };
}

/** The lines as they are kept, or every problem of every line. */
async function judgedLines(tx: EntityManager, input: DraftRequisition, at: Date): Promise<RequestedGoods[]> {
  const projectId = input.projectId.toLowerCase();
  const projectAwards = await awardsOfProject(tx, projectId);
  if (!projectAwards) {
    const detail = `No project has the id ${input.projectId}.`;
    const problem = { row: 0, field: 'projectId', code: 'unknown-reference', detail };
    throw procurementError('unknown-reference', detail, [problem]);
  }
  const lines = input.lines.map((line) => ({
    ...{ lineNumber: line.lineNumber, catalogueItemId: line.catalogueItemId?.toLowerCase() ?? null },
    ...{ category: line.category ?? null, description: line.description ?? null },
    ...{ quantity: line.quantity, unit: line.unit ?? 'EA', estimatedUnitMinor: line.estimatedUnitMinor },
    funding: line.funding.map(({ awardId, percent }) => ({ awardId: awardId.toLowerCase(), percent })),
    budgetLineId: line.budgetLineId?.toLowerCase() ?? null,
  }));
  const day = dayOf(at);
  const awardIds = [...new Set(lines.flatMap(({ funding }) => funding.map(({ awardId }) => awardId)))];
  const known = {
    items: await knownItems(
      tx,
      lines.flatMap(({ catalogueItemId }) => catalogueItemId ?? []),
    ),
    awards: await termsOn(tx, awardIds, day),
    projectAwards,
    budgets: await budgetsOf(
      tx,
      lines.flatMap(({ budgetLineId }) => budgetLineId ?? []),
      { lock: false },
    ),
  };
  const problems = lineProblems(lines, projectId, known, day);
  if (problems.length > 0) throw procurementError('requisition-lines-refused', problems[0]?.detail, problems);
  return lines;
}

function checkBudget(
  tx: EntityManager,
  lines: readonly RequestedGoods[],
  currency: string,
  how: { lock: boolean },
): Promise<void> {
  const priced = lines.map(({ estimatedUnitMinor: unitMinor, ...line }) => ({ ...line, unitMinor }));
  return refuseOverspending(tx, priced, currency, how);
}

async function checkOther(tx: EntityManager, requisition: RequisitionHead, actorId: string): Promise<void> {
  const { requesterId, submittedBy } = requisition;
  const one = await onePersons(tx, { requesterId, submittedBy: submittedBy ?? requesterId, actorId });
  checkDecider([one.requesterId, one.submittedBy], one.actorId);
}

async function decide(
  tx: EntityManager,
  requisitionId: string,
  decision: RequisitionDecision,
  reason: string | null,
  command: Command,
): Promise<void> {
  const { actorId: decidedBy, recordedAt } = command;
  const [by, at] = decision === 'CANCELLED' ? ['cancelled_by', 'cancelled_at'] : ['decided_by', 'decided_at'];
  await tx.query(`UPDATE requisition SET status = $2, ${by} = $3, ${at} = $4, reason = $5 WHERE id = $1`, [
    ...[requisitionId, decision, decidedBy, recordedAt, reason],
  ]);
  await record(tx, RequisitionDecidedV1, requisitionId, { requisitionId, decision, decidedBy, reason }, command);
}
