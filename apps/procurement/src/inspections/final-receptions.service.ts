import { ReceptionFinalisedV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextNumber } from '../documents/document-number.queries.js';
import { procurementError } from '../errors.js';
import { lockReceipt } from '../receipts/receipts.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { namedIn, seated } from './committee.queries.js';
import type { InspectionDto } from './inspections.dto.js';
import { inspectableLines, inspectionById } from './inspections.queries.js';
import { checkHeldOn, liftReserves } from './reserve.rules.js';
import type { ReceiveFinally, ReceptionDueDto, ReceptionsDueQuery } from './reserves.dto.js';
import {
  acceptedDevices,
  finalReceptionOf,
  insertFinalReception,
  receptionsDue,
  reservesOf,
  type NewFinalReception,
} from './reserves.queries.js';

/** What is left for a committee after, or before, it accepted goods. */
@Injectable()
export class FinalReceptionsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** §9.6: the PV of final reception lifts every reserve of a provisional one, once; its committee is held to the same rules. */
  async receiveFinally(inspectionId: string, input: ReceiveFinally, command: Command): Promise<InspectionDto> {
    const named = await namedIn(this.queries, input, command);
    const find = async (tx: EntityManager): Promise<InspectionDto> => {
      const inspection = await inspectionById(tx, inspectionId);
      await named(tx);
      return inspection;
    };
    const answer = (tx: EntityManager): Promise<InspectionDto> => inspectionById(tx, inspectionId);
    const receive = actingOn({ find, answer }, async (tx, { receiptId, acceptanceType, acceptedOn }) => {
      const receipt = await lockReceipt(tx, receiptId);
      if (acceptanceType === 'FINAL')
        throw procurementError('reception-already-final', 'It was accepted without reserves.');
      const before = await finalReceptionOf(tx, inspectionId);
      if (before) throw procurementError('reception-already-final', `${before.number} lifted its reserves.`);
      const { valueUsd } = await inspectableLines(tx, receiptId);
      const { order: _order, ...seats } = await seated(tx, receipt, input, valueUsd, command);
      const heldOn = input.heldOn ?? command.occurredAt.toISOString().slice(0, 10);
      checkHeldOn(heldOn, acceptedOn, command.recordedAt);
      liftReserves(await reservesOf(tx, inspectionId), input.lifted);
      const { key: id, actorId: closedBy, recordedAt } = command;
      const committee = [...new Set(input.committee)];
      const number = await nextNumber(tx, 'FR', recordedAt);
      const made: NewFinalReception = {
        ...{ id, number, receiptId, inspectionId, committee, heldOn, closedBy, recordedAt },
        ...seats,
      };
      await insertFinalReception(tx, made, input.lifted);
      const header = {
        ...{ documentId: id, number, receiptId, inspectionId, committee, heldOn, waiverIds: seats.waiverIds },
        lifted: input.lifted.map(({ row, note, documentSha256 = null }) => ({ row, note, documentSha256 })),
      };
      await recordParts(tx, ReceptionFinalisedV1, header, await acceptedDevices(tx, receiptId), command);
    });
    return this.commands.run(command, receive);
  }

  due(query: ReceptionsDueQuery, reader: Principal): Promise<Page<ReceptionDueDto>> {
    return this.queries.run(reader, async (tx) => {
      const now = new Date();
      const inspectionDays = await ruleValue(tx, 'receipt.inspectionDays', now);
      return receptionsDue(tx, query, { today: now.toISOString().slice(0, 10), inspectionDays });
    });
  }
}
