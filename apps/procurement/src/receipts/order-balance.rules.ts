/** An order line with what was received on it so far, net of rejected devices and refused registrations (CR-06, AM-11). */
export interface OrderBalance {
  orderLineId: string;
  lineNumber: number;
  catalogueItemId: string;
  quantity: number;
  received: number;
  unitPriceMinor: number;
  /** Why it costs nothing (AM-12). */
  zeroCostReason?: string | null;
  currency: string;
  funding: { awardId: string; percent: number }[];
}

/** One device, or one lot whole, that looks for its order line; `orderLineId` when the store-keeper said which. */
export interface Claim {
  catalogueItemId: string;
  orderLineId?: string;
  /** 1 for a device. */
  quantity?: number;
}

export type Place =
  | { kind: 'fits'; line: OrderBalance }
  | { kind: 'over'; line: OrderBalance }
  | { kind: 'line-unknown' }
  | { kind: 'item-differs'; line: OrderBalance }
  | { kind: 'not-ordered' };

/** CR-06: more than the ordered quantity plus tolerance is never received on a line. */
export function roomOf(line: Pick<OrderBalance, 'quantity' | 'received'>, tolerancePercent: number): number {
  return Math.max(0, Math.floor(line.quantity * (1 + tolerancePercent / 100) + 1e-9) - line.received);
}

/**
 * Puts each device on an order line: the one said, else the first line of its item with room, in line order. What finds
 * no room is `over` on the last line of its item.
 */
export function placeOnOrder(
  claims: readonly Claim[],
  lines: readonly OrderBalance[],
  tolerancePercent: number,
): Place[] {
  const room = new Map(lines.map((line) => [line.orderLineId, roomOf(line, tolerancePercent)]));
  const byId = new Map(lines.map((line) => [line.orderLineId, line]));
  const byItem = new Map<string, OrderBalance[]>();
  for (const line of lines.toSorted((a, b) => a.lineNumber - b.lineNumber)) {
    const same = byItem.get(line.catalogueItemId);
    if (same === undefined) byItem.set(line.catalogueItemId, [line]);
    else same.push(line);
  }
  const take = (line: OrderBalance, { quantity = 1 }: Claim): Place => {
    const left = room.get(line.orderLineId) ?? 0;
    if (left < quantity) return { kind: 'over', line };
    room.set(line.orderLineId, left - quantity);
    return { kind: 'fits', line };
  };
  // Devices whose line was said come first, or an undecided one would take the place somebody named.
  const places: Place[] = [];
  claims.forEach((claim, index) => {
    if (claim.orderLineId === undefined) return;
    const line = byId.get(claim.orderLineId);
    if (line === undefined) places[index] = { kind: 'line-unknown' };
    else
      places[index] =
        line.catalogueItemId === claim.catalogueItemId ? take(line, claim) : { kind: 'item-differs', line };
  });
  claims.forEach((claim, index) => {
    if (claim.orderLineId !== undefined) return;
    const same = byItem.get(claim.catalogueItemId) ?? [];
    const last = same.at(-1);
    if (last === undefined) places[index] = { kind: 'not-ordered' };
    else
      places[index] = take(
        same.find((line) => (room.get(line.orderLineId) ?? 0) >= (claim.quantity ?? 1)) ?? last,
        claim,
      );
  });
  return places;
}
