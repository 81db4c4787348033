import type { Client } from '../journey/client.ts';
import { exampleId } from './examples.ts';
import { organisationId } from './goods.ts';

type Write = (who: string, name: string, path: string, body: object) => Promise<unknown>;

/** Of the example order: one invoice that matches, one that waits for an inspection, and freight that nobody ordered (CR-11). */
export async function seedInvoices(record: Write, as: (who: string) => Client): Promise<void> {
  const purchaseOrderId = exampleId('purchase order');
  const order = await as('buyer').get<{ lines: { orderLineId: string }[] }>(
    `/procurement/purchase-orders/${purchaseOrderId}`,
  );
  const laptops = (quantity: number): object => ({
    totalMinor: quantity * 78_900,
    lines: [{ orderLineId: order.lines[0]?.orderLineId, quantity, unitPriceMinor: 78_900 }],
  });
  const freight = { totalMinor: 48_000, lines: [{ component: 'FREIGHT', amountMinor: 48_000 }] };
  for (const [name, supplier, what] of [
    ['invoice', 'supplier', laptops(16)],
    ['invoice to match', 'supplier', laptops(2)],
    ['invoice to resolve', 'carrier', freight],
  ] as const) {
    await record('finance', name, '/procurement/invoices', {
      ...{ type: 'INVOICE', purchaseOrderId, supplierId: organisationId(supplier), number: `F-EX-${name}` },
      ...{ invoicedOn: '2025-03-03', currency: 'USD', ...what },
    });
  }
}
