import { onePersons, type Command, type Queries } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { orderHead, type OrderHead } from '../purchase-orders/purchase-orders.queries.js';
import type { ReceiptHead } from '../receipts/receipts.queries.js';
import { awaitKnown, requireKnown, type Reference } from '../references/references.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { waiversAt } from '../waivers/waivers.queries.js';
import { checkCommittee } from './inspection.rules.js';

export interface SaidCommittee {
  committee: string[];
  quarantinePlaceId?: string | null;
  remoteWitnessId?: string | null;
}

/** Who and what a committee's PV names; all of them are known, or the request is refused. */
export async function namedIn(
  queries: Queries,
  { committee, quarantinePlaceId, remoteWitnessId }: SaidCommittee,
  { principal }: Command,
): Promise<(tx: EntityManager) => Promise<void>> {
  const references: Reference[] = [
    { field: 'quarantinePlaceId', kind: 'PLACE', id: quarantinePlaceId },
    { field: 'remoteWitnessId', kind: 'PERSON', id: remoteWitnessId },
    ...committee.map((id, index): Reference => ({ field: `committee[${index}]`, kind: 'PERSON', id })),
  ];
  await awaitKnown(queries, principal, references);
  return (tx) => requireKnown(tx, references);
}

/** CR-09, CR-10: whether these persons may sit over the goods of a receipt, and by which waivers and value of the rule. */
export async function seated(
  tx: EntityManager,
  receipt: ReceiptHead,
  said: SaidCommittee,
  valueUsd: number | null,
  command: Command,
): Promise<{
  order: OrderHead | null;
  remoteWitnessId: string | null;
  waiverIds: string[];
  ruleValues: Record<string, number>;
}> {
  const committeeFromUsd = await ruleValue(tx, 'receipt.inspectionCommitteeFromUsd', command.occurredAt);
  const order = receipt.purchaseOrderId === null ? null : await orderHead(tx, receipt.purchaseOrderId);
  const remoteWitnessId = said.remoteWitnessId?.toLowerCase() ?? null;
  const persons = { committee: said.committee, closedBy: command.actorId, storekeeperId: receipt.receivedBy };
  const waivers = await waiversAt(tx, receipt.placeId, command.recordedAt);
  const duties = order && { buyerId: order.buyerId, approverId: order.approverId };
  const who = await onePersons(tx, { panel: { ...persons, order: duties, remoteWitnessId }, waivers });
  const waiverIds = checkCommittee(who.panel, valueUsd, committeeFromUsd, who.waivers);
  const ruleValues = { 'receipt.inspectionCommitteeFromUsd': committeeFromUsd };
  return { order, remoteWitnessId, waiverIds, ruleValues };
}
