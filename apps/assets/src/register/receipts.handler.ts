import { Injectable } from '@nestjs/common';
import { GoodsLinkedToOrderV1, GoodsReceivedV1, InspectionClosedV1, LegacyListApprovedV1 } from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { titleVersions } from '../awards/awards.queries.js';
import { goodsLinkedToOrder, inspectionClosed } from './effects.rules.js';
import { reasonOf, Register } from './register.service.js';

/** Receipt, inspection and order, in this order from one producer: devices are born and accepted. */
@Injectable()
export class ReceiptsHandler {
  constructor(private readonly register: Register) {}

  @OnFact(GoodsReceivedV1)
  async goodsReceived(tx: EntityManager, fact: Fact<GoodsReceivedV1>): Promise<void> {
    await this.register.enter(tx, fact.data, reasonOf(fact, fact.data.receivedAt));
  }

  /** AM-13: custody starts at this fact, whatever the list says of the years before. */
  @OnFact(LegacyListApprovedV1)
  async legacyListApproved(tx: EntityManager, fact: Fact<LegacyListApprovedV1>): Promise<void> {
    const { occasion, cause } = reasonOf(fact, null);
    await this.register.enterList(tx, fact.data, occasion, cause);
  }

  @OnFact(InspectionClosedV1)
  async inspectionClosed(tx: EntityManager, fact: Fact<InspectionClosedV1>): Promise<void> {
    await this.register.follow(
      tx,
      inspectionClosed(fact.data, fact.recordedAt, await titleVersions(tx)),
      reasonOf(fact, null),
    );
  }

  @OnFact(GoodsLinkedToOrderV1)
  async goodsLinkedToOrder(tx: EntityManager, fact: Fact<GoodsLinkedToOrderV1>): Promise<void> {
    await this.register.follow(tx, goodsLinkedToOrder(fact.data, await titleVersions(tx)), reasonOf(fact, null));
  }
}
