import { writeTable } from '@dotation/documents';
import { Commands, decodeCursor, pageOf, sqlOrder, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { awaitKnown, requireKnown, type Reference } from '../references/references.queries.js';
import { procurementError } from '../errors.js';
import { decimalsOf } from '../rates/currency.rules.js';
import { placeOrder } from './order-core.js';
import { orderTable, type OrderFormat } from './order-file.rules.js';
import { PurchaseOrder } from './purchase-order.entity.js';
import { priceProblems } from './purchase-order.rules.js';
import { countedItems, namesOf } from './purchase-orders.queries.js';
import { orderById } from './read-order.queries.js';
import type {
  OrdersQuery,
  PurchaseOrderDto,
  PurchaseOrderSummaryDto,
  RecordPurchaseOrder,
} from './purchase-orders.dto.js';

@Injectable()
export class PurchaseOrdersService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** Records an order of the organisation's ERP (AM-6); CR-01 checks the persons it names. */
  async recordOrder(input: RecordPurchaseOrder, command: Command): Promise<PurchaseOrderDto> {
    // CR-01 and CR-09 compare these persons with others: an order is typed at a desk, where nobody needs to be unknown.
    const references: Reference[] = [
      { field: 'supplierId', kind: 'ORGANISATION', id: input.supplierId },
      { field: 'requesterId', kind: 'PERSON', id: input.requesterId },
      { field: 'buyerId', kind: 'PERSON', id: input.buyerId },
      { field: 'approverId', kind: 'PERSON', id: input.approverId },
    ];
    await awaitKnown(this.queries, command.principal, references);
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, references);
      const order: PurchaseOrder = {
        id: command.key,
        number: input.number.trim(),
        orderedOn: input.orderedOn,
        supplierId: input.supplierId ?? null,
        requesterId: input.requesterId,
        buyerId: input.buyerId,
        approverId: input.approverId,
        currency: input.currency,
        incoterm: input.incoterm ?? null,
        approvalSha256: input.approvalSha256 ?? null,
        requisitionId: null,
        revision: 1,
        recordedBy: command.actorId,
        recordedAt: command.recordedAt,
      };
      const lines = input.lines.map((line) => ({ orderLineId: uuidv7(), ...line }));
      const counted = await countedItems(
        tx,
        lines.map(({ catalogueItemId }) => catalogueItemId),
      );
      const problems = priceProblems(lines, counted);
      if (problems.length > 0) throw procurementError('order-lines-refused', problems[0]?.detail, problems);
      await placeOrder(tx, order, lines, command);
      return orderById(tx, order.id);
    });
  }

  findOrder(id: string, reader: Principal): Promise<PurchaseOrderDto> {
    return this.queries.run(reader, (tx) => orderById(tx, id));
  }

  /** What leaves is what its reader sees: of an order paid by several awards the share of his own. */
  async writeOrder(
    id: string,
    format: OrderFormat,
    language: 'fr' | 'en',
    reader: Principal,
  ): Promise<{ name: string; file: Buffer }> {
    const { order, names } = await this.queries.run(reader, async (tx) => {
      const found = await orderById(tx, id);
      return { order: found, names: await namesOf(tx, found) };
    });
    const name = `order-${order.number.replaceAll(/[^\w-]+/g, '-')}-${order.revision}`;
    if (format === 'json') return { name, file: Buffer.from(JSON.stringify(order)) };
    const { heading, rows } = orderTable(order, { ...names, decimals: decimalsOf(order.currency) }, language);
    return { name, file: await writeTable(format, heading, rows) };
  }

  listOrders(query: OrdersQuery, reader: Principal): Promise<Page<PurchaseOrderSummaryDto>> {
    const { number, limit = 50, after } = query;
    const { follows, direction } = sqlOrder(query);
    const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
    return this.queries.run(reader, async (tx) => {
      const rows = (await tx.query(
        `SELECT orders.id, orders.number, orders.ordered_on::text AS "orderedOn", orders.currency,
                sums.lines::int, sums.quantity::int, (sums.quantity - sums.received)::int AS open
         FROM purchase_order AS orders, LATERAL (
           SELECT count(*) AS lines, sum(quantity) AS quantity, sum(came.received) AS received
           FROM purchase_order_line AS line, LATERAL came_of_order_line(line.id) AS came
           WHERE purchase_order_id = orders.id
         ) AS sums
         WHERE ($1::uuid IS NULL OR orders.id ${follows} $1) AND ($2::text IS NULL OR orders.number = $2)
         ORDER BY orders.id ${direction} LIMIT $3`,
        [afterId, number ?? null, limit + 1],
      )) as PurchaseOrderSummaryDto[];
      return pageOf(
        rows,
        limit,
        ({ id }) => [id],
        (row) => row,
      );
    });
  }
}
