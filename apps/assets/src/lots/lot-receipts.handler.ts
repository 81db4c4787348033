import { GoodsLinkedToOrderV1, GoodsReceivedV1, InspectionClosedV1 } from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayOf } from '../register/custody.rules.js';
import { reasonOf } from '../register/register.service.js';
import { inspectionAsks, linkAsks, lotsIn } from './lot-effects.rules.js';
import { acceptLots, linkLots, lockLots } from './lots.queries.js';
import { Lots } from './lots.service.js';

/** Receipt, inspection and order of what is counted. */
@Injectable()
export class LotReceiptsHandler {
  constructor(private readonly lots: Lots) {}

  @OnFact(GoodsReceivedV1)
  async goodsReceived(tx: EntityManager, fact: Fact<GoodsReceivedV1>): Promise<void> {
    await this.lots.enter(tx, fact.data, reasonOf(fact, fact.data.receivedAt));
  }

  @OnFact(InspectionClosedV1)
  async inspectionClosed(tx: EntityManager, fact: Fact<InspectionClosedV1>): Promise<void> {
    const accepted = lotsIn(fact.data).filter(({ result }) => result === 'ACCEPTED');
    if (accepted.length > 0) {
      const lotIds = accepted.map(({ lotId }) => lotId);
      await lockLots(tx, lotIds);
      await acceptLots(tx, lotIds, dayOf(fact.data.acceptedOn, fact.recordedAt));
    }
    await this.lots.follow(tx, inspectionAsks(fact.data), reasonOf(fact, null));
  }

  @OnFact(GoodsLinkedToOrderV1)
  async goodsLinkedToOrder(tx: EntityManager, fact: Fact<GoodsLinkedToOrderV1>): Promise<void> {
    const linked = lotsIn(fact.data);
    const lotIds = linked.map(({ lotId }) => lotId);
    if (linked.length > 0) {
      await lockLots(tx, lotIds);
      await linkLots(tx, linked);
    }
    await this.lots.follow(tx, linkAsks(fact.data), reasonOf(fact, null));
  }
}
