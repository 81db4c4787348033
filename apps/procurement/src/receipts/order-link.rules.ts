import { placeOnOrder, type OrderBalance } from './order-balance.rules.js';
import type { RowProblem } from './row-problem.rules.js';

export interface LinkableLine {
  lineId: string;
  deviceId: string | null;
  lotId: string | null;
  /** Net of what the committee rejected. */
  quantity: number;
  catalogueItemId: string;
  orderLineId: string | null;
}

export interface LinkedLine {
  lineId: string;
  deviceId: string | null;
  lotId: string | null;
  quantity: number;
  orderLine: OrderBalance;
}

/**
 * Gives received devices their order lines (AM-6), within the ordered quantity (CR-06). `wanted` names lines and where
 * they go; null links every line that has none, by model. `row` of a problem is the place in the request.
 */
export function linkLines(
  received: readonly LinkableLine[],
  wanted: readonly { lineId: string; orderLineId: string }[] | null,
  order: readonly OrderBalance[],
  tolerancePercent: number,
): { linked: LinkedLine[]; problems: RowProblem[] } {
  const byId = new Map(received.map((line) => [line.lineId, line]));
  const problems: RowProblem[] = [];
  const problem = (index: number, field: string, code: string, detail: string): number =>
    problems.push({ row: index + 1, field, code, detail });
  const asked = wanted ?? received.filter(({ orderLineId }) => orderLineId === null).map(({ lineId }) => ({ lineId }));
  const seen = new Set<string>();
  const claims = asked.map(({ lineId, ...said }, index) => {
    const line = byId.get(lineId);
    if (line === undefined) problem(index, 'lineId', 'line-unknown', 'The receipt has no such line.');
    else if (line.orderLineId !== null) problem(index, 'lineId', 'line-linked', 'This line has its order line.');
    else if (seen.has(lineId)) problem(index, 'lineId', 'line-repeated', 'This line is named twice.');
    seen.add(lineId);
    return {
      catalogueItemId: line?.catalogueItemId ?? '',
      orderLineId: 'orderLineId' in said ? said.orderLineId : undefined,
      quantity: line?.quantity ?? 1,
    };
  });
  if (problems.length > 0) return { linked: [], problems };
  const linked: LinkedLine[] = [];
  placeOnOrder(claims, order, tolerancePercent).forEach((place, index) => {
    const line = byId.get(asked[index]?.lineId ?? '') as LinkableLine;
    if (place.kind === 'fits') linked.push({ ...pick(line), orderLine: place.line });
    else if (place.kind === 'line-unknown')
      problem(index, 'orderLineId', 'order-line-unknown', 'The order has no such line.');
    else if (place.kind === 'item-differs')
      problem(index, 'orderLineId', 'order-line-differs', `Order line ${place.line.lineNumber} is for another item.`);
    else if (place.kind === 'not-ordered')
      problem(index, 'lineId', 'not-ordered', 'The order has no line for this item.');
    else {
      const { lineNumber, quantity, received: before } = place.line;
      const detail = `Order line ${lineNumber} is for ${quantity}, ${before} received before (CR-06).`;
      problem(index, 'orderLineId', 'receipt-exceeds-order', detail);
    }
  });
  return { linked, problems };
}

function pick({ lineId, deviceId, lotId, quantity }: LinkableLine): Omit<LinkedLine, 'orderLine'> {
  return { lineId, deviceId, lotId, quantity };
}
