import { CostsAdjustedV1, OrderAccountedV1 } from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reasonOf, Register } from '../register/register.service.js';
import { costsAdjusted } from './cost.rules.js';
import { keepAccounts, keepAdjustments } from './costs.queries.js';

/** What invoices make of the cost of goods that are in the register (AM-12), and what their documents say of it (Q21). */
@Injectable()
export class CostsHandler {
  constructor(private readonly register: Register) {}

  @OnFact(CostsAdjustedV1)
  async costsAdjusted(tx: EntityManager, fact: Fact<CostsAdjustedV1>): Promise<void> {
    await this.register.follow(tx, costsAdjusted(fact.data.lines), reasonOf(fact, null));
    await keepAdjustments(tx, fact.data.lines, fact.recordedAt);
  }

  @OnFact(OrderAccountedV1)
  orderAccounted(tx: EntityManager, { data }: Fact<OrderAccountedV1>): Promise<void> {
    return keepAccounts(tx, data.lines);
  }
}
