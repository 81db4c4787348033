import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { newId } from '../../tools/journey/client.ts';
import type { Document } from '../../tools/journey/answers.ts';
import { inspect } from '../../tools/journey/receiving.ts';
import { medianOf, milliseconds, perSecond, say, timed, type Figure } from './figures.ts';
import { receiveMany } from './receiving.ts';
import { query, type Stage } from './stage.ts';

interface Receipt {
  receiptId: string;
  orderId: string;
  orderLineId: string;
  devices: number;
}

interface Money {
  money: { currency: string; invoicedMinor: number; registeredMinor: number; differenceMinor: number }[];
  awards: { differenceMinor: number }[];
}

/**
 * Every device of the register accepted and invoiced at another price with freight beside it, then Q21 over all of them: to the cent,
 * against the bare sums of the same rows.
 */
export async function moneyOf({ stack, cast }: Stage, present: number): Promise<Figure[]> {
  for (let there = (await uninspected(stack)).reduce((sum, { devices }) => sum + devices, 0); there < present;) {
    say(`goods to invoice: ${there.toLocaleString('en')} of ${present.toLocaleString('en')} devices …`);
    const count = Math.min(10_000, present - there);
    await receiveMany(cast, count);
    there += count;
  }
  const receipts = await uninspected(stack);
  const devices = receipts.reduce((sum, one) => sum + one.devices, 0);
  for (const { receiptId } of receipts) {
    say('accepted by the committee …');
    await inspect(cast, receiptId, []);
  }
  const finance = cast.as('finance');
  const supplierId = cast.ids.organisations['supplier']!;
  const invoice = (one: Receipt, lines: object[], totalMinor: number): Promise<Document & { status: string }> =>
    finance.post('/procurement/invoices', {
      ...{ type: 'INVOICE', purchaseOrderId: one.orderId, supplierId, number: newId(), currency: 'USD' },
      ...{ invoicedOn: new Date().toISOString().slice(0, 10), lines, totalMinor },
    });
  say('each order invoiced …');
  const priced = await timed(async () => {
    for (const one of receipts) {
      // Within the tolerance of 2 %: it matches, and each device costs 2.00 more and its part of the freight.
      const goods = { orderLineId: one.orderLineId, quantity: one.devices, unitPriceMinor: 79_100 };
      await invoice(one, [goods], one.devices * 79_100);
      const freight = await invoice(one, [{ component: 'FREIGHT', amountMinor: 12_345_67 }], 12_345_67);
      await cast.as('programmeManager').post(`/procurement/invoices/${freight.id}/resolution`, {
        ...{ decision: 'ACCEPTED', reason: 'Tarif du transporteur' },
      });
    }
    const told = receipts.length * 12_345_67 + devices * 79_100;
    while ((await costs(stack, receipts)) !== told) await pause(100);
  });
  const auditor = cast.as('auditor');
  const answer = await auditor.get<Money>('/assets/money');
  const off = [...answer.money, ...answer.awards].filter(({ differenceMinor }) => differenceMinor !== 0);
  if (off.length > 0) throw new Error(`Q21: the money does not reconcile: ${JSON.stringify(off)}`);
  const reconciled = await medianOf(5, () => auditor.get('/assets/money'));
  const pool = new pg.Pool({ connectionString: stack.adminUrl('assets'), max: 1 });
  try {
    const summed = await medianOf(5, () =>
      pool.query(`SELECT lifecycle, category, currency, funding, sum(cost_minor) FROM device GROUP BY 1, 2, 3, 4`),
    );
    const written = await timed(() =>
      pool.query(
        `BEGIN; UPDATE device SET cost_minor = cost_minor + 1, device_seq = device_seq + 1
         WHERE order_line_id = ANY ('{${receipts.map(({ orderLineId }) => orderLineId).join()}}'); ROLLBACK`,
      ),
    );
    const many = devices.toLocaleString('en');
    return [
      {
        what: `two invoices for each order of ${many} devices, until every device has its cost in the register`,
        measured: `${milliseconds(priced.ms)} (${perSecond(devices * 2, priced.ms)})`,
        floor: `the same costs written by one bare UPDATE each: ${milliseconds(written.ms * 2)}`,
        ratio: (written.ms * 2) / priced.ms,
        aim: '–',
        reached: null,
      },
      {
        what: `whether the money reconciles (Q21), ${many} devices invoiced, every difference 0`,
        measured: milliseconds(reconciled),
        floor: `the bare sums by state, category, currency and award: ${milliseconds(summed)}`,
        ratio: summed / reconciled,
        aim: 'under 2 s',
        reached: reconciled < 2_000,
      },
    ];
  } finally {
    await pool.end();
  }
}

/** Receipts of orders that no committee has seen. */
function uninspected(stack: Stage['stack']): Promise<Receipt[]> {
  return query<Receipt & pg.QueryResultRow>(
    stack.adminUrl('procurement'),
    `SELECT r.id AS "receiptId", r.purchase_order_id AS "orderId", l.order_line_id AS "orderLineId", count(*)::int AS devices
     FROM goods_receipt r JOIN goods_receipt_line l ON l.goods_receipt_id = r.id
     WHERE l.register = 'REGISTERED' AND l.device_id IS NOT NULL AND l.order_line_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM inspection i WHERE i.goods_receipt_id = r.id)
     GROUP BY 1, 2, 3 HAVING count(*) >= 500`,
  );
}

async function costs(stack: Stage['stack'], receipts: readonly Receipt[]): Promise<number> {
  const [row] = await query<{ minor: string }>(
    stack.adminUrl('assets'),
    `SELECT coalesce(sum(cost_minor), 0) AS minor FROM device
     WHERE order_line_id = ANY ('{${receipts.map(({ orderLineId }) => orderLineId).join()}}')`,
  );
  return Number(row?.minor ?? 0);
}
