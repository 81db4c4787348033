import { InspectionClosedV1, type InspectedLot, type InspectionClosedLine } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, Commands, Queries, settled } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextNumber } from '../documents/document-number.queries.js';
import { procurementError } from '../errors.js';
import { typedLongAgo } from '../receipts/receipt-exception.rules.js';
import { openExceptions, unsignedRows } from '../receipts/receipt-exceptions.queries.js';
import { lockReceipt, receiptHead } from '../receipts/receipts.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { findingsOfReceipt } from '../screening/screening.queries.js';
import { heldProblems } from '../screening/screening.rules.js';
import { namedIn, seated } from './committee.queries.js';
import { Inspection } from './inspection.entity.js';
import { checkAcceptedOn, checkExtent, checkSecondSignatures, inspectAll, type Inspected } from './inspection.rules.js';
import { inspectableLines, inspectionById, writeResults } from './inspections.queries.js';
import type { CloseInspection, InspectionDto } from './inspections.dto.js';
import { acceptanceOf, placeReserves } from './reserve.rules.js';
import { insertReserves } from './reserves.queries.js';

@Injectable()
export class InspectionsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** T02 and T03 in one call: the committee accepts a receipt with its exceptions (AM-11). */
  async closeInspection(receiptId: string, input: CloseInspection, command: Command): Promise<InspectionDto> {
    const named = await namedIn(this.queries, input, command);
    const find = async (tx: EntityManager): Promise<void> => {
      await receiptHead(tx, receiptId);
      await named(tx);
    };
    const answer = (tx: EntityManager): Promise<InspectionDto> => inspectionById(tx, command.key);
    const close = actingOn({ find, answer }, async (tx) => {
      const receipt = await lockReceipt(tx, receiptId);
      await refuseSecond(tx, receiptId);
      const { lines, valueUsd } = await inspectableLines(tx, receiptId);
      if (lines.length === 0) throw procurementError('nothing-to-inspect', 'The register refused every line.');
      checkSecondSignatures(await unsignedRows(tx, receiptId));
      const seats = await seated(tx, receipt, input, valueUsd, command);
      const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      checkExtent(input.extent, input.sampleSize ?? undefined, units);
      const acceptedOn = input.acceptedOn ?? command.occurredAt.toISOString().slice(0, 10);
      checkAcceptedOn(acceptedOn, seats.order?.orderedOn ?? null, receipt.receivedAt, command.recordedAt);
      const exceptions = (input.exceptions ?? []).map((one) => ({
        ...one,
        result: one.result ?? ('REJECTED' as const),
      }));
      const results = inspectAll(lines, exceptions);
      const reserves = placeReserves(lines, results, input.reserves ?? [], acceptedOn);
      const accepted = new Set(
        results.filter(({ rejected, quantity }) => rejected < quantity).map(({ lineId }) => lineId),
      );
      const held = heldProblems(await findingsOfReceipt(tx, receiptId), accepted);
      if (held.length > 0) throw procurementError('screening-hold', held[0]?.detail, held);
      const inspection: Inspection = {
        id: command.key,
        number: await nextNumber(tx, 'IN', command.recordedAt),
        receiptId,
        committee: [...new Set(input.committee)],
        extent: input.extent,
        sampleSize: input.sampleSize ?? null,
        acceptedOn,
        quarantinePlaceId: input.quarantinePlaceId ?? null,
        closedBy: command.actorId,
        remoteWitnessId: seats.remoteWitnessId,
        waiverIds: seats.waiverIds,
        recordedAt: command.recordedAt,
        ruleValues: seats.ruleValues,
        acceptanceType: acceptanceOf(reserves),
      };
      await tx.insert(Inspection, inspection);
      await insertReserves(tx, inspection, reserves);
      await writeResults(tx, results);
      const { id: documentId, ...told } = inspection;
      const { closedBy: _by, recordedAt: _at, ruleValues: _values, remoteWitnessId: _witness, ...header } = told;
      if (input.acceptedOn) {
        const backdated = await ruleValue(tx, 'pv.backdatedDays', command.recordedAt);
        // The end of that day: a day has no clock.
        const accepted = new Date(`${acceptedOn}T23:59:59.999Z`);
        const findings = typedLongAgo('acceptedOn', accepted, command.recordedAt, backdated);
        await openExceptions(tx, receiptId, findings, command.recordedAt);
      }
      const lots = results.flatMap(lotLines);
      const head = {
        ...{ documentId, ...header, ...(lots.length > 0 ? { lots } : {}) },
        ...(reserves.length > 0 ? { reserves } : {}),
      };
      await recordParts(tx, InspectionClosedV1, head, results.flatMap(deviceLine), command);
    });
    return this.commands.run(command, close);
  }

  async findInspection(id: string, prefer: string | undefined, reader: Principal): Promise<InspectionDto> {
    return settled(
      prefer,
      () => this.queries.run(reader, (tx) => inspectionById(tx, id)),
      ({ progress }) => progress.settled,
    );
  }
}

async function refuseSecond(tx: EntityManager, receiptId: string): Promise<void> {
  const [first] = (await tx.query(`SELECT number FROM inspection WHERE goods_receipt_id = $1`, [receiptId])) as {
    number: string;
  }[];
  if (first) throw procurementError('receipt-already-inspected', `Inspection ${first.number} closed it.`);
}

function deviceLine({ lineId, deviceId, result, reason, condition }: Inspected): InspectionClosedLine[] {
  return deviceId === null ? [] : [{ lineId, deviceId, result, reason, condition }];
}

/** What of a lot was accepted, and what was not (AM-9). */
function lotLines({ lineId, lotId, quantity, rejected, reason }: Inspected): InspectedLot[] {
  if (lotId === null) return [];
  const parts: InspectedLot[] = [
    { lineId, lotId, quantity: quantity - rejected, result: 'ACCEPTED', reason: rejected === 0 ? reason : null },
    { lineId, lotId, quantity: rejected, result: 'REJECTED', reason },
  ];
  return parts.filter((part) => part.quantity > 0);
}
