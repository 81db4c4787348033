import type { CostsAdjustedV1, DeviceTransitionedV1 } from '@dotation/contracts';
import fc from 'fast-check';
import { fact, goods, startInvoiced, type Invoiced } from '../../test/invoiced.ts';

let world: Invoiced;
let p: Invoiced['p'];
let accepted: Invoiced['accepted'];
let invoice: Invoiced['invoice'];
let told: Invoiced['told'];
beforeAll(async () => {
  world = await startInvoiced();
  ({ p, accepted, invoice, told } = world);
});
afterAll(() => p.close());

describe('AM-12: what invoices make of the cost of goods, told as facts', () => {
  it('tells each device its cost with every part of it, and what comes later the same', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 3 }]);
    const devices = await accepted(order, 2);
    const first = await invoice(order, [goods(order, 2, 80_000)], 160_000);
    const freight = await invoice(order, [{ component: 'FREIGHT', amountMinor: 1_000 }], 1_000);
    const [late = ''] = await accepted(order, 1);
    const facts = (await told(order, 'costs-adjusted')) as unknown as CostsAdjustedV1[];
    expect(facts.map(({ documentId }) => documentId)).toEqual([first, freight, order.id]);
    const lineOf = (n: number, deviceId: string) => facts[n]!.lines.find((line) => line.deviceId === deviceId);
    expect(lineOf(0, devices[1]!)).toMatchObject({
      costMinor: 80_000,
      adjustments: [{ invoiceId: first, component: 'PRICE', minor: 1_100 }],
    });
    expect(devices.map((id) => lineOf(1, id)?.costMinor)).toEqual([80_334, 80_333]);
    expect(lineOf(1, devices[0]!)?.adjustments).toHaveLength(2);
    expect(lineOf(2, late)).toMatchObject({
      costMinor: 78_900 + 333,
      adjustments: [{ invoiceId: freight, component: 'FREIGHT', minor: 333 }],
    });
    expect((await told(order, 'order-accounted')).at(-1)?.lines).toEqual([
      expect.objectContaining({
        invoicedMinor: 161_000,
        notRegisteredMinor: 0,
        notInvoicedMinor: 78_900,
        notInvoicedUnits: 1,
      }),
    ]);
  });

  it('tells nothing of a cost that stays what it was', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    await accepted(order, 2);
    await invoice(order, [goods(order, 2, 78_900)], 157_800);
    expect(await told(order, 'costs-adjusted')).toEqual([]);
    expect(await told(order, 'order-accounted')).toHaveLength(1);
  });

  it('counts what others leave when goods are accepted, invoiced and charged all at once, also when a fact comes twice', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 6 }]);
    await accepted(order, 2);
    await Promise.all([
      ...[79_000, 80_000].map((price) => invoice(order, [goods(order, 2, price)], 2 * price)),
      ...[101, 202].map((minor) => invoice(order, [{ component: 'DUTY', amountMinor: minor }], minor)),
      accepted(order, 3),
    ]);
    const { register } = world;
    const [inspected] = await p.query(`SELECT id FROM inspection ORDER BY recorded_at DESC LIMIT 1`);
    const before = await told(order, 'costs-adjusted');
    const [line] = await p.query(
      `SELECT device_id AS "deviceId" FROM goods_receipt_line l JOIN inspection i USING (goods_receipt_id) WHERE i.id = $1`,
      [inspected!['id']],
    );
    await p.worker.transaction((tx) =>
      register.deviceTransitioned(
        tx,
        fact({ documentId: inspected!['id'], lines: [line] } as unknown as DeviceTransitionedV1),
      ),
    );
    expect(await told(order, 'costs-adjusted')).toEqual(before);
    const [account] = (await told(order, 'order-accounted')).at(-1)!.lines as unknown as Record<string, number>[];
    expect(account).toMatchObject({
      invoicedMinor: 2 * 79_000 + 2 * 80_000 + 303,
      notInvoicedUnits: 1,
      notRegisteredUnits: 0,
    });
    const last = new Map(
      (before as unknown as CostsAdjustedV1[]).flatMap(({ lines }) =>
        lines.map((one) => [one.deviceId, one.costMinor]),
      ),
    );
    const registered = [...last.values()].reduce((sum, minor) => sum + minor, 0);
    // The sixth unit, which nothing is, has its part of the charges.
    expect(registered).toBe(
      account!['invoicedMinor']! - account!['notRegisteredMinor']! + account!['notInvoicedMinor']!,
    );
    expect(last.size).toBe(5);
  });

  it('T34 gives the unit of a voided record to the next device', async () => {
    const order = await p.order([{ model: 'ProBook 450 G10', quantity: 2 }]);
    const [first = ''] = await accepted(order, 1);
    await invoice(order, [goods(order, 2, 79_000)], 158_000);
    const account = async () => (await told(order, 'order-accounted')).at(-1)?.lines[0];
    expect(await account()).toMatchObject({ notRegisteredMinor: 79_000, notRegisteredUnits: 1 });
    await world.voided(first);
    expect(await account()).toMatchObject({ notRegisteredMinor: 158_000, notRegisteredUnits: 2 });
    await accepted(order, 1);
    expect(await account()).toMatchObject({ notRegisteredMinor: 79_000, notRegisteredUnits: 1 });
  });
});

describe('Q21 on a real database: every cent of every invoice is on a unit, registered or not', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('receive' as const),
      count: fc.integer({ min: 1, max: 3 }),
      rejected: fc.integer({ min: 0, max: 1 }),
    }),
    fc.record({
      do: fc.constant('goods' as const),
      count: fc.integer({ min: 1, max: 4 }),
      price: fc.integer({ min: 77_000, max: 81_000 }),
    }),
    fc.record({ do: fc.constant('void' as const), count: fc.nat(9) }),
    fc.record({ do: fc.constant('back' as const), count: fc.nat(9), less: fc.nat(500) }),
    fc.record({ do: fc.constant('charge' as const), minor: fc.integer({ min: 1, max: 9_999 }), one: fc.boolean() }),
  );

  it('whatever is received, rejected, voided, invoiced, charged and credited, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        p.buyer = await world.again(p.buyer, 'PROCUREMENT');
        const order = await p.order([
          { model: 'ProBook 450 G10', quantity: 6 },
          { model: '4050 HF', quantity: 1, unitPriceMinor: 415_000 },
        ]);
        let open = 6;
        const held: string[] = [];
        const priced: { id: string; left: number; price: number }[] = [];
        for (const one of steps) {
          if (one.do === 'receive' && open > 0) {
            const count = Math.min(one.count, open);
            const came = await accepted(order, count, Math.min(one.rejected, count - 1));
            held.push(...came);
            open -= came.length;
          } else if (one.do === 'void') {
            const [deviceId] = held.splice(one.count % Math.max(held.length, 1), 1);
            if (deviceId === undefined) continue;
            await world.voided(deviceId);
            open += 1;
          } else if (one.do === 'goods') {
            const id = await invoice(order, [goods(order, one.count, one.price)], one.count * one.price);
            priced.push({ id, left: one.count, price: one.price });
          } else if (one.do === 'back') {
            const of = priced[one.count % Math.max(priced.length, 1)];
            if (!of || of.left === 0) continue;
            const minor = of.price - one.less;
            await invoice(order, [goods(order, 1, minor)], minor, { type: 'CREDIT_NOTE', creditsInvoiceId: of.id });
            of.left -= 1;
          } else if (one.do === 'charge') {
            const on = one.one ? { orderLineId: order.lines[0]!.orderLineId } : {};
            await invoice(order, [{ component: 'DUTY', amountMinor: one.minor, ...on }], one.minor);
          }
        }
        const [sums] = await p.query(
          `SELECT (SELECT coalesce(sum(CASE i.type WHEN 'CREDIT_NOTE' THEN -1 ELSE 1 END * line.cost_minor), 0)::int FROM invoice_line line JOIN invoice i ON i.id = line.invoice_id
                   WHERE i.purchase_order_id = $1 AND i.status = 'MATCHED') AS invoiced,
                  (SELECT coalesce(sum(coalesce(told.minor, ordered.unit_price_minor)), 0)::int
                   FROM goods_receipt_line line JOIN purchase_order_line ordered ON ordered.id = line.order_line_id
                   LEFT JOIN LATERAL (
                     SELECT (one ->> 'costMinor')::int AS minor
                     FROM outbox CROSS JOIN jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'data' -> 'lines') AS one
                     WHERE type = 'fact.procurement.costs-adjusted.v1' AND one ->> 'deviceId' = line.device_id::text
                     ORDER BY outbox.id DESC LIMIT 1) AS told ON true
                   WHERE ordered.purchase_order_id = $1 AND line.inspection_result = 'ACCEPTED'
                     AND line.register = 'REGISTERED') AS registered`,
          [order.id],
        );
        const { invoiced, registered } = sums as { invoiced: number; registered: number };
        const lines = ((await told(order, 'order-accounted')).at(-1)?.lines ?? []) as unknown as Record<
          string,
          number
        >[];
        const sum = (field: string): number => lines.reduce((total, line) => total + (line[field] ?? 0), 0);
        if (lines.length === 0) return expect(invoiced).toBe(0);
        expect(sum('invoicedMinor')).toBe(invoiced);
        expect(registered).toBe(invoiced - sum('notRegisteredMinor') + sum('notInvoicedMinor'));
      }),
      { numRuns: 12 },
    );
  }, 240_000);
});
