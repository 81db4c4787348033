import type { Units } from '../invoices/cost.rules.js';

/** What is between what was bought and what is in the register (CR-13, Q4). */
export const PURCHASE_GAPS = ['NOT_REGISTERED', 'NOT_INVOICED', 'NO_ORDER'] as const;
export type PurchaseGap = (typeof PURCHASE_GAPS)[number];

/** Goods on an invoice of which something was paid, in the order in which they were. */
export interface PaidLine {
  invoiceId: string;
  number: string;
  paidOn: string;
  quantity: number;
}

/**
 * CR-13: what of paid invoices is in no register. What is there counts for what was paid first, so that what is missing is never
 * older than it is.
 */
export function notRegistered(paid: readonly PaidLine[], registered: number, overdueFrom: string): Overdue<PaidLine>[] {
  let there = registered;
  return paid.flatMap((line) => {
    const quantity = Math.max(0, line.quantity - there);
    there = Math.max(0, there - line.quantity);
    return quantity === 0 ? [] : [{ ...line, quantity, overdue: line.paidOn <= overdueFrom }];
  });
}

export type Overdue<T> = T & { overdue: boolean };

/** Accepted goods that are in the register: one device, or what is left of a lot. */
export interface RegisteredGoods {
  lineId: string;
  deviceId: string | null;
  lotId: string | null;
  acceptedOn: string;
}

export interface NotInvoiced extends RegisteredGoods {
  quantity: number;
}

/** CR-13: goods in the register that are beyond the units their invoices price; `units` in the order of `goods`. */
export function notInvoiced(
  goods: readonly RegisteredGoods[],
  units: readonly Units[],
  invoiced: number,
  overdueFrom: string,
): Overdue<NotInvoiced>[] {
  return goods.flatMap((one, index) => {
    const { from, count } = units[index] as Units;
    const quantity = Math.min(count, Math.max(0, from + count - 1 - invoiced));
    return quantity === 0 ? [] : [{ ...one, quantity, overdue: one.acceptedOn <= overdueFrom }];
  });
}

/** So many days before a day. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
