import type { FundingShare, LotHolding } from '@dotation/contracts';

/** Where some of a lot stands, and how much. */
export interface Holding extends LotHolding {
  holdingId: string;
  quantity: number;
}

export interface Lot {
  lotId: string;
  lotSeq: number;
  /** All that was received. */
  quantity: number;
  orderLineId: string | null;
  costMinor: number | null;
  funding: FundingShare[] | null;
  acquisitionDate: string | null;
  holdings: Holding[];
}

/** What one line of a document asks of one lot. */
export interface LotAsk {
  lotId: string;
  lineId: string;
  transition: string;
  /** How much; `all` takes whatever stands there, be it nothing. */
  quantity: number | 'all';
  /** From which holdings it may be taken, the first kind that has any first; null where it may not. */
  rank: (holding: Holding, lot: Lot) => number | null;
  to: (from: Holding, lot: Lot) => LotHolding;
}

export interface Movement {
  lotId: string;
  lotSeq: number;
  lineId: string;
  transition: string;
  quantity: number;
  from: Holding;
  to: LotHolding;
}

export interface Short {
  lotId: string;
  lineId: string;
  transition: string;
  quantity: number;
  detail: string;
}

/** CR-12, AM-6: what is to leave A01 has an order line, a cost, its funding and a day of acceptance. */
export function isComplete({ orderLineId, costMinor, funding, acquisitionDate }: Lot): boolean {
  return orderLineId !== null && (costMinor ?? 0) > 0 && funding !== null && acquisitionDate !== null;
}

/**
 * AM-9: takes a quantity from where it may be taken and puts it where the document says, whole or not at all; a lot splits by
 * being taken from in part. Answers the lot as it is afterwards, so that the next line sees it.
 */
export function moveLot(lot: Lot, ask: LotAsk): { lot: Lot; movements: Movement[] } | { short: Short } {
  const { lotId, lineId, transition } = ask;
  const sources = lot.holdings
    .filter(({ quantity }) => quantity > 0)
    .flatMap((holding) => {
      const rank = ask.rank(holding, lot);
      return rank === null ? [] : [{ holding, rank }];
    })
    .sort((a, b) => a.rank - b.rank || (a.holding.holdingId < b.holding.holdingId ? -1 : 1))
    .map(({ holding }) => holding);
  const there = sources.reduce((sum, { quantity }) => sum + quantity, 0);
  const wanted = ask.quantity === 'all' ? there : ask.quantity;
  if (wanted > there) {
    const detail = `${there} of the lot stand where this line takes from, ${wanted} are asked for.`;
    return { short: { lotId, lineId, transition, quantity: wanted, detail } };
  }
  let left = wanted;
  let after = lot;
  const movements: Movement[] = [];
  for (const from of sources) {
    const quantity = Math.min(left, from.quantity);
    if (quantity === 0) break;
    left -= quantity;
    const to = ask.to(from, lot);
    // What is there already has not moved; a document that confirms it is no movement.
    if (isSame(from, to)) continue;
    const movement = { lotId, lotSeq: after.lotSeq + 1, lineId, transition, quantity, from, to };
    after = applied(after, movement);
    movements.push(movement);
  }
  return { lot: after, movements };
}

function applied(lot: Lot, { from, to, quantity, lotSeq }: Movement): Lot {
  const less = lot.holdings.map((one) => (isSame(one, from) ? { ...one, quantity: one.quantity - quantity } : one));
  const known = less.find((one) => isSame(one, to));
  const holdings = known
    ? less.map((one) => (one === known ? { ...one, quantity: one.quantity + quantity } : one))
    : [...less, { ...to, holdingId: '', quantity }];
  return { ...lot, lotSeq, holdings };
}

/**
 * T17: lines that ask for what stands there already, as when the new head had signed for the lot himself. Nothing moves, and whoever
 * waits to hear what became of the line is told so. A line that takes `all`, be it nothing, is waited for by nobody.
 */
export function unmovedLines(
  asks: readonly Pick<LotAsk, 'lineId' | 'quantity'>[],
  moved: readonly { lineId: string }[],
  shorts: readonly { lineId: string }[],
): string[] {
  const told = new Set([...moved, ...shorts].map(({ lineId }) => lineId));
  const lineIds = asks.filter(({ quantity }) => quantity !== 'all' && quantity > 0).map(({ lineId }) => lineId);
  return [...new Set(lineIds)].filter((lineId) => !told.has(lineId));
}

/** What tells one holding from another. */
export function holdingKey(holding: LotHolding): string {
  const { lifecycle, partyKind, partyId, personId, placeId, enRoute, hold, boundTo, consigneeId } = holding;
  return [lifecycle, partyKind, partyId, personId, placeId, enRoute, hold, boundTo, consigneeId].join('|');
}

function isSame(a: LotHolding, b: LotHolding): boolean {
  return holdingKey(a) === holdingKey(b);
}
