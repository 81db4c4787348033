import {
  GoodsLinkedToOrderV1,
  GoodsReceivedV1,
  InspectionClosedV1,
  OrderAmendedV1,
  OrderRecordedV1,
  ReceptionFinalisedV1,
} from '@dotation/contracts';
import { causedBy, OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { onePersons } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevices } from '../consignments/consignments.queries.js';
import { conflictsOf, coverOf, waived, type Conflict, type Cover, type SignedDuty } from './duty.rules.js';
import {
  devicesOf,
  dutiesDone,
  dutiesOf,
  personsOf,
  saveCovers,
  saveDevices,
  saveDuties,
  tellWhereSigned,
} from './duties.queries.js';

/** Who requested, approved, bought, received and inspected a device, so that whoever acts on it later is another person. */
@Injectable()
export class ProcurementHandler {
  @OnFact(OrderRecordedV1)
  async orderRecorded(tx: EntityManager, fact: Fact<OrderRecordedV1>): Promise<void> {
    const { purchaseOrderId, requesterId, approverId, buyerId, otherApproverIds } = fact.data;
    const signed: SignedDuty[] = [
      { personId: requesterId, duty: 'REQUEST' },
      { personId: approverId, duty: 'APPROVE' },
      { personId: buyerId, duty: 'BUY' },
      ...(otherApproverIds ?? []).map((personId): SignedDuty => ({ personId, duty: 'APPROVE' })),
    ];
    const deviceIds = await devicesOf(tx, purchaseOrderId);
    await lockDevices(tx, deviceIds);
    await this.learn(tx, fact, purchaseOrderId, signed, deviceIds, []);
  }

  /** Who changed an order has bought and approved what comes of it, also what came before. */
  @OnFact(OrderAmendedV1)
  async orderAmended(tx: EntityManager, fact: Fact<OrderAmendedV1>): Promise<void> {
    const { purchaseOrderId, proposedBy, approverIds } = fact.data;
    const approved = approverIds.map((personId): SignedDuty => ({ personId, duty: 'APPROVE' }));
    const deviceIds = await devicesOf(tx, purchaseOrderId);
    await lockDevices(tx, deviceIds);
    const signed: SignedDuty[] = [{ personId: proposedBy, duty: 'BUY' }, ...approved];
    await this.learn(tx, fact, purchaseOrderId, signed, deviceIds, []);
  }

  @OnFact(GoodsReceivedV1)
  async goodsReceived(tx: EntityManager, fact: Fact<GoodsReceivedV1>): Promise<void> {
    const { documentId, receivedBy, purchaseOrderId, lines } = fact.data;
    // A lot is received by somebody as a device is; duties are of goods.
    const deviceIds = lines.flatMap(({ deviceId, lotId }) => deviceId ?? lotId ?? []);
    await lockDevices(tx, deviceIds);
    if (purchaseOrderId) await this.learn(tx, fact, purchaseOrderId, [], deviceIds, []);
    await this.learn(tx, fact, documentId, [{ personId: receivedBy, duty: 'RECEIVE' }], deviceIds, []);
  }

  @OnFact(GoodsLinkedToOrderV1)
  async goodsLinked(tx: EntityManager, fact: Fact<GoodsLinkedToOrderV1>): Promise<void> {
    const deviceIds = [...fact.data.lines.map(({ deviceId }) => deviceId), ...lotIdsOf(fact.data)];
    await lockDevices(tx, deviceIds);
    await this.learn(tx, fact, fact.data.purchaseOrderId, [], deviceIds, []);
  }

  @OnFact(InspectionClosedV1)
  async inspectionClosed(tx: EntityManager, fact: Fact<InspectionClosedV1>): Promise<void> {
    const { documentId, committee, lines, waiverIds = [] } = fact.data;
    const deviceIds = [...lines.map(({ deviceId }) => deviceId), ...lotIdsOf(fact.data)];
    await lockDevices(tx, deviceIds);
    const signed = committee.map((personId): SignedDuty => ({ personId, duty: 'INSPECT' }));
    await this.learn(tx, fact, documentId, signed, deviceIds, waiverIds ?? []);
  }

  /** Who lifts the reserves of an inspection inspects. */
  @OnFact(ReceptionFinalisedV1)
  async receptionFinalised(tx: EntityManager, fact: Fact<ReceptionFinalisedV1>): Promise<void> {
    const { documentId, committee, lines, waiverIds } = fact.data;
    const deviceIds = lines.map(({ deviceId }) => deviceId);
    await lockDevices(tx, deviceIds);
    const signed = committee.map((personId): SignedDuty => ({ personId, duty: 'INSPECT' }));
    await this.learn(tx, fact, documentId, signed, deviceIds, waiverIds ?? []);
  }

  /** Known too late to refuse anything: a document here that is already signed keeps its effect, and a person looks at it. */
  private async learn(
    tx: EntityManager,
    fact: Fact<unknown>,
    documentId: string,
    signed: readonly SignedDuty[],
    deviceIds: readonly string[],
    waiverIds: readonly string[],
  ): Promise<void> {
    const cause = causedBy(fact, new Date());
    const before = await dutiesOf(tx, documentId);
    const fresh = signed.filter((one) => !before.some((other) => isSame(one, other)));
    const all = [...before, ...fresh];
    const persons = personsOf(all);
    const who = personsOf(await onePersons(tx, all));
    const conflicts = conflictsOf(documentId, all, await dutiesDone(tx, deviceIds, persons), deviceIds, who);
    const waivers = waiverIds.map((waiverId) => ({ waiverId, rule: 'RECEIVE_INSPECT', personIds: persons }));
    const { covers, left } = waived(conflicts, waivers);
    const known = [...covers, ...left.map((one) => coverOf(one, null))];
    const news = await saveCovers(tx, documentId, known, cause.recordedAt);
    await saveDuties(tx, documentId, fresh, fact.occurredAt);
    await saveDevices(tx, documentId, deviceIds);
    // A document in parts is told once.
    const untold = left.filter((conflict) => news.some((cover) => isSame(cover, conflict) && isAbout(cover, conflict)));
    await tellWhereSigned(tx, documentId, untold, cause);
  }
}

/** Lots stand in the head of every part; known twice is known once. */
function lotIdsOf({ lots }: { lots?: { lotId: string }[] | null }): string[] {
  return [...new Set((lots ?? []).map(({ lotId }) => lotId))];
}

function isSame(one: SignedDuty, other: SignedDuty): boolean {
  return one.personId === other.personId && one.duty === other.duty;
}

function isAbout(cover: Cover, { other, otherDocumentId }: Conflict): boolean {
  return cover.other === other && cover.otherDocumentId === otherDocumentId;
}
