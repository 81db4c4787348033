import {
  AllocationCancelledV1,
  ArrivalRecordedV1,
  CommandHandedOverV1,
  DeedEffectiveV1,
  HandoverCompletedV1,
  HandoverRatifiedV1,
  HandoverRectifiedV1,
  HandoverSignedV1,
  WaybillClosedShortV1,
  WaybillDispatchedV1,
} from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reasonOf } from '../register/register.service.js';
import {
  arrivalAsks,
  cancelAsks,
  commandAsks,
  completedAsks,
  dispatchAsks,
  lotsIn,
  ratifiedAsks,
  rectifiedAsks,
  shortAsks,
  signedAsks,
} from './lot-effects.rules.js';
import { buryLots, reservedOf } from './lot-reservations.queries.js';
import { lockLots } from './lots.queries.js';
import { Lots } from './lots.service.js';

/** What papers of the road and PVs do to quantities. */
@Injectable()
export class LotMovementsHandler {
  constructor(private readonly lots: Lots) {}

  /** Cancelled before it was reserved, it leaves a tombstone for a reserve that is still on its way. */
  @OnFact(AllocationCancelledV1)
  async allocationCancelled(tx: EntityManager, fact: Fact<AllocationCancelledV1>): Promise<void> {
    const { documentId: allocationId } = fact.data;
    const lotIds = lotsIn(fact.data).map(({ lotId }) => lotId);
    if (lotIds.length === 0) return;
    await lockLots(tx, lotIds);
    await buryLots(tx, allocationId, lotIds);
    const reserved = await reservedOf(tx, allocationId, lotIds);
    const asks = cancelAsks(fact.data).filter(({ lotId }) => reserved.has(lotId));
    await this.lots.follow(tx, asks, reasonOf(fact, null));
  }

  @OnFact(WaybillDispatchedV1)
  async waybillDispatched(tx: EntityManager, fact: Fact<WaybillDispatchedV1>): Promise<void> {
    const { documentId, departedAt } = fact.data;
    await this.lots.follow(tx, dispatchAsks(fact.data), reasonOf(fact, departedAt, documentId));
  }

  @OnFact(ArrivalRecordedV1)
  async arrivalRecorded(tx: EntityManager, fact: Fact<ArrivalRecordedV1>): Promise<void> {
    const { waybillId, arrivedAt } = fact.data;
    await this.lots.follow(tx, arrivalAsks(fact.data), reasonOf(fact, arrivedAt, waybillId));
  }

  @OnFact(WaybillClosedShortV1)
  async waybillClosedShort(tx: EntityManager, fact: Fact<WaybillClosedShortV1>): Promise<void> {
    await this.lots.follow(tx, shortAsks(fact.data), reasonOf(fact, null, fact.data.documentId));
  }

  @OnFact(HandoverSignedV1)
  async handoverSigned(tx: EntityManager, fact: Fact<HandoverSignedV1>): Promise<void> {
    await this.lots.follow(tx, signedAsks(fact.data), reasonOf(fact, fact.data.signedAt));
  }

  @OnFact(HandoverCompletedV1)
  async handoverCompleted(tx: EntityManager, fact: Fact<HandoverCompletedV1>): Promise<void> {
    await this.lots.follow(tx, completedAsks(fact.data), reasonOf(fact, fact.data.completedAt));
  }

  @OnFact(HandoverRatifiedV1)
  async handoverRatified(tx: EntityManager, fact: Fact<HandoverRatifiedV1>): Promise<void> {
    await this.lots.follow(tx, ratifiedAsks(fact.data), reasonOf(fact, fact.data.ratifiedAt));
  }

  @OnFact(HandoverRectifiedV1)
  async handoverRectified(tx: EntityManager, fact: Fact<HandoverRectifiedV1>): Promise<void> {
    await this.lots.follow(tx, rectifiedAsks(fact.data), reasonOf(fact, fact.data.rectifiedAt));
  }

  @OnFact(CommandHandedOverV1)
  async commandHandedOver(tx: EntityManager, fact: Fact<CommandHandedOverV1>): Promise<void> {
    await this.lots.follow(tx, commandAsks(fact.data), reasonOf(fact, fact.data.handedOverAt));
  }

  @OnFact(DeedEffectiveV1)
  async deedEffective(tx: EntityManager, fact: Fact<DeedEffectiveV1>): Promise<void> {
    await this.lots.passTitle(tx, fact.data, reasonOf(fact, fact.data.effectiveAt));
  }
}
