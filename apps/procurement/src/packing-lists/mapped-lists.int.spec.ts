import { contentTypes, writeTable, type TableFormat } from '@dotation/documents';
import { uuidv7 } from '@dotation/service';
import { form, laptops, startProcurement, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
let supplierId: string;
beforeAll(async () => {
  p = await startProcurement();
  supplierId = uuidv7();
  await p.query(`INSERT INTO known_reference (kind, id) VALUES ('ORGANISATION', $1)`, [supplierId]);
});
afterAll(() => p.close());

const formats: TableFormat[] = ['csv', 'xlsx'];
const send = (path: string, file: Buffer, format: TableFormat) =>
  p.storekeeper.post(`/packing-lists/${path}`).type(contentTypes[format]).send(file);

async function download(path: string, file: Buffer, format: TableFormat): Promise<Buffer> {
  const answer = await send(path, file, format)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, contentTypes[format]]);
  return answer.body as Buffer;
}

async function receive(list: Buffer, more: object) {
  const said = { placeId: p.placeId, storeUnitId: p.storeUnitId, deliveryNote: 'BL-10', ...more };
  const { body, contentType } = form(list, said);
  return p.storekeeper.post('/receipts').type(contentType).send(body);
}

describe.each(formats)('a list in a supplier’s own words, as %s', (format) => {
  const [maker, model, serial, weight] = ['Hersteller', 'Typ Nr', `Werksnummer ${format}`, 'Gewicht'] as const;
  const serials = [1, 2].map((nth) => `MAP${format}000${nth}`.toUpperCase());
  const list = (): Promise<Buffer> =>
    writeTable(
      format,
      ['Société Numérique SARL'],
      [[maker, model, serial, weight], ...serials.map((one) => ['HP', 'ProBook 450 G10', one, 2])],
    );
  const columns = [
    { heading: maker, field: 'maker' },
    { heading: model, field: 'model' },
    { heading: serial, field: 'serial' },
    { heading: weight, field: null },
  ];

  it('is not understood, shown by its heading line, mapped once, and proposed the next time', async () => {
    expect((await send('readings', await list(), format).expect(422)).body.code).toBe('file-without-heading');
    const shown = await send('readings?headingLine=2', await list(), format).expect(200);
    expect(shown.body).toMatchObject({ mappingFrom: 'HEADINGS', headingLine: 2 });
    expect(shown.body.columns).toEqual(columns.map(({ heading }) => ({ heading, field: null })));
    const before = await p.count('outbox');
    const mapped = await p.storekeeper.post('/packing-lists/mappings', { supplierId, columns }).expect(201);
    expect(await p.count('outbox')).toBe(before + 1);
    const again = await send(`readings?supplierId=${supplierId}`, await list(), format).expect(200);
    expect(again.body).toMatchObject({ mappingFrom: 'REMEMBERED', headingLine: 2, summary: { rows: 2, refused: 0 } });
    expect(again.body.columns).toEqual(columns);

    // Said anew, it takes the place of what was said.
    const changed = columns.map((column) => (column.field === 'serial' ? { ...column, field: 'carton' } : column));
    const second = await p.storekeeper.post('/packing-lists/mappings', { supplierId, columns: changed }).expect(201);
    expect(second.body.id).toBe(mapped.body.id);
    const { items } = (await p.storekeeper.get(`/packing-lists/mappings?supplierId=${supplierId}`).expect(200)).body;
    expect(items[0]).toMatchObject({ id: mapped.body.id, columns: changed });
    await p.storekeeper.post('/packing-lists/mappings', { supplierId, columns }).expect(201);
  });

  it('is received as it was mapped', async () => {
    const answer = await receive(await list(), { list: { supplierId } });
    expect([answer.status, ...answer.body.lines.map((line: { serial: string }) => line.serial)]).toEqual([
      201,
      ...serials,
    ]);
  });
});

it('a list for an order is read as was said for the supplier of the order', async () => {
  const line = { lineNumber: 1, catalogueItemId: p.items['ProBook 450 G10'], quantity: 2, unitPriceMinor: 78_900 };
  const { body: order } = await p.buyer
    .post('/purchase-orders', {
      ...{ number: 'PO-MAPPED', orderedOn: '2026-08-17', currency: 'USD', supplierId },
      ...{ requesterId: p.requesterId, buyerId: p.buyer.principal.personId, approverId: p.approverId },
      lines: [{ ...line, funding: [{ awardId: p.awardId, percent: 100 }] }],
    })
    .expect(201);
  const columns = [
    { heading: 'Lieferant', field: 'maker' },
    { heading: 'Gerät', field: 'model' },
    { heading: 'Nummer', field: 'serial' },
  ];
  await p.storekeeper.post('/packing-lists/mappings', { supplierId, columns }).expect(201);
  // In another order of columns, and with one more of ours.
  const file = await writeTable(
    'csv',
    ['Nummer', 'Gerät', 'Lieferant', 'À corriger'],
    [['ORD1', 'ProBook 450 G10', 'HP', 'x']],
  );
  const { body } = await send(`readings?purchaseOrderId=${order.id}`, file, 'csv').expect(200);
  expect(body).toMatchObject({ mappingFrom: 'REMEMBERED', summary: { rows: 1, refused: 0 } });
});

it('a mapping that tells no goods, or of an unknown supplier, is refused and nothing is written', async () => {
  const before = [await p.count('list_mapping'), await p.count('outbox')];
  const maker = { heading: 'Marque', field: 'maker' };
  const refused = await p.storekeeper.post('/packing-lists/mappings', { supplierId, columns: [maker] }).expect(422);
  expect(refused.body).toMatchObject({ code: 'mapping-refused', rows: [{ row: 0, code: 'goods-not-told' }] });
  const stranger = { supplierId: uuidv7(), columns: [{ heading: 'Modèle', field: 'model' }] };
  const unknown = await p.storekeeper.post('/packing-lists/mappings', stranger).expect(422);
  expect(unknown.body.code).toBe('unknown-reference');
  expect([await p.count('list_mapping'), await p.count('outbox')]).toEqual(before);
});

describe.each(formats)('the refused rows alone, as %s', (format) => {
  const heading = ['N°', 'Colis', 'Fabricant', 'Modèle', 'N° de série', 'Obs.'];
  const prefix = `FR${format.toUpperCase()}`;
  const row = (nth: number, serial: string, model = 'ProBook 450 G10') => [nth, `C${nth}`, 'HP', model, serial, '=x'];

  it('come in the supplier’s layout with what is wrong, are corrected, and received beside the others', async () => {
    const serials = laptops(3, prefix).map(({ serial }) => serial);
    const good = serials.map((serial, index) => row(index + 1, serial));
    const file = await writeTable(format, heading, [...good, row(4, serials[0]!), row(5, `${prefix}X5`, 'ProBook 1')]);
    const reading = (await send('readings', file, format).expect(200)).body;
    const refused = reading.rows.filter(({ problems }: { problems: object[] }) => problems.length > 0);
    expect(refused.map((one: { row: number }) => one.row)).toEqual([4, 5]);
    expect(refused[0].problems[0]).toMatchObject({
      ...{ row: 4, line: 5, column: 'N° de série', code: 'serial-repeated' },
      text: { fr: 'La ligne 1 a le même numéro de série : relisez les deux plaques.' },
    });

    const failed = await download(`failed-rows?format=${format}&language=fr`, file, format);
    const back = (await send('readings', failed, format).expect(200)).body;
    const headings = back.columns.map((column: { heading: string }) => column.heading);
    expect(headings).toEqual([...heading, 'À corriger']);
    expect(back.rows.map((one: { row: number; line: number }) => [one.row, one.line])).toEqual([
      [4, 2],
      [5, 3],
    ]);

    // What is right is received now, and the rest when it is corrected: as a second receipt, from its own file.
    const before = await p.count('goods_receipt_line');
    expect((await receive(file, {})).status).toBe(422);
    expect(await p.count('goods_receipt_line')).toBe(before);
    const dropped = [4, 5].map((number) => ({ row: number, drop: true }));
    expect((await receive(file, { corrections: dropped })).status).toBe(201);
    const rows = [row(4, `${prefix}X4`), row(5, `${prefix}X5`)].map((cells) => [...cells, 'old words']);
    expect((await receive(await writeTable(format, headings, rows), {})).status).toBe(201);
    expect(await p.count('goods_receipt_line')).toBe(before + 5);
  });

  it('are no file when no row is refused', async () => {
    const file = await writeTable(format, heading, [row(9, `${prefix}X9`)]);
    expect((await send('failed-rows', file, format).expect(409)).body.code).toBe('no-row-refused');
  });
});
