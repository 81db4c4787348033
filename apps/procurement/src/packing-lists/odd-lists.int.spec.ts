import { form, startProcurement, type Procurement } from '../../test/procurement.ts';
import { oddLists } from '../../test/odd-lists.ts';

// Thirty odd and hostile files through the reading and through a receipt: each ends in messages of rows and cells or in a clear
// refusal, never in a crash, a time-out or half a receipt; and the process is no larger afterwards than lists may make it.

let p: Procurement;
/** Of this process before the first file: other specs may have filled it before. */
let startedWith = 0;
beforeAll(async () => {
  p = await startProcurement();
  startedWith = process.memoryUsage().rss;
});
afterAll(() => p.close());

const lists = oddLists();
interface Finding {
  line: number;
  column?: string;
  code: string;
  text: { fr: string; en: string };
}
interface Told {
  rows: { problems: Finding[] }[];
  warnings: Finding[];
}
const findings = ({ rows, warnings }: Told): Finding[] => [...rows.flatMap(({ problems }) => problems), ...warnings];

it('the folder has more than twenty files', () => {
  expect(lists.length).toBeGreaterThan(20);
  expect(new Set(lists.map(({ what }) => what)).size).toBe(lists.length);
});

describe.each(lists)('$what', ({ file, status, code, rows, found }) => {
  it('is read row by row, or refused as a whole', async () => {
    const began = performance.now();
    const { status: answered, body } = await p.storekeeper
      .post('/packing-lists/readings')
      .type('application/octet-stream')
      .send(file);
    expect([answered, body.code, body.detail]).toEqual([status, code, status === 200 ? undefined : expect.any(String)]);
    expect(performance.now() - began).toBeLessThan(25_000);
    if (status !== 200) return;
    const told = body as Told;
    expect(told.rows).toHaveLength(rows!);
    expect(findings(told).map((one) => `${one.line} ${one.column} ${one.code}`)).toEqual(found);
    for (const { text } of findings(told)) expect(text.fr).not.toBe(text.en);
  }, 30_000);

  it('is received whole or not at all', async () => {
    const tables = ['goods_receipt', 'goods_receipt_line', 'received_serial', 'outbox'];
    const before = await Promise.all(tables.map(p.count));
    const said = { placeId: p.placeId, storeUnitId: p.storeUnitId, deliveryNote: 'BL-ODD' };
    const { body, contentType } = form(file, said);
    const answer = await p.storekeeper.post('/receipts').type(contentType).send(body);
    const after = await Promise.all(tables.map(p.count));
    const isRight = status === 200 && !found!.some((one) => !one.endsWith('column-left-out'));
    expect(answer.status).toBe(isRight ? 201 : status === 200 ? 422 : status);
    expect([after[0]! - before[0]!, after[1]! - before[1]!]).toEqual(isRight ? [1, rows] : [0, 0]);
    if (!isRight) expect(after).toEqual(before);
  }, 30_000);
});

it('and the service still answers, with bounded memory', async () => {
  const together = await Promise.all(
    lists.slice(0, 8).map(({ file }) => p.storekeeper.post('/packing-lists/readings').type('text/csv').send(file)),
  );
  expect(together.map(({ status }) => status)).toEqual(lists.slice(0, 8).map(({ status }) => status));
  expect(process.memoryUsage().rss - startedWith).toBeLessThan(600 * 1024 * 1024);
}, 60_000);
