import { splitByShares, type FundingShare, type OrderLine } from '@dotation/contracts';
import { beyondScope } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { PurchaseOrder } from './purchase-order.entity.js';
import { orderLines, sharesOf } from './purchase-orders.queries.js';
import type { OrderFundingDto, PurchaseOrderDto } from './purchase-orders.dto.js';

/** An order as its reader sees it: of one paid by several awards the lines, and the shares, of his own. */
export async function orderById(tx: EntityManager, id: string): Promise<PurchaseOrderDto> {
  const order = await tx.findOneBy(PurchaseOrder, { id });
  if (!order) throw procurementError('purchase-order-not-found');
  const { recordedBy: _by, recordedAt: _at, ...told } = order;
  const rows = await orderLines(tx, id);
  // A share is a part of the whole: what another award pays is not told, and not left out of the sum.
  const shares = await beyondScope(tx, () => sharesOf(tx, id));
  const lines = rows.map(({ currency: _currency, received, ...line }) => ({
    ...line,
    funding: withAmounts(line, shares.get(line.orderLineId) ?? line.funding),
    received: received + line.rejected,
    open: Math.max(0, line.quantity - received),
  }));
  const status = statusOf(lines);
  return { ...told, status, lines };
}

/** Each device of the line is split to the cent, as the register does it: so the awards of a line sum to those of its devices. */
function withAmounts(
  { funding, unitPriceMinor, quantity }: OrderLine,
  shares: readonly FundingShare[],
): OrderFundingDto[] {
  const ofOne = splitByShares(unitPriceMinor, shares);
  return funding.map((share) => ({ ...share, amountMinor: (ofOne.get(share.awardId) ?? 0) * quantity }));
}

function statusOf(lines: readonly { quantity: number; open: number; received: number }[]): PurchaseOrderDto['status'] {
  if (lines.every(({ quantity, received }) => quantity === 0 && received === 0)) return 'CANCELLED';
  if (lines.every(({ open }) => open === 0)) return 'RECEIVED';
  return lines.some(({ received }) => received > 0) ? 'PARTIALLY_RECEIVED' : 'ORDERED';
}
