import { OrderRefusedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { approvalsAsked } from '../authorizations/authorization.rules.js';
import { authorityAt } from '../authorizations/authorizations.queries.js';
import { nextNumber } from '../documents/document-number.queries.js';
import { procurementError } from '../errors.js';
import { judgeLines, placeOrder, refuseProhibited } from '../purchase-orders/order-core.js';
import { checkDuties } from '../purchase-orders/purchase-order.rules.js';
import { checkBuyer, isExpired } from '../quotations/bid-analysis.rules.js';
import { analysesOf, quotationsOf } from '../quotations/quotations.queries.js';
import { onePersons } from '../references/references.queries.js';
import { refuseOverspending } from '../requisitions/budget.queries.js';
import { linesOf, lockRequisition, requisitionHead, setStatus } from '../requisitions/requisitions.queries.js';
import { amend } from './amendments.service.js';
import { amountOf, approve, awardsOf, isEnough, type ProposedLine } from './order-proposal.rules.js';
import type { OrderProposalDto, ProposalsQuery } from './order-proposals.dto.js';
import {
  approvalsOf,
  decideProposal,
  insertApproval,
  insertProposal,
  insertSigners,
  lockProposal,
  proposalById,
  proposalPage,
} from './order-proposals.queries.js';

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** An order is proposed by who buys and becomes one when as many have approved as the matrix of the day asks (CR-01). */
@Injectable()
export class OrderProposalsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** What the committee chose, line by line as it was asked for; a proposal is a wish, so it is a row without a fact. */
  proposeOrder(requisitionId: string, command: Command): Promise<OrderProposalDto> {
    const find = async (tx: EntityManager): Promise<void> => void (await requisitionHead(tx, requisitionId));
    const answer = (tx: EntityManager): Promise<OrderProposalDto> => proposalById(tx, command.key);
    const propose = actingOn({ find, answer }, async (tx) => {
      const { status, requesterId, currency } = await lockRequisition(tx, requisitionId);
      if (status !== 'AWARDED') throw procurementError('requisition-step-wrong', `It is ${status}.`);
      const { key: id, actorId: buyerId, recordedAt: proposedAt } = command;
      const one = await onePersons(tx, { requesterId, buyerId });
      checkBuyer(one.requesterId, one.buyerId);
      const { supplierId, incoterm, validUntil, lines } = await chosen(tx, requisitionId);
      refuseExpired(validUntil, proposedAt);
      const orderedOn = dayOf(proposedAt);
      await judgeLines(tx, lines, orderedOn);
      await refuseProhibited(tx, { supplierId, requesterId, buyerId, recordedBy: buyerId, orderedOn }, lines);
      await insertProposal(tx, {
        ...{ id, purchaseOrderId: uuidv7(), requisitionId, revision: 1, reason: null },
        ...{ requesterId, buyerId, proposedAt },
        ...{ supplierId, incoterm, validUntil, currency, amountMinor: amountOf(lines), lines },
      });
    });
    return this.commands.run(command, propose);
  }

  approveProposal(id: string, command: Command): Promise<OrderProposalDto> {
    return this.#decide(id, command, async (tx, proposal) => {
      const { requesterId, buyerId, amountMinor, currency, lines } = proposal;
      const { actorId: approverId, recordedAt: at, principal } = command;
      const persons = await onePersons(tx, { requesterId, buyerId, approverId });
      const roles = principal.roles.flatMap(({ role, awardId }) => (awardId === undefined ? [role] : []));
      const who = { personId: persons.approverId, roles };
      const asked = approvalsAsked(await authorityAt(tx, at), who, {
        amountMinor,
        currency,
        awardIds: awardsOf(lines),
      });
      const before = await approvalsOf(tx, id);
      const approval = approve(persons, asked, before);
      await insertApproval(tx, id, { approverId, at, asked: approval.asked });
      if (!isEnough([...before, approval])) return;
      await decideProposal(tx, id, { status: 'APPROVED', at });
      await (proposal.revision === 1 ? order(tx, proposal, command) : amend(tx, proposal, command));
    });
  }

  refuseProposal(id: string, reason: string, command: Command): Promise<OrderProposalDto> {
    return this.#decide(id, command, async (tx, { requesterId, buyerId, purchaseOrderId, requisitionId, revision }) => {
      const { actorId: refusedBy, recordedAt: at } = command;
      checkDuties(await onePersons(tx, { requesterId, buyerId, approverId: refusedBy }));
      await decideProposal(tx, id, { status: 'REFUSED', at, by: refusedBy, reason });
      const fact = { proposalId: id, purchaseOrderId, requisitionId, revision, refusedBy, reason };
      await record(tx, OrderRefusedV1, id, fact, command);
    });
  }

  /** Whoever buys takes back what nobody has decided; a wish that ends is no fact either. */
  withdrawProposal(id: string, reason: string, command: Command): Promise<OrderProposalDto> {
    const { actorId: by, recordedAt: at } = command;
    return this.#decide(id, command, (tx) => decideProposal(tx, id, { status: 'WITHDRAWN', at, by, reason }));
  }

  findProposal(id: string, reader: Principal): Promise<OrderProposalDto> {
    return this.queries.run(reader, (tx) => proposalById(tx, id));
  }

  listProposals(query: ProposalsQuery, reader: Principal): Promise<Page<OrderProposalDto>> {
    return this.queries.run(reader, (tx) => proposalPage(tx, query));
  }

  #decide(
    id: string,
    command: Command,
    how: (tx: EntityManager, proposal: OrderProposalDto) => Promise<void>,
  ): Promise<OrderProposalDto> {
    const find = async (tx: EntityManager): Promise<void> => void (await proposalById(tx, id));
    const answer = (tx: EntityManager): Promise<OrderProposalDto> => proposalById(tx, id);
    const act = actingOn({ find, answer }, async (tx) => {
      const proposal = await lockProposal(tx, id);
      if (proposal.status !== 'PENDING') throw procurementError('order-proposal-decided', `It is ${proposal.status}.`);
      await how(tx, proposal);
    });
    return this.commands.run(command, act);
  }
}

/** The quotation the committee chose last, as lines of an order: paid by whom and out of what the requisition said. */
async function chosen(
  tx: EntityManager,
  requisitionId: string,
): Promise<{ supplierId: string; incoterm: string | null; validUntil: string | null; lines: ProposedLine[] }> {
  const analysis = (await analysesOf(tx, requisitionId)).at(-1);
  const quotation = (await quotationsOf(tx, requisitionId)).find(({ id }) => id === analysis?.awardedQuotationId);
  if (!quotation) throw new Error(`Requisition ${requisitionId} is AWARDED without a quotation.`);
  const { supplierId, incoterm, validUntil } = quotation;
  const offered = new Map(quotation.lines.map((line) => [line.lineNumber, line]));
  const lines = (await linesOf(tx, requisitionId)).flatMap(({ lineNumber, quantity, funding, budgetLineId }) => {
    const offer = offered.get(lineNumber);
    if (!offer) return [];
    const { catalogueItemId, unitPriceMinor } = offer;
    const own = { orderLineId: uuidv7(), lineNumber, catalogueItemId, quantity, unitPriceMinor };
    return [{ ...own, funding, budgetLineId, substitutesLine: null }];
  });
  return { supplierId, incoterm, validUntil, lines };
}

function refuseExpired(validUntil: string | null, at: Date): void {
  if (isExpired({ validUntil }, dayOf(at)))
    throw procurementError('quotation-expired', `The quotation was valid until ${validUntil}.`);
}

/** The order itself, judged again on the day it is approved: the budget under its lock, the list of section 889, the awards’ terms. */
async function order(tx: EntityManager, proposal: OrderProposalDto, command: Command): Promise<void> {
  const { purchaseOrderId: id, requisitionId, requesterId, buyerId, supplierId, incoterm, currency, lines } = proposal;
  const { actorId: approverId, recordedAt } = command;
  if (requisitionId === null) throw new Error(`Proposal ${proposal.id} of a new order names no requisition.`);
  await lockRequisition(tx, requisitionId);
  refuseExpired(proposal.validUntil, recordedAt);
  // From here on the estimate of the requisition is no longer held against the budget: the order is.
  await setStatus(tx, requisitionId, 'ORDERED');
  const priced = lines.map(({ unitPriceMinor: unitMinor, ...line }) => ({ ...line, unitMinor }));
  await refuseOverspending(tx, priced, currency, { lock: true });
  const others = proposal.approvals.map((approval) => approval.approverId);
  const number = await nextNumber(tx, 'BC', recordedAt);
  const made = {
    ...{ id, number, orderedOn: dayOf(recordedAt), supplierId, requesterId, buyerId, approverId, currency, incoterm },
    ...{ approvalSha256: null, revision: 1, requisitionId, recordedBy: buyerId, recordedAt },
  };
  await placeOrder(tx, made, lines, command, others);
  await insertSigners(tx, id, 'APPROVE', others);
}
