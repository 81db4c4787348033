import { BidsAnalysedV1, QuotationRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands, Queries } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { termsOn } from '../awards/awards.queries.js';
import { nextNumber } from '../documents/document-number.queries.js';
import { fitting } from '../documents/fact-size.js';
import { procurementError } from '../errors.js';
import { refuseWhilePending } from '../order-proposals/order-proposals.queries.js';
import { awaitKnown, onePersons, requireKnown, type Reference } from '../references/references.queries.js';
import type { RequisitionStep } from '../requisitions/requisition.rules.js';
import {
  linesOf,
  lockRequisition,
  requisitionHead,
  setStatus,
  type RequisitionHead,
} from '../requisitions/requisitions.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { analysisProblems, checkBuyer, quotationProblems, quotedProblems } from './bid-analysis.rules.js';
import type { BidAnalysisDto, QuotationDto, RecordBidAnalysis, RecordQuotation } from './quotations.dto.js';
import { analysesOf, categoriesOf, insertAnalysis, insertQuotation, quotationsOf } from './quotations.queries.js';

/** What suppliers offer for an approved requisition, and the committee’s choice among them (D02). */
@Injectable()
export class QuotationsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  async recordQuotation(requisitionId: string, input: RecordQuotation, command: Command): Promise<QuotationDto> {
    const references: Reference[] = [{ field: 'supplierId', kind: 'ORGANISATION', id: input.supplierId }];
    const answer = async (tx: EntityManager): Promise<QuotationDto> => {
      const all = await quotationsOf(tx, requisitionId);
      return all.find(({ id }) => id === command.key)!;
    };
    return this.#act(requisitionId, command, references, answer, async (tx, requisition) => {
      // A later offer reopens the choice: of what was chosen all may have expired.
      await checkAt(tx, requisition, ['APPROVED', 'SOLICITED', 'AWARDED'], command);
      await refuseWhilePending(tx, requisitionId);
      const { compliant = true, remark = null, validUntil = null, incoterm = null } = input;
      const { leadTimeDays = null, fileSha256 = null, quotedOn } = input;
      const lines = input.lines.map((line) => ({ ...line, catalogueItemId: line.catalogueItemId.toLowerCase() }));
      const problems = [
        ...quotationProblems({ quotedOn, validUntil, compliant, remark }, command.recordedAt),
        ...quotedProblems(lines, await linesOf(tx, requisitionId), await categoriesOf(tx, lines)),
      ];
      if (problems.length > 0) throw procurementError('quotation-refused', problems[0]?.detail, problems);
      const { key: id, actorId: recordedBy, recordedAt } = command;
      const said = {
        ...{ requisitionId, supplierId: input.supplierId.toLowerCase(), reference: input.reference.trim() },
        ...{ quotedOn, validUntil, incoterm, leadTimeDays, compliant, remark },
        ...{ section889Declared: input.section889Declared, fileSha256, lines },
      };
      await insertQuotation(tx, { id, ...said, recordedBy, recordedAt });
      await setStatus(tx, requisitionId, 'SOLICITED');
      await record(tx, QuotationRecordedV1, requisitionId, fitting({ quotationId: id, ...said }), command);
    });
  }

  async recordAnalysis(requisitionId: string, input: RecordBidAnalysis, command: Command): Promise<BidAnalysisDto> {
    const {
      invitedSupplierIds = [],
      documentSha256 = null,
      notCheapestReason = null,
      fewQuotationsReason = null,
    } = input;
    const references: Reference[] = [
      ...input.committee.map(({ personId: id }, index): Reference => ({
        field: `committee[${index}].personId`,
        kind: 'PERSON',
        id,
      })),
      ...invitedSupplierIds.map((id): Reference => ({ field: 'invitedSupplierIds', kind: 'ORGANISATION', id })),
    ];
    const answer = async (tx: EntityManager): Promise<BidAnalysisDto> => {
      const all = await analysesOf(tx, requisitionId);
      return all.find(({ id }) => id === command.key)!;
    };
    return this.#act(requisitionId, command, references, answer, async (tx, requisition) => {
      await checkAt(tx, requisition, ['SOLICITED', 'AWARDED'], command);
      await refuseWhilePending(tx, requisitionId);
      const { key: id, actorId: recordedBy, recordedAt } = command;
      const today = recordedAt.toISOString().slice(0, 10);
      const minimum = await ruleValue(tx, 'requisition.minimumQuotations', recordedAt);
      const wanted = await linesOf(tx, requisitionId);
      const offers = (await quotationsOf(tx, requisitionId)).map((one) => ({ ...one, quotationId: one.id }));
      const awards = await termsOn(
        tx,
        [...new Set(wanted.flatMap(({ funding }) => funding.map((one) => one.awardId)))],
        today,
      );
      const section889 = [...awards.values()].some(({ section889Applies }) => section889Applies);
      const committee = input.committee.map(({ personId, conflict = null }) => ({
        personId: personId.toLowerCase(),
        conflict,
      }));
      const one = await onePersons(tx, Object.fromEntries(committee.map(({ personId }) => [personId, personId])));
      const awardedQuotationId = input.awardedQuotationId.toLowerCase();
      const analysis = { awardedQuotationId, notCheapestReason, fewQuotationsReason };
      const members = committee.map(({ personId, conflict }) => ({ personId: one[personId]!, conflict }));
      const asked = { minimum, today, section889 };
      const problems = analysisProblems({ ...analysis, committee: members }, offers, wanted, asked);
      if (problems.length > 0) throw procurementError('bid-analysis-refused', problems[0]?.detail, problems);
      const number = await nextNumber(tx, 'BA', recordedAt);
      const invited = invitedSupplierIds.map((supplier) => supplier.toLowerCase());
      const said = {
        number,
        committee,
        invitedSupplierIds: invited,
        ...analysis,
        reason: input.reason,
        documentSha256,
      };
      const kept = { requisitionId, ...said, minimumQuotations: minimum };
      await insertAnalysis(tx, { id, ...kept, recordedBy, recordedAt });
      await setStatus(tx, requisitionId, 'AWARDED');
      await record(tx, BidsAnalysedV1, requisitionId, { bidAnalysisId: id, ...kept }, command);
    });
  }

  listQuotations(requisitionId: string, reader: Principal): Promise<{ items: QuotationDto[] }> {
    return this.#list(requisitionId, reader, quotationsOf);
  }

  listAnalyses(requisitionId: string, reader: Principal): Promise<{ items: BidAnalysisDto[] }> {
    return this.#list(requisitionId, reader, analysesOf);
  }

  #list<T>(
    requisitionId: string,
    reader: Principal,
    of: (tx: EntityManager, id: string) => Promise<T[]>,
  ): Promise<{ items: T[] }> {
    return this.queries.run(reader, async (tx) => {
      await requisitionHead(tx, requisitionId);
      return { items: await of(tx, requisitionId) };
    });
  }

  async #act<T extends object>(
    requisitionId: string,
    command: Command,
    references: readonly Reference[],
    answer: (tx: EntityManager) => Promise<T>,
    how: (tx: EntityManager, requisition: RequisitionHead) => Promise<void>,
  ): Promise<T> {
    await awaitKnown(this.queries, command.principal, references);
    const find = async (tx: EntityManager): Promise<void> => {
      await requisitionHead(tx, requisitionId);
      await requireKnown(tx, references);
    };
    return this.commands.run(
      command,
      actingOn({ find, answer }, async (tx) => how(tx, await lockRequisition(tx, requisitionId))),
    );
  }
}

async function checkAt(
  tx: EntityManager,
  { requesterId, status }: RequisitionHead,
  steps: readonly RequisitionStep[],
  { actorId }: Command,
): Promise<void> {
  if (!steps.includes(status)) throw procurementError('requisition-step-wrong', `It is ${status}.`);
  const one = await onePersons(tx, { requesterId, actorId });
  checkBuyer(one.requesterId, one.actorId);
}
