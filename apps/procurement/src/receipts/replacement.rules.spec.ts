import type { Item } from './catalogue.rules.js';
import type { OrderBalance } from './order-balance.rules.js';
import type { ReceiptRow } from './receipt-row.rules.js';
import { placeReplacements, type Rejected } from './replacement.rules.js';
import type { Findings } from './serial.rules.js';

const item = { catalogueItemId: 'laptop', maker: 'HP', model: 'ProBook', trackingMode: 'SERIAL' } as Item;
const order = [{ orderLineId: 'line', lineNumber: 1 }] as OrderBalance[];
const aRow = (change: Partial<ReceiptRow> = {}): ReceiptRow =>
  ({ row: 1, quantity: 1, replacesDeviceId: 'old', ...change }) as ReceiptRow;
const old = (change: Partial<Rejected> = {}): Rejected => ({
  ...{ deviceId: 'old', catalogueItemId: 'laptop', orderLineId: 'line', replacedBy: null },
  ...change,
});
function placed(rows: ReceiptRow[], before: Rejected[], given: Item = item) {
  const findings: Findings = { problems: [], warnings: new Map() };
  const known = new Map(before.map((one) => [one.deviceId, one]));
  const captured = placeReplacements(
    rows.map((row) => ({ row, item: given })),
    known,
    order,
    findings,
  );
  return { lines: captured.map(({ row }) => row.orderLineId), codes: findings.problems.map(({ code }) => code) };
}

describe('AM-14: a device in the place of a rejected one', () => {
  it('goes on its order line, which pays for it', () => {
    expect(placed([aRow()], [old()])).toEqual({ lines: ['line'], codes: [] });
    expect(placed([aRow({ replacesDeviceId: undefined })], [])).toEqual({ lines: [undefined], codes: [] });
  });

  it.each([
    ['a device that was not rejected', [aRow()], [], 'device-not-rejected'],
    ['one that was replaced before', [aRow()], [old({ replacedBy: 'other' })], 'device-replaced'],
    ['one that another row replaces', [aRow(), aRow({ row: 2 })], [old()], 'device-replaced'],
    ['another model', [aRow()], [old({ catalogueItemId: 'radio' })], 'replacement-differs'],
    ['one of another order', [aRow()], [old({ orderLineId: 'foreign' })], 'replacement-of-another-order'],
    ['one of another line', [aRow({ orderLineId: 'other' })], [old()], 'replacement-of-another-order'],
    ['one by two', [aRow({ quantity: 2 })], [old()], 'replacement-of-one'],
  ])('never replaces %s', (_, rows, before, code) => {
    expect(placed(rows, before).codes).toEqual([code]);
  });
});
