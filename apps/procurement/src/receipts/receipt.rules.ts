import { procurementError } from '../errors.js';
import { isCounted, itemOf, untrackable, type Catalogue, type Item } from './catalogue.rules.js';
import {
  computedDiscrepancies,
  saidDiscrepancies,
  type Discrepancy,
  type SaidDiscrepancy,
} from './discrepancy.rules.js';
import { checkDuplicates, type Exclusive, type Known } from './duplicate.rules.js';
import { confirmedKits, type KitMember, type KitOfRows } from './kit.rules.js';
import { placeOnOrder, type OrderBalance, type Place } from './order-balance.rules.js';
import { MOST_ROWS, type ReceiptRow } from './receipt-row.rules.js';
import type { RowProblem } from './row-problem.rules.js';
import { checkSerials, type Captured, type Findings } from './serial.rules.js';
import { warnOfPrice } from './claim.rules.js';

/** What is delivered, apart from its rows. */
export interface Delivery {
  /** Every id under which the receiver was recorded. */
  receiverIds: readonly string[];
  /** Waivers of CR-07 in force where the goods are that name the receiver (AM-3). */
  waiversOfSecondSignature: readonly string[];
  acknowledgeOver: boolean;
  finalDelivery: boolean;
  kits: 'CONFIRM_PROPOSED' | readonly KitOfRows[];
  discrepancies: readonly SaidDiscrepancy[];
}

/** One device to be, or one unit of a lot: a row says one, or as many as its quantity. */
export interface NewDevice extends Captured {
  orderLine: OrderBalance | null;
}

export interface Judgement extends Findings {
  captured: readonly Captured[];
  devices: NewDevice[];
  kits: KitOfRows[];
  discrepancies: Discrepancy[];
  /** The waivers it relies on. */
  waiverIds: readonly string[];
}

/** CR-09, domain §9.6: who buys or approves an order never receives its goods. */
export function checkReceiver(order: { buyerId: string; approverId: string }, receivedBy: string): void {
  if (receivedBy === order.buyerId)
    throw procurementError('receiver-not-independent', 'The buyer never submits the receipt (CR-09).');
  if (receivedBy === order.approverId)
    throw procurementError('receiver-not-independent', 'The approver of the order never receives its goods.');
}

/** CR-07, domain §9.6: a second signature, the witness's too, is another person's than the receiver's. */
export function checkWitness(witnessId: string | null | undefined, receivedBy: string): void {
  if (witnessId?.toLowerCase() !== receivedBy.toLowerCase()) return;
  const detail = 'Who receives the goods cannot be the witness of it (CR-07).';
  throw procurementError('witness-same-person', detail, [
    { row: 0, field: 'witnessId', code: 'witness-same-person', detail },
  ]);
}

/** A desk's clock may be this much ahead (AM-24). */
const CLOCK_TOLERANCE_MS = 10 * 60_000;
/** Nothing was received under these rules before. */
const EARLIEST = '2000-01-01T00:00:00.000Z';

export function checkReceivedAt(receivedAt: Date, now: Date): void {
  const wrong = (code: 'received-in-future' | 'received-too-early', detail: string): Error =>
    procurementError(code, detail, [{ row: 0, field: 'receivedAt', code, detail }]);
  const said = `It says ${receivedAt.toISOString()}`;
  if (receivedAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS)
    throw wrong('received-in-future', `${said}, it is ${now.toISOString()}.`);
  if (receivedAt < new Date(EARLIEST)) throw wrong('received-too-early', `${said}, before 2000.`);
}

/** How many rows and devices one receipt may have. */
export function checkSize(rows: readonly { quantity: number }[]): void {
  const devices = rows.reduce((sum, { quantity }) => sum + quantity, 0);
  if (devices > MOST_ROWS) {
    throw procurementError(
      'too-many-rows',
      `One receipt takes at most ${MOST_ROWS} devices, these rows are ${devices}.`,
    );
  }
}

/** Every lot of a receipt stands in the head of the facts that follow it; so many leave room for what else they say. */
const MOST_LOTS = 40;

const tooManyLots = {
  code: 'too-many-lots',
  detail: `One receipt takes at most ${MOST_LOTS} lots: receive the delivery in two receipts.`,
};

/** The catalogue item of every row that has one; `order` is null when there is no order yet (AM-6). */
export function capture(
  rows: readonly ReceiptRow[],
  catalogue: Catalogue,
  order: readonly OrderBalance[] | null,
  findings: Findings,
): Captured[] {
  const itemOfLine = new Map((order ?? []).map((line) => [line.orderLineId, line.catalogueItemId]));
  let lots = 0;
  return rows.flatMap((row) => {
    const found = itemOf(row, catalogue, itemOfLine);
    if ('code' in found) {
      findings.problems.push(found);
      return [];
    }
    const wrong = untrackable(found) ?? (isCounted(found) && ++lots > MOST_LOTS ? tooManyLots : undefined);
    if (wrong !== undefined) findings.problems.push({ row: row.row, field: 'catalogueItemId', ...wrong });
    return wrong === undefined ? [{ row, item: found }] : [];
  });
}

/** Decides over a delivery: every problem of every row, or the devices, kits and discrepancies it makes. */
export function judge(
  captured: readonly Captured[],
  order: readonly OrderBalance[] | null,
  tolerancePercent: number,
  own: readonly Exclusive[],
  known: readonly Known[],
  delivery: Delivery,
  findings: Findings,
): Judgement {
  const waiverIds = checkSerials(captured, delivery, findings);
  checkDuplicates(own, known, findings);
  const wanted = captured.flatMap((one) => Array.from({ length: one.row.quantity }, () => one));
  const { devices, over } =
    order === null ? withoutOrder(wanted, findings) : onOrder(wanted, order, tolerancePercent, delivery, findings);
  const kits = confirmedKits(delivery.kits, captured.flatMap(membersOf), findings.problems);
  const delivered = devices.map(({ row, orderLine }) => ({
    row: row.row,
    condition: row.condition,
    orderLineId: orderLine?.orderLineId ?? null,
  }));
  const discrepancies = [
    ...computedDiscrepancies(delivered, over, order ?? [], delivery.finalDelivery),
    ...saidDiscrepancies(delivery.discrepancies, order ?? [], findings.problems),
  ];
  findings.problems.sort((a, b) => a.row - b.row);
  return { ...findings, captured, devices, kits, discrepancies, waiverIds };
}

/** What is counted is in no kit (AM-10). */
export function membersOf({ row, item }: { row: ReceiptRow; item: Item }): KitMember[] {
  return isCounted(item) ? [] : [{ row: row.row, kit: row.kit, carton: row.carton, article: item.catalogueItemId }];
}

type Placed = { devices: NewDevice[]; over: { row: number; orderLineId: string }[] };

function withoutOrder(wanted: readonly Captured[], findings: Findings): Placed {
  for (const { row } of wanted) {
    if (row.orderLineId === undefined) continue;
    const detail = 'This receipt has no order yet (AM-6); link it afterwards.';
    findings.problems.push({ row: row.row, field: 'orderLineId', code: 'no-order-yet', detail });
  }
  return { devices: wanted.map((one) => ({ ...one, orderLine: null })), over: [] };
}

/** CR-06: surplus is refused row by row, or, when the store-keeper says so, put on a discrepancy line and not received. */
function onOrder(
  wanted: readonly Captured[],
  order: readonly OrderBalance[],
  tolerancePercent: number,
  delivery: Delivery,
  findings: Findings,
): Placed {
  const claims = wanted.map(({ row, item }) => ({
    catalogueItemId: item.catalogueItemId,
    orderLineId: row.orderLineId,
  }));
  const placed: Placed = { devices: [], over: [] };
  const told = new Set<number>();
  placeOnOrder(claims, order, tolerancePercent).forEach((place, index) => {
    const one = wanted[index] as Captured;
    if (place.kind === 'fits') {
      placed.devices.push({ ...one, orderLine: place.line });
      warnOfPrice(one.row, place.line, findings);
    } else if (place.kind === 'over' && delivery.acknowledgeOver) {
      placed.over.push({ row: one.row.row, orderLineId: place.line.orderLineId });
    } else if (!told.has(one.row.row)) {
      told.add(one.row.row);
      findings.problems.push(misplaced(one, place));
    }
  });
  return placed;
}

function misplaced({ row, item }: Captured, place: Exclude<Place, { kind: 'fits' }>): RowProblem {
  const problem = (field: string, code: string, detail: string): RowProblem => ({ row: row.row, field, code, detail });
  switch (place.kind) {
    case 'line-unknown':
      return problem('orderLineId', 'order-line-unknown', 'The order has no such line.');
    case 'item-differs':
      return problem(
        'orderLineId',
        'order-line-differs',
        `Order line ${place.line.lineNumber} is not for ${item.maker} ${item.model}.`,
      );
    case 'not-ordered':
      return problem('model', 'not-ordered', `${item.maker} ${item.model} is not on the order.`);
    case 'over': {
      const { orderLineId, lineNumber, quantity, received } = place.line;
      const detail = `Order line ${lineNumber} is for ${quantity} ${item.maker} ${item.model}, ${received} received before; this row is above (CR-06). Say acknowledgeOver to put it on a discrepancy line.`;
      return { ...problem('orderLineId', 'receipt-exceeds-order', detail), orderLineId };
    }
  }
}
