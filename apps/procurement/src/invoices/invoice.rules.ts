import { procurementError } from '../errors.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';

export const INVOICE_TYPES = ['INVOICE', 'ADVANCE', 'CREDIT_NOTE'] as const;
export type InvoiceType = (typeof INVOICE_TYPES)[number];

/** What makes a device usable where it is needed, beside its price (2 CFR 200.1: acquisition cost). */
export const COMPONENTS = ['FREIGHT', 'INSURANCE', 'INSPECTION', 'DUTY', 'TAX', 'INSTALLATION', 'OTHER'] as const;
export type Component = (typeof COMPONENTS)[number];

/** A line as it stands on the invoice: goods of an order line, or a charge on one line or on all of them. */
export interface SaidInvoiceLine {
  orderLineId?: string | null;
  quantity?: number | null;
  unitPriceMinor?: number | null;
  component?: Component | null;
  amountMinor?: number | null;
}

export interface SaidInvoice {
  type: InvoiceType;
  supplierId: string;
  invoicedOn: string;
  currency: string;
  totalMinor: number;
  lines: readonly SaidInvoiceLine[];
  clears: readonly { advanceId: string; amountMinor: number }[];
}

/** A line with its amount, of goods where `component` is null. */
export interface InvoiceLine {
  row: number;
  orderLineId: string | null;
  quantity: number | null;
  unitPriceMinor: number | null;
  component: Component | null;
  amountMinor: number;
}

/** An invoice is one by the number its supplier gave it, however it is typed. */
export function numberKey(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

export interface OrderOfInvoice {
  supplierId: string | null;
  orderedOn: string;
  /** Its lines: what one unit costs by the order. */
  prices: ReadonlyMap<string, number>;
}

/** The lines of an invoice, and everything wrong with it; row 0 is the invoice itself. */
export function readInvoice(
  said: SaidInvoice,
  order: OrderOfInvoice,
  now: Date,
): { lines: InvoiceLine[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const problem = (row: number, field: string, code: string, detail: string): number =>
    problems.push({ row, field, code, detail });
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  if (said.invoicedOn < order.orderedOn || said.invoicedOn > tomorrow)
    problem(
      0,
      'invoicedOn',
      'invoice-day-wrong',
      `The order is of ${order.orderedOn}; at the latest it is ${tomorrow}.`,
    );
  const lines = said.lines.map((line, index): InvoiceLine => {
    const row = index + 1;
    const { orderLineId = null, quantity = null, unitPriceMinor = null, component = null, amountMinor = null } = line;
    if (orderLineId !== null && !order.prices.has(orderLineId))
      problem(row, 'orderLineId', 'order-line-unknown', 'The order has no line with this id.');
    if (component === null) {
      for (const [field, value] of Object.entries({ orderLineId, quantity, unitPriceMinor }))
        if (value === null)
          problem(row, field, 'value-missing', 'Goods have an order line, a quantity and a unit price.');
      if (unitPriceMinor === 0 && order.prices.get(orderLineId ?? '') !== 0)
        problem(
          row,
          'unitPriceMinor',
          'price-without-reason',
          'What is free is so by the order, with its reason (AM-12).',
        );
      if (amountMinor !== null)
        problem(row, 'amountMinor', 'not-of-goods', 'The amount of goods is their quantity times their price.');
      return {
        row,
        orderLineId,
        quantity,
        unitPriceMinor,
        component,
        amountMinor: (quantity ?? 0) * (unitPriceMinor ?? 0),
      };
    }
    if (amountMinor === null) problem(row, 'amountMinor', 'value-missing', 'A charge has an amount.');
    for (const [field, value] of Object.entries({ quantity, unitPriceMinor }))
      if (value !== null) problem(row, field, 'not-of-a-charge', 'A charge is an amount, of one order line or of all.');
    return { row, orderLineId, quantity: null, unitPriceMinor: null, component, amountMinor: amountMinor ?? 0 };
  });
  if (said.type === 'ADVANCE') {
    if (lines.length > 0)
      problem(0, 'lines', 'advance-with-lines', 'An advance is an amount; the final invoice has the lines.');
    if (said.clears.length > 0) problem(0, 'clears', 'advance-clears', 'An advance clears nothing.');
  } else problems.push(...problemsOfSum(said, lines));
  // A credit note is of who wrote the invoice; whoever carries or insures the goods is another supplier than whoever sells them.
  const ofSeller = said.type === 'ADVANCE' || lines.some(({ component }) => component === null);
  if (ofSeller && order.supplierId !== null && order.supplierId !== said.supplierId)
    problem(0, 'supplierId', 'supplier-differs', 'The goods were ordered from another supplier.');
  return { lines, problems };
}

function problemsOfSum(said: SaidInvoice, lines: readonly InvoiceLine[]): RowProblem[] {
  const of = (field: string, code: string, detail: string): RowProblem[] => [{ row: 0, field, code, detail }];
  if (lines.length === 0) return of('lines', 'invoice-without-lines', 'An invoice has at least one line.');
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (sum !== said.totalMinor)
    return of('totalMinor', 'total-differs', `The lines come to ${sum}, the invoice says ${said.totalMinor}.`);
  const cleared = said.clears.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (cleared > said.totalMinor)
    return of('clears', 'clears-too-much', `The advances come to ${cleared}, the invoice to ${said.totalMinor}.`);
  return new Set(said.clears.map(({ advanceId }) => advanceId)).size === said.clears.length
    ? []
    : of('clears', 'advance-repeated', 'An advance is named once.');
}

/** An advance as an invoice that clears it finds it; amounts in its own currency. */
export interface Advance {
  id: string;
  type: InvoiceType;
  purchaseOrderId: string;
  supplierId: string;
  currency: string;
  paidMinor: number;
  clearedMinor: number;
}

/** AM-12: an advance is matched at the final invoice, never for more than was paid of it. */
export function problemsOfClearing(
  { supplierId, currency, clears }: Pick<SaidInvoice, 'supplierId' | 'currency' | 'clears'>,
  purchaseOrderId: string,
  advances: ReadonlyMap<string, Advance>,
): RowProblem[] {
  return clears.flatMap(({ advanceId, amountMinor }, index): RowProblem[] => {
    const problem = (code: string, detail: string): RowProblem[] => [{ row: index + 1, field: 'clears', code, detail }];
    const advance = advances.get(advanceId);
    if (advance?.type !== 'ADVANCE' || advance.purchaseOrderId !== purchaseOrderId)
      return problem('advance-unknown', 'This order has no advance with this id.');
    if (advance.supplierId !== supplierId || advance.currency !== currency)
      return problem('advance-of-another', 'It was paid to another supplier, or in another currency.');
    const open = advance.paidMinor - advance.clearedMinor;
    return amountMinor > open ? problem('advance-overcleared', `Of it ${open} is paid and not cleared yet.`) : [];
  });
}

export const INVOICE_STATUSES = ['BLOCKED', 'VARIANCE', 'MATCHED', 'REFUSED'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** What may still be paid of an invoice: its total less the advances it clears and what was paid. */
export interface Payable {
  type: InvoiceType;
  status: InvoiceStatus;
  invoicedOn: string;
  totalMinor: number;
  clearsMinor: number;
  /** Of a credit note: what the supplier paid back. */
  paidMinor: number;
  /** Of an invoice: what its credit notes take back. */
  creditedMinor: number;
  /** Of a credit note: what was paid of its invoice beyond what that still asks, less what came back. */
  overpaidMinor: number;
}

/** What is still to be paid of an invoice, or to come back of a credit note. */
export function dueOf({ type, totalMinor, clearsMinor, paidMinor, creditedMinor, overpaidMinor }: Payable): number {
  if (type === 'CREDIT_NOTE') return Math.max(0, Math.min(totalMinor - paidMinor, overpaidMinor));
  return Math.max(0, totalMinor - clearsMinor - creditedMinor - paidMinor);
}

/** CR-11: nothing is paid of an invoice that is not matched, and never more than is due. */
export function checkPayment(invoice: Payable, amountMinor: number, paidOn: string, now: Date): void {
  if (invoice.status !== 'MATCHED') throw procurementError('invoice-not-matched', `It is ${invoice.status} (CR-11).`);
  const refuse = (field: string, detail: string): Error =>
    procurementError('payment-refused', detail, [{ row: 0, field, code: 'payment-refused', detail }]);
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  if (paidOn < '2000-01-01' || paidOn > tomorrow) throw refuse('paidOn', `It must be from 2000-01-01 to ${tomorrow}.`);
  const due = dueOf(invoice);
  if (amountMinor > due) throw refuse('amountMinor', `Of this invoice ${due} is due.`);
}
