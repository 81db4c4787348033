import { GoodsReceivedV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, beyondScope, Commands, onePersons, Queries, settled, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextNumber } from '../documents/document-number.queries.js';
import { lockOrder, orderHead, type OrderHead } from '../purchase-orders/purchase-orders.queries.js';
import { awaitKnown, idsOfPerson, requireKnown, type Reference } from '../references/references.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { dryRunOf, inWords } from './dry-run.rules.js';
import type { DryRunDto } from './dry-run.dto.js';
import { GoodsReceipt } from './goods-receipt.entity.js';
import { born, toFactLine } from './goods-received.rules.js';
import { judged, readAll } from './judgement.queries.js';
import { carriedBy, headOf, referencesOf, refuse, toFactHeader } from './receipt-head.js';
import { peopleOf, typedLongAgo, type ReceiptFinding } from './receipt-exception.rules.js';
import { openExceptions, strangersOf } from './receipt-exceptions.queries.js';
import { insertDiscrepancies, insertKits, insertLines } from './receipt-lines.queries.js';
import { checkReceiver, checkWitness, type Delivery, type Judgement } from './receipt.rules.js';
import { openFindings } from '../screening/screening.queries.js';
import { checkReceiptOf } from '../shipments/shipment.rules.js';
import { deliveredBy, lockShipment, shipmentHead } from '../shipments/shipments.queries.js';
import { takeIdentifiers } from './received-serial.queries.js';
import { discrepanciesOf, isSettled, receiptById, receiptPage } from './receipts.queries.js';
import type { DiscrepanciesDto, ReceiptDto, ReceiptSummaryDto } from './receipt-answers.dto.js';
import type { ReceiptsQuery, ReceiveGoods } from './receipts.dto.js';
import type { RowProblem } from './row-problem.rules.js';
import { waiversAt } from '../waivers/waivers.queries.js';
import { waiversOf } from '../waivers/waiver.rules.js';

/** Rows as they came, from JSON or from a file. */
export interface Delivered {
  input: ReceiveGoods;
  lines: readonly unknown[];
  /** Of a file: what is wrong with its cells, and where in it a problem is. */
  problems?: readonly RowProblem[];
  locate?: (problem: RowProblem) => RowProblem;
}

@Injectable()
export class ReceiptsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** T01: the devices are born here. `orderId` is null when there is no order yet (AM-6). */
  async receiveGoods(delivered: Delivered, orderId: string | null, command: Command): Promise<ReceiptDto> {
    const { input, locate } = delivered;
    const rows = readAll(delivered.lines, delivered.problems);
    const references = referencesOf(input);
    await awaitKnown(this.queries, command.principal, references);
    const find = (tx: EntityManager): Promise<void> => findNamed(tx, input, references);
    const answer = (tx: EntityManager): Promise<ReceiptDto> => receiptById(tx, command.key);
    // CR-08 asks of every serial in the country, the balance of an order of every store.
    const receive = actingOn({ find, answer }, async (tx) => {
      const order = orderId === null ? null : await lockOrder(tx, orderId);
      const shipment = input.shipmentId ? await lockShipment(tx, input.shipmentId) : null;
      if (shipment !== null) checkReceiptOf(shipment, orderId);
      const receipt = headOf(input, order, command);
      await checkPersons(tx, receipt, order);
      const delivery = await deliveryOf(tx, input, command);
      const judgement = await judged(tx, rows, orderId, delivery, receipt.receivedAt);
      receipt.waiverIds = [...judgement.waiverIds];
      receipt.ruleValues = { 'receipt.overTolerancePercent': judgement.tolerancePercent };
      refuse(judgement.problems, locate);
      const { lines, kits } = born(judgement.devices, judgement.kits, uuidv7);
      refuse(await takeIdentifiers(tx, carriedBy(lines)), locate);
      await insertLines(tx, receipt.id, lines, judgement.warnings);
      receipt.number = await nextNumber(tx, 'GR', command.recordedAt);
      await tx.insert(GoodsReceipt, receipt);
      if (shipment !== null) await deliveredBy(tx, shipment, receipt, command);
      await openFindings(tx, receipt.id, lines, judgement.hits, command.recordedAt);
      await insertKits(tx, receipt.id, kits);
      await insertDiscrepancies(tx, receipt.id, judgement.discrepancies);
      await openExceptions(tx, receipt.id, await findingsOf(tx, input, receipt, judgement), command.recordedAt);
      await recordParts(
        tx,
        GoodsReceivedV1,
        toFactHeader(receipt, kits, judgement),
        lines.map((line) => toFactLine(line, judgement.hits.get(line.row.row))),
        command,
      );
    });
    return this.commands.run(command, receive);
  }

  /** The same checks, row by row; writes nothing and locks nothing. */
  async checkGoods(delivered: Delivered, orderId: string | null, command: Command): Promise<DryRunDto> {
    const { input } = delivered;
    const rows = readAll(delivered.lines, delivered.problems);
    const references = referencesOf(input);
    await awaitKnown(this.queries, command.principal, references);
    return this.queries.run(command.principal, async (tx) => {
      await findNamed(tx, input, references);
      const order = orderId === null ? null : await orderHead(tx, orderId);
      if (input.shipmentId) checkReceiptOf(await shipmentHead(tx, input.shipmentId), orderId);
      const head = headOf(input, order, command);
      await checkPersons(tx, head, order);
      const judgement = await beyondScope(tx, async () =>
        judged(tx, rows, orderId, await deliveryOf(tx, input, command), head.receivedAt),
      );
      return inWords(dryRunOf(rows.rows, judgement));
    });
  }

  async findReceipt(id: string, prefer: string | undefined, reader: Principal): Promise<ReceiptDto> {
    await settled(
      prefer,
      () => this.queries.run(reader, (tx) => isSettled(tx, id)),
      (done) => done,
    );
    return this.queries.run(reader, (tx) => receiptById(tx, id));
  }

  listReceipts(query: ReceiptsQuery, reader: Principal): Promise<Page<ReceiptSummaryDto>> {
    return this.queries.run(reader, (tx) => receiptPage(tx, query));
  }

  discrepanciesOfOrder(orderId: string, reader: Principal): Promise<DiscrepanciesDto> {
    return this.queries.run(reader, async (tx) => {
      await orderHead(tx, orderId);
      return { items: await discrepanciesOf(tx, 'receipt.purchase_order_id', orderId) };
    });
  }
}

async function findingsOf(
  tx: EntityManager,
  input: ReceiveGoods,
  { receivedAt, recordedAt }: GoodsReceipt,
  { devices }: Judgement,
): Promise<ReceiptFinding[]> {
  const backdated = await ruleValue(tx, 'pv.backdatedDays', recordedAt);
  return [
    ...(input.receivedAt ? typedLongAgo('receivedAt', receivedAt, recordedAt, backdated) : []),
    ...(await strangersOf(
      tx,
      peopleOf(
        input,
        devices.map(({ row }) => row),
      ),
    )),
  ];
}

async function findNamed(
  tx: EntityManager,
  { shipmentId }: ReceiveGoods,
  references: readonly Reference[],
): Promise<void> {
  if (shipmentId) await shipmentHead(tx, shipmentId);
  await requireKnown(tx, references);
}

/** CR-07, CR-09: the receiver, buyer, approver and witness are persons, whichever ids they were recorded with. */
async function checkPersons(
  tx: EntityManager,
  { receivedBy, witnessId }: GoodsReceipt,
  order: OrderHead | null,
): Promise<void> {
  const duties = order && { buyerId: order.buyerId, approverId: order.approverId };
  const who = await onePersons(tx, { receivedBy, witnessId, duties });
  if (who.duties !== null) checkReceiver(who.duties, who.receivedBy);
  checkWitness(who.witnessId, who.receivedBy);
}

async function deliveryOf(tx: EntityManager, input: ReceiveGoods, command: Command): Promise<Delivery> {
  const receivedBy = command.actorId;
  return {
    receiverIds: await idsOfPerson(tx, receivedBy),
    waiversOfSecondSignature: waiversOf('CR-07', receivedBy, await waiversAt(tx, input.placeId, command.recordedAt)),
    acknowledgeOver: input.acknowledgeOver ?? false,
    finalDelivery: input.finalDelivery ?? false,
    kits: input.kits ?? [],
    discrepancies: input.discrepancies ?? [],
  };
}
