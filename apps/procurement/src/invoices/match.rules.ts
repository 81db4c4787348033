import { conflictsOf, type Duty } from '@dotation/contracts';
import { procurementError } from '../errors.js';
import type { Component, InvoiceStatus, InvoiceType } from './invoice.rules.js';

/** A line of the order as receipts, inspections and other invoices left it. */
export interface MatchedLine {
  orderLineId: string;
  lineNumber: number;
  ordered: number;
  unitPriceMinor: number;
  /** Accepted by the committee, net of what it rejected. */
  accepted: number;
  /** Received and not inspected yet. */
  uninspected: number;
  /** On other invoices that were not refused. */
  invoiced: number;
}

/** A line of the invoice, its amount in the currency of the order. */
export interface CostedLine {
  row: number;
  orderLineId: string | null;
  quantity: number | null;
  component: Component | null;
  costMinor: number;
}

export interface Tolerances {
  pricePercent: number;
  quantityPercent: number;
}

export interface Found {
  /** Of the invoice; 0: the invoice itself. */
  row: number;
  code:
    | 'not-inspected'
    | 'above-ordered'
    | 'above-accepted'
    | 'price-variance'
    | 'not-ordered'
    | 'before-receipt'
    | 'below-accepted';
  detail: string;
}

/**
 * CR-11: order, receipts and invoice held against each other. What waits for the committee blocks; every other difference is for
 * another person to resolve. What was never ordered (a charge), or is paid before anything came (an advance), is a difference.
 */
export function matchInvoice(
  type: Exclude<InvoiceType, 'CREDIT_NOTE'>,
  lines: readonly CostedLine[],
  ordered: ReadonlyMap<string, MatchedLine>,
  { pricePercent, quantityPercent }: Tolerances,
): Found[] {
  if (type === 'ADVANCE')
    return [{ row: 0, code: 'before-receipt', detail: 'An advance is paid before goods are received.' }];
  const earlier = new Map<string, number>();
  return lines.flatMap(({ row, orderLineId, quantity, component, costMinor }): Found[] => {
    if (component !== null)
      return [{ row, code: 'not-ordered', detail: `${component} stands on no line of the order.` }];
    const line = ordered.get(orderLineId ?? '');
    if (!line || quantity === null) throw new Error('goods of an invoice have a line of the order');
    const others = line.invoiced + (earlier.get(line.orderLineId) ?? 0);
    earlier.set(line.orderLineId, (earlier.get(line.orderLineId) ?? 0) + quantity);
    const all = others + quantity;
    const above = (most: number): boolean => all * 100 > most * (100 + quantityPercent);
    const found: Found[] = [];
    const of = `Order line ${line.lineNumber}`;
    if (above(line.ordered))
      found.push({ row, code: 'above-ordered', detail: `${of}: ${all} invoiced, ${line.ordered} ordered.` });
    else if (above(line.accepted))
      found.push(
        line.uninspected > 0
          ? { row, code: 'not-inspected', detail: `${of}: ${line.uninspected} received and not inspected.` }
          : { row, code: 'above-accepted', detail: `${of}: ${all} invoiced, ${line.accepted} accepted.` },
      );
    const price = BigInt(line.unitPriceMinor) * BigInt(quantity);
    const off = BigInt(costMinor) - price;
    if ((off < 0n ? -off : off) * 100n > price * BigInt(pricePercent))
      found.push({
        row,
        code: 'price-variance',
        detail: `${of}: ${costMinor} invoiced, ${price} by the order, for ${quantity}.`,
      });
    return found;
  });
}

export function statusOf(found: readonly Found[]): InvoiceStatus {
  if (found.some(({ code }) => code === 'not-inspected')) return 'BLOCKED';
  return found.length > 0 ? 'VARIANCE' : 'MATCHED';
}

/** Who did what about an order, under the id that stays for who was recorded twice. */
export interface DutyDone {
  duty: Duty;
  personId: string;
}

/** §13.1: who requested, approved, bought, received or inspected goods neither matches, resolves nor pays their invoice. */
export function checkPayer(personId: string, done: readonly DutyDone[]): void {
  const against = conflictsOf('PAY');
  const conflict = done.find((one) => one.personId === personId && against.includes(one.duty));
  if (!conflict) return;
  const did = { REQUEST: 'requested', APPROVE: 'approved', BUY: 'bought', RECEIVE: 'received', INSPECT: 'inspected' };
  const said = did[conflict.duty as keyof typeof did] ?? conflict.duty;
  throw procurementError('payer-not-independent', `Who ${said} the goods has no part in their invoice (§13.1).`);
}

export interface Resolvable {
  status: InvoiceStatus;
  matchedBy: string;
  recordedBy: string;
}

/** CR-11: an exception needs somebody else than who matched; what waits for the committee can be refused, and not let through. */
export function checkResolution(
  { status, matchedBy, recordedBy }: Resolvable,
  decision: 'ACCEPTED' | 'REFUSED',
  by: string,
): void {
  if (status !== 'VARIANCE' && !(status === 'BLOCKED' && decision === 'REFUSED'))
    throw procurementError(
      'nothing-to-resolve',
      status === 'BLOCKED' ? 'It waits for an inspection (CR-11).' : `It is ${status}.`,
    );
  if (by === matchedBy || by === recordedBy) throw procurementError('resolver-same-person');
}
