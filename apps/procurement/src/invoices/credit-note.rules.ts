import type { RowProblem } from '../receipts/row-problem.rules.js';
import type { InvoiceLine, InvoiceStatus, InvoiceType, SaidInvoice } from './invoice.rules.js';
import type { CostedLine, Found, MatchedLine, Tolerances } from './match.rules.js';

/** An invoice as a credit note on it finds it; amounts in its own currency, less what other credit notes took back. */
export interface Credited {
  id: string;
  type: InvoiceType;
  purchaseOrderId: string;
  supplierId: string;
  currency: string;
  invoicedOn: string;
  status: InvoiceStatus;
  lines: readonly Omit<InvoiceLine, 'row' | 'unitPriceMinor'>[];
}

type Left = Pick<InvoiceLine, 'component' | 'orderLineId'> & { quantity: number; amountMinor: number };

const keyOf = ({ component, orderLineId }: Pick<InvoiceLine, 'component' | 'orderLineId'>): string =>
  `${component ?? ''} ${orderLineId ?? ''}`;

/** What an invoice still has of goods and charges, by order line. */
function leftOf(lines: Credited['lines']): Map<string, Left> {
  const left = new Map<string, Left>();
  for (const { component, orderLineId, quantity, amountMinor } of lines) {
    const one = left.get(keyOf({ component, orderLineId }));
    if (one) {
      one.quantity += quantity ?? 0;
      one.amountMinor += amountMinor;
    } else
      left.set(keyOf({ component, orderLineId }), { component, orderLineId, quantity: quantity ?? 0, amountMinor });
  }
  return left;
}

/** A credit note takes back goods and charges of one invoice that matched, never more than it has, and is of the same parties. */
export function problemsOfCredit(
  said: Pick<SaidInvoice, 'supplierId' | 'currency' | 'invoicedOn' | 'clears'>,
  purchaseOrderId: string,
  lines: readonly InvoiceLine[],
  invoice: Credited | undefined,
): RowProblem[] {
  const problems: RowProblem[] = [];
  const problem = (row: number, field: string, code: string, detail: string): number =>
    problems.push({ row, field, code, detail });
  if (invoice?.type !== 'INVOICE' || invoice.purchaseOrderId !== purchaseOrderId)
    return [{ row: 0, field: 'creditsInvoiceId', code: 'invoice-unknown', detail: 'This order has no such invoice.' }];
  if (invoice.status !== 'MATCHED')
    problem(0, 'creditsInvoiceId', 'invoice-not-matched', `It is ${invoice.status}: what is not matched is refused.`);
  if (invoice.supplierId !== said.supplierId.toLowerCase() || invoice.currency !== said.currency)
    problem(0, 'creditsInvoiceId', 'invoice-of-another', 'It is of another supplier, or in another currency.');
  if (said.invoicedOn < invoice.invoicedOn)
    problem(0, 'invoicedOn', 'invoice-day-wrong', `The invoice is of ${invoice.invoicedOn}.`);
  if (said.clears.length > 0) problem(0, 'clears', 'credit-clears', 'A credit note clears no advance.');
  const left = leftOf(invoice.lines);
  for (const { row, component, orderLineId, quantity, amountMinor } of lines) {
    const one = left.get(keyOf({ component, orderLineId })) ?? { quantity: 0, amountMinor: 0 };
    if (component === null && (quantity ?? 0) > one.quantity)
      problem(row, 'quantity', 'credited-too-much', `The invoice has ${one.quantity} of this order line.`);
    // Goods go back at most at what they cost: else the goods that stay would cost less than nothing.
    const worth = BigInt(one.amountMinor) * BigInt(quantity ?? 0);
    const ofSoMany = one.quantity > 0 ? Number(worth / BigInt(one.quantity)) : 0;
    const most = component === null ? Math.min(one.amountMinor, ofSoMany) : one.amountMinor;
    if (amountMinor > most)
      problem(row, 'amountMinor', 'credited-too-much', `The invoice has ${most} of this, ${amountMinor} is said.`);
    one.quantity -= quantity ?? 0;
    one.amountMinor -= amountMinor;
  }
  return problems;
}

/** Of the credited invoice, per order line, in the currency of the order: what one unit costs. */
export type InvoicedPrice = ReadonlyMap<string, { quantity: number; costMinor: number }>;

/**
 * CR-11, for what goes back: goods are credited that never came, or that the committee refused, at the price of their invoice;
 * everything else is for another person to resolve, as with an invoice.
 */
export function matchCredit(
  lines: readonly CostedLine[],
  ordered: ReadonlyMap<string, MatchedLine>,
  prices: InvoicedPrice,
  { pricePercent }: Pick<Tolerances, 'pricePercent'>,
): Found[] {
  const earlier = new Map<string, number>();
  return lines.flatMap(({ row, orderLineId, quantity, component, costMinor }): Found[] => {
    if (component !== null)
      return [{ row, code: 'not-ordered', detail: `${component} stands on no line of the order.` }];
    const line = ordered.get(orderLineId ?? '');
    const price = prices.get(orderLineId ?? '');
    if (!line || !price || quantity === null) throw new Error('goods of a credit note have a line of its invoice');
    const credited = (earlier.get(line.orderLineId) ?? 0) + quantity;
    earlier.set(line.orderLineId, credited);
    const stays = line.invoiced - credited;
    const of = `Order line ${line.lineNumber}`;
    const found: Found[] = [];
    if (stays < line.accepted)
      found.push({ row, code: 'below-accepted', detail: `${of}: ${stays} stay invoiced, ${line.accepted} accepted.` });
    else if (stays < line.accepted + line.uninspected)
      found.push({ row, code: 'not-inspected', detail: `${of}: ${line.uninspected} received and not inspected.` });
    const full = BigInt(price.costMinor) * BigInt(quantity);
    const off = BigInt(costMinor) * BigInt(price.quantity) - full;
    if ((off < 0n ? -off : off) * 100n > full * BigInt(pricePercent))
      found.push({
        row,
        code: 'price-variance',
        detail: `${of}: ${quantity} go back at another price than they came.`,
      });
    return found;
  });
}
