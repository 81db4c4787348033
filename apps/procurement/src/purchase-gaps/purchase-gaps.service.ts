import { beyondScope, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { orderHead } from '../purchase-orders/purchase-orders.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { daysBefore } from './purchase-gap.rules.js';
import type { OrderGapsDto, PurchaseGapPageDto, PurchaseGapsQuery } from './purchase-gaps.dto.js';
import { gapPage, gapsOfOrder, paidByScopeAlone, type Terms } from './purchase-gaps.queries.js';

@Injectable()
export class PurchaseGapsService {
  constructor(private readonly queries: Queries) {}

  listGaps(query: PurchaseGapsQuery, reader: Principal): Promise<PurchaseGapPageDto> {
    return this.queries.run(reader, async (tx) => gapPage(tx, query, await termsOn(tx, new Date())));
  }

  findGaps(orderId: string, reader: Principal): Promise<OrderGapsDto> {
    return this.queries.run(reader, async (tx) => {
      const order = await orderHead(tx, orderId);
      if (!(await paidByScopeAlone(tx, orderId))) throw procurementError('purchase-order-not-found');
      const terms = await termsOn(tx, new Date());
      return beyondScope(tx, () => gapsOfOrder(tx, order, terms));
    });
  }
}

/** The days of CR-13 as they are in force today. */
async function termsOn(tx: EntityManager, now: Date): Promise<Terms> {
  const today = now.toISOString().slice(0, 10);
  return {
    paidUntil: daysBefore(today, await ruleValue(tx, 'invoice.notRegisteredDays', now)),
    acceptedUntil: daysBefore(today, await ruleValue(tx, 'invoice.notPaidDays', now)),
  };
}
