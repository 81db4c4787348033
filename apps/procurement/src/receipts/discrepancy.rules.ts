import type { Condition } from '@dotation/contracts';
import { roomOf, type OrderBalance } from './order-balance.rules.js';
import type { RowProblem } from './row-problem.rules.js';

export const SAID_DISCREPANCIES = ['SHORT', 'OVER', 'DAMAGED', 'OTHER'] as const;

/** What was not as ordered (domain §9.6); REGISTER_REFUSED comes later, from the register. */
export interface Discrepancy {
  code: (typeof SAID_DISCREPANCIES)[number] | 'REGISTER_REFUSED';
  quantity: number;
  orderLineId: string | null;
  detail: string | null;
  /** Rows of the request it is about, of those that became no device too. */
  rows: number[];
}

export interface Delivered {
  row: number;
  orderLineId: string | null;
  condition: Condition;
}

const broken: readonly Condition[] = ['REPAIRABLE', 'SALVAGE', 'SCRAP'];

/** What the delivery itself shows: broken devices, surplus that became no device, and what a last delivery leaves open. */
export function computedDiscrepancies(
  delivered: readonly Delivered[],
  over: readonly { row: number; orderLineId: string }[],
  lines: readonly OrderBalance[],
  finalDelivery: boolean,
): Discrepancy[] {
  const damaged = delivered.filter(({ condition }) => broken.includes(condition));
  const short = finalDelivery ? lines.flatMap((line) => shortOf(line, delivered)) : [];
  return [
    ...perLine('OVER', over, 'Delivered above the order (CR-06); not received as devices.'),
    ...short,
    ...perLine('DAMAGED', damaged, 'Damaged on arrival.'),
  ];
}

function shortOf(line: OrderBalance, delivered: readonly Delivered[]): Discrepancy[] {
  const now = delivered.filter(({ orderLineId }) => orderLineId === line.orderLineId).length;
  const missing = roomOf(line, 0) - now;
  if (missing <= 0) return [];
  const detail = 'Still open after the last delivery.';
  return [{ code: 'SHORT', quantity: missing, orderLineId: line.orderLineId, detail, rows: [] }];
}

function perLine(
  code: 'OVER' | 'DAMAGED',
  found: readonly { row: number; orderLineId: string | null }[],
  detail: string,
): Discrepancy[] {
  const rowsOf = new Map<string | null, number[]>();
  for (const { row, orderLineId } of found) {
    const rows = rowsOf.get(orderLineId);
    if (rows === undefined) rowsOf.set(orderLineId, [row]);
    else rows.push(row);
  }
  return [...rowsOf].map(([orderLineId, rows]) => ({
    code,
    quantity: rows.length,
    orderLineId,
    detail,
    rows: [...new Set(rows)],
  }));
}

export interface SaidDiscrepancy {
  code: (typeof SAID_DISCREPANCIES)[number];
  quantity: number;
  orderLineId?: string;
  detail?: string;
}

/** What the store-keeper says; a line of another order is refused. */
export function saidDiscrepancies(
  said: readonly SaidDiscrepancy[],
  lines: readonly OrderBalance[],
  problems: RowProblem[],
): Discrepancy[] {
  const known = new Set(lines.map(({ orderLineId }) => orderLineId));
  return said.map(({ code, quantity, orderLineId, detail }, index) => {
    if (orderLineId !== undefined && !known.has(orderLineId)) {
      const where = `discrepancies[${index}].orderLineId`;
      problems.push({ row: 0, field: where, code: 'order-line-unknown', detail: 'The order has no such line.' });
    }
    return { code, quantity, orderLineId: orderLineId ?? null, detail: detail ?? null, rows: [] };
  });
}
