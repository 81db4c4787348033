import { OrderAmendedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, Queries, uuidv7 } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fitting } from '../documents/fact-size.js';
import { procurementError } from '../errors.js';
import { adjustCosts } from '../invoices/costing.queries.js';
import { judgeLines, refuseProhibited } from '../purchase-orders/order-core.js';
import { checkDuties } from '../purchase-orders/purchase-order.rules.js';
import { orderHead } from '../purchase-orders/purchase-orders.queries.js';
import { categoriesOf } from '../quotations/quotations.queries.js';
import { onePersons } from '../references/references.queries.js';
import { refuseOverspent } from '../requisitions/budget.queries.js';
import { amended, checkAcceptance, enlarged, hasSubstitute, proposedOf, standingProblems } from './amendment.rules.js';
import type { AmendOrder, RevisionDto } from './amendments.dto.js';
import {
  acceptProposal,
  handledGoods,
  lockStanding,
  reviseOrder,
  revisionsOf,
  standingLines,
  type StandingOrder,
} from './amendments.queries.js';
import { amountOf, type ProposedLine } from './order-proposal.rules.js';
import type { OrderProposalDto } from './order-proposals.dto.js';
import { insertProposal, insertSigners, lockProposal, proposalById } from './order-proposals.queries.js';

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** An order changes by revisions: proposed by who buys, accepted by the requester where a model is another, approved as an order is. */
@Injectable()
export class AmendmentsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  amendOrder(orderId: string, input: AmendOrder, command: Command): Promise<OrderProposalDto> {
    const find = async (tx: EntityManager): Promise<void> => void (await orderHead(tx, orderId));
    const answer = (tx: EntityManager): Promise<OrderProposalDto> => proposalById(tx, command.key);
    const propose = actingOn({ find, answer }, async (tx) => {
      const order = await lockStanding(tx, orderId);
      const { key: id, actorId: buyerId, recordedAt: proposedAt } = command;
      const { requesterId, approverId, supplierId, incoterm, currency } = order;
      checkDuties(await onePersons(tx, { requesterId, buyerId, approverId }));
      const lines = await nextLines(tx, orderId, input);
      await judged(tx, order, buyerId, lines, proposedAt);
      await insertProposal(tx, {
        ...{
          id,
          purchaseOrderId: orderId,
          requisitionId: null,
          revision: order.revision + 1,
          reason: input.reason.trim(),
        },
        ...{ requesterId, buyerId, proposedAt, supplierId, incoterm, validUntil: null, currency },
        ...{ amountMinor: amountOf(lines), lines },
      });
    });
    return this.commands.run(command, propose);
  }

  /** AM-7: the requester takes another model in the place of the ordered one. */
  acceptSubstitute(id: string, command: Command): Promise<OrderProposalDto> {
    const find = async (tx: EntityManager): Promise<void> => void (await proposalById(tx, id));
    const answer = (tx: EntityManager): Promise<OrderProposalDto> => proposalById(tx, id);
    const accept = actingOn({ find, answer }, async (tx) => {
      const { status, requesterId, purchaseOrderId, lines, acceptedBy, revision } = await lockProposal(tx, id);
      if (status !== 'PENDING') throw procurementError('order-proposal-decided', `It is ${status}.`);
      const one = await onePersons(tx, { requesterId, actorId: command.actorId });
      checkAcceptance(one.requesterId, one.actorId);
      const asks = revision > 1 && hasSubstitute(lines, await standingLines(tx, purchaseOrderId));
      if (!asks || acceptedBy !== null) throw procurementError('nothing-to-accept');
      await acceptProposal(tx, id, command.actorId, command.recordedAt);
    });
    return this.commands.run(command, accept);
  }

  listRevisions(orderId: string, reader: Principal): Promise<{ items: RevisionDto[] }> {
    return this.queries.run(reader, async (tx) => {
      await orderHead(tx, orderId);
      return { items: await revisionsOf(tx, orderId) };
    });
  }
}

/** The order from now on, judged again on the day it is approved and against what has come until now. */
export async function amend(tx: EntityManager, proposal: OrderProposalDto, command: Command): Promise<void> {
  const { id: proposalId, purchaseOrderId, revision, reason, buyerId, lines, acceptedBy } = proposal;
  const { actorId, recordedAt: at } = command;
  const order = await lockStanding(tx, purchaseOrderId);
  const approverIds = [...proposal.approvals.map(({ approverId }) => approverId), actorId];
  const signing = Object.values(
    await onePersons(tx, Object.fromEntries([...approverIds, buyerId].map((who) => [who, who]))),
  );
  const { requesterId, buyerId: firstBuyer } = order;
  checkDuties(await onePersons(tx, { requesterId, buyerId: firstBuyer, approverId: actorId }));
  if (await handledGoods(tx, purchaseOrderId, signing))
    throw procurementError(
      'duties-not-separate',
      'Who received, inspected or paid its goods never signs an order (CR-09, domain §13.1).',
    );
  const standing = await standingLines(tx, purchaseOrderId);
  if (hasSubstitute(lines, standing) && acceptedBy === null) throw procurementError('substitute-not-accepted');
  const byId = new Map(standing.map((line) => [line.orderLineId, line]));
  const problems = lines.flatMap((line, index) => {
    const before = byId.get(line.orderLineId);
    return before === undefined ? [] : standingProblems(line, before, index + 1);
  });
  if (problems.length > 0) throw procurementError('order-lines-refused', problems[0]?.detail, problems);
  await judged(tx, order, buyerId, lines, at);
  await reviseOrder(tx, order, standing.map(proposedOf), lines, {
    ...{ proposalId, at },
  });
  await refuseOverspent(tx, lines, enlarged(lines, standing), order.currency);
  await insertSigners(tx, purchaseOrderId, 'BUY', [buyerId]);
  await insertSigners(tx, purchaseOrderId, 'APPROVE', approverIds);
  const told = {
    purchaseOrderId,
    number: order.number,
    revision,
    proposalId,
    reason: reason ?? '',
    proposedBy: buyerId,
  };
  await record(tx, OrderAmendedV1, purchaseOrderId, fitting({ ...told, approverIds, acceptedBy, lines }), command);
  // A charge lies on lines by their value: it lies otherwise on what is ordered from now on.
  await adjustCosts(tx, purchaseOrderId, { documentId: purchaseOrderId, number: order.number }, command);
}

async function nextLines(tx: EntityManager, orderId: string, input: AmendOrder): Promise<ProposedLine[]> {
  const additions = (input.additions ?? []).map((line) => ({
    ...{ lineNumber: line.lineNumber, catalogueItemId: line.catalogueItemId.toLowerCase(), quantity: line.quantity },
    ...{ unitPriceMinor: line.unitPriceMinor, substitutesLine: line.substitutesLine ?? null },
    funding: line.funding?.map(({ awardId, percent }) => ({ awardId: awardId.toLowerCase(), percent })) ?? null,
    budgetLineId: line.budgetLineId?.toLowerCase() ?? null,
  }));
  const changes = input.changes ?? [];
  if (changes.length + additions.length === 0) throw procurementError('amendment-refused', 'It changes nothing.');
  const { lines, problems } = amended(
    await standingLines(tx, orderId),
    changes,
    additions,
    await categoriesOf(tx, additions),
  );
  if (problems.length > 0) throw procurementError('amendment-refused', problems[0]?.detail, problems);
  return lines.map((line) => (line.orderLineId === '' ? { ...line, orderLineId: uuidv7() } : line));
}

/** Only what is asked for beyond the order as it stands is asked of awards and of the list of section 889 again. */
async function judged(
  tx: EntityManager,
  order: StandingOrder,
  buyerId: string,
  lines: readonly ProposedLine[],
  at: Date,
): Promise<void> {
  const more = enlarged(lines, await standingLines(tx, order.id));
  if (more.length === 0) return;
  const orderedOn = dayOf(at);
  await judgeLines(tx, more, orderedOn);
  const { supplierId, requesterId } = order;
  await refuseProhibited(tx, { supplierId, requesterId, buyerId, recordedBy: buyerId, orderedOn }, more);
}
