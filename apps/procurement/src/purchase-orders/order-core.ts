import { OrderRecordedV1, type OrderLine } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import type { Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { termsOn } from '../awards/awards.queries.js';
import { fitting } from '../documents/fact-size.js';
import { procurementError } from '../errors.js';
import { awardsOfBudgetLines } from '../projects/projects.queries.js';
import { onePersons } from '../references/references.queries.js';
import { hitsOfItems, hitsOfSupplier, resolutionsOf } from '../screening/screening.queries.js';
import { prohibitedProblems } from '../screening/screening.rules.js';
import { PurchaseOrder } from './purchase-order.entity.js';
import { checkDuties, checkOrderedOn, problemsOf, type NewOrderLine } from './purchase-order.rules.js';
import { insertOrderLines, knownItems } from './purchase-orders.queries.js';

/**
 * What makes an order, whether the ERP had it (AM-6) or it was approved here: CR-01 and CR-02 are asked alike, and it is told alike.
 * `others` approved it beside the approver it names.
 */
export async function placeOrder(
  tx: EntityManager,
  order: PurchaseOrder,
  lines: OrderLine[],
  command: Command,
  others: readonly string[] = [],
): Promise<void> {
  const { requesterId, buyerId, approverId, orderedOn } = order;
  checkDuties(await onePersons(tx, { requesterId, buyerId, approverId }));
  checkOrderedOn(orderedOn, command.recordedAt);
  await judgeLines(tx, lines, orderedOn);
  await refuseProhibited(tx, order, lines);
  await tx.insert(PurchaseOrder, order);
  await insertOrderLines(tx, order.id, lines);
  const { id: purchaseOrderId, recordedBy: _by, recordedAt: _at, ...told } = order;
  const fact = fitting({ purchaseOrderId, ...told, otherApproverIds: [...others], lines });
  await record(tx, OrderRecordedV1, order.id, fact, command);
}

/** Every problem of every line, or nothing. */
export async function judgeLines(tx: EntityManager, lines: readonly NewOrderLine[], day: string): Promise<void> {
  const items = lines.map(({ catalogueItemId }) => catalogueItemId);
  const awardIds = [...new Set(lines.flatMap(({ funding }) => funding.map(({ awardId }) => awardId)))];
  const awards = await termsOn(tx, awardIds, day);
  const budgets = await awardsOfBudgetLines(
    tx,
    lines.flatMap(({ budgetLineId }) => budgetLineId ?? []),
  );
  const problems = problemsOf(lines, await knownItems(tx, items), awards, day, budgets);
  if (problems.length > 0) throw procurementError('order-lines-refused', problems[0]?.detail, problems);
}

type Ordering = Pick<PurchaseOrder, 'orderedOn' | 'supplierId' | 'requesterId' | 'buyerId' | 'recordedBy'>;

/**
 * CR-02: nothing is ordered from, or with a part by, who is on the list that day, with money that section 889 binds. What the
 * awards do not bind is ordered; the report shows it.
 */
export async function refuseProhibited(
  tx: EntityManager,
  order: Ordering,
  lines: readonly Pick<NewOrderLine, 'catalogueItemId' | 'funding'>[],
): Promise<void> {
  const awards = await termsOn(
    tx,
    [...new Set(lines.flatMap(({ funding }) => funding.map(({ awardId }) => awardId)))],
    order.orderedOn,
  );
  const bound = lines.map(({ funding }) => funding.some(({ awardId }) => awards.get(awardId)?.section889Applies));
  if (!bound.includes(true)) return;
  const ofItem = await hitsOfItems(
    tx,
    lines.map(({ catalogueItemId }) => catalogueItemId),
    order.orderedOn,
  );
  const ofSupplier = await hitsOfSupplier(tx, order.supplierId, order.orderedOn);
  const resolutions = await resolutionsOf(tx, [...ofSupplier, ...[...ofItem.values()].flat()]);
  const { requesterId, buyerId, recordedBy } = order;
  const ordering = Object.values(await onePersons(tx, { requesterId, buyerId, recordedBy }));
  const problems = [
    ...prohibitedProblems(0, ofSupplier, resolutions, ordering),
    ...lines.flatMap(({ catalogueItemId }, index) =>
      bound[index] ? prohibitedProblems(index + 1, ofItem.get(catalogueItemId) ?? [], resolutions, ordering) : [],
    ),
  ];
  if (problems.length > 0) throw procurementError('order-prohibited', problems[0]?.detail, problems);
}
