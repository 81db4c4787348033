import { uuidv7 } from '@dotation/service';
import { form, sample, startProcurement, type Order, type Procurement } from '../../test/procurement.ts';

describe('a supplier’s packing list', () => {
  let p: Procurement;
  beforeAll(async () => {
    p = await startProcurement();
  });
  afterAll(() => p.close());

  const read = (file: Buffer, query = '', type = 'text/csv') =>
    p.storekeeper.post(`/packing-lists/readings${query}`).type(type).send(file);
  const written = (): Promise<number[]> =>
    Promise.all(['outbox', 'goods_receipt', 'received_serial', 'idempotency'].map(p.count));
  const g1Order = (): Promise<Order> =>
    p.order([
      { model: 'ProBook 450 G10', quantity: 24 },
      { model: '4050 HF', quantity: 4, unitPriceMinor: 415_000 },
      { model: 'Phoenix 12/800', quantity: 4, unitPriceMinor: 26_550 },
      { model: 'SPM 175W-12V', quantity: 4, unitPriceMinor: 18_990 },
      { model: 'AGM 12V 110Ah', quantity: 4, unitPriceMinor: 24_200 },
    ]);

  it('is read as it arrives: Windows-1252, French headings, an inch mark, decimal commas, a total line', async () => {
    const order = await g1Order();
    const before = await written();
    const { body } = await read(sample, `?purchaseOrderId=${order.id}`).expect(200);
    expect(body).toMatchObject({ encoding: 'windows-1252', delimiter: ';', lineEnds: 'CRLF', headingLine: 1 });
    expect(body.mapping).toEqual({
      'N°': 'number',
      Colis: 'carton',
      Marque: 'maker',
      Modèle: 'model',
      Désignation: 'description',
      'N° de série': 'serial',
      'Adresse MAC': 'mac',
      Qté: 'quantity',
      'Prix unitaire': 'unitPrice',
      Devise: 'currency',
    });
    expect(body.rows).toHaveLength(40);
    expect(body.rows[0].values).toMatchObject({
      description: 'Ordinateur portable 15,6" i5/16 Go/512 Go',
      serial: '5CD359FMMR',
    });
    expect(body.rows[7].values.serial).toBe(' 5cd398n7b9 ');
    expect(body.ignored).toEqual([{ line: 42, why: 'total line' }]);
    const problems = body.rows.flatMap((row: { problems: object[] }) => row.problems);
    expect(problems).toEqual([
      expect.objectContaining({
        row: 16,
        line: 17,
        column: 'N° de série',
        field: 'serial',
        code: 'serial-repeated',
        otherRow: 15,
      }),
      expect.objectContaining({ row: 28, line: 29, field: 'noSerialReason', code: 'no-serial-reason-missing' }),
      expect.objectContaining({ row: 28, line: 29, field: 'platePhotoSha256', code: 'plate-photo-missing' }),
    ]);
    expect(body.kitsProposed).toEqual([
      { label: 'KIT-RADIO-1', rows: [25, 26, 27, 28] },
      { label: 'KIT-RADIO-2', rows: [29, 30, 31, 32] },
      { label: 'KIT-RADIO-3', rows: [33, 34, 35, 36] },
      { label: 'KIT-RADIO-4', rows: [37, 38, 39, 40] },
    ]);
    expect(body.summary).toEqual({ rows: 40, devices: 40, refused: 2, warned: 0 });
    expect(body.lines[24]).toMatchObject({ row: 25, maker: 'Barrett', unitPriceMinor: 415_000, kit: 'KIT-RADIO-1' });
    expect(await written()).toEqual(before);
  });

  it('is received with what a person corrected, from JSON rows or from the file itself', async () => {
    const order = await g1Order();
    const path = `/purchase-orders/${order.id}/receipts`;
    const receipt = {
      ...{ placeId: p.placeId, storeUnitId: p.storeUnitId, deliveryNote: 'BL-1', kits: 'CONFIRM_PROPOSED' },
      corrections: [
        { row: 16, serial: '5CD3302W9K', platePhotoSha256: 'b'.repeat(64) },
        {
          ...{ row: 28, noSerialReason: 'Le fabricant ne numérote pas cet article' },
          platePhotoSha256: 'd'.repeat(64),
        },
      ],
    };
    const send = (key: string, said: object) => {
      const { body, contentType } = form(sample, said);
      return p.storekeeper.post(path, undefined, key).type(contentType).send(body);
    };
    const uncorrected = await send(uuidv7(), { ...receipt, corrections: [] }).expect(422);
    expect(uncorrected.body.rows[0]).toMatchObject({
      row: 16,
      line: 17,
      column: 'N° de série',
      code: 'serial-repeated',
    });
    const noPhoto = await send(uuidv7(), {
      ...receipt,
      corrections: [{ row: 16, serial: '5CD3302W9K' }, receipt.corrections[1]],
    }).expect(422);
    expect(noPhoto.body.rows).toEqual([expect.objectContaining({ row: 16, code: 'plate-photo-missing' })]);
    const key = uuidv7();
    const answer = await send(key, receipt).expect(201);
    expect(answer.body.lines).toHaveLength(40);
    expect(answer.body.lines[15]).toMatchObject({ row: 16, serial: '5CD3302W9K' });
    expect(answer.body.kits).toHaveLength(4);
    expect(answer.body.lines[27]).toMatchObject({ serial: null, kit: 'KIT-RADIO-1' });
    // The same form with another boundary is the same request.
    expect((await send(key, receipt).expect(201)).body).toEqual(answer.body);
    expect((await send(key, { ...receipt, deliveryNote: 'BL-2' }).expect(422)).body.code).toBe(
      'idempotency-key-reused',
    );
    const again = await read(sample).expect(200);
    expect(again.body.rows[0].problems).toMatchObject([
      { code: 'serial-already-active', existingDeviceId: answer.body.lines[0].deviceId },
      { code: 'identifier-already-active', column: 'Adresse MAC' },
    ]);
  });

  it('is refused with a clear reason when it is no list, and nothing is written', async () => {
    const before = await written();
    const text = (content: string): Buffer => Buffer.from(content);
    const utf32 = (content: string): Buffer =>
      Buffer.from(Uint32Array.from([...content], (letter) => letter.codePointAt(0) ?? 0).buffer);
    const huge = text(`Marque;Modèle;N° de série\n${'HP;ProBook 450 G10;X\n'.repeat(20_000)}`);
    const cases: [string, Buffer, number, string][] = [
      ['empty', Buffer.alloc(0), 422, 'file-empty'],
      ['blank lines only', text('\n\n  \n'), 422, 'file-empty'],
      ['a heading only', text('Marque;Modèle;N° de série\n'), 422, 'file-empty'],
      ['a broken spreadsheet', Buffer.from('504b03040000', 'hex'), 422, 'file-malformed'],
      ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 415, 'file-not-text'],
      ['a web page', text('<html><table><tr><td>Marque</td></tr></table>'), 415, 'file-not-text'],
      [
        'binary junk',
        Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)),
        415,
        'file-not-text',
      ],
      ['no heading', text('bonjour;tout;le;monde\n1;2;3;4\n'), 422, 'file-without-heading'],
      [
        'an open quotation mark',
        text('Marque;Modèle;N° de série\nHP;"ProBook;1\nHP;ProBook;2\n'),
        422,
        'file-malformed',
      ],
      [
        'Mac OS Roman',
        Buffer.from('4d61727175653b4d6f648f6c653b4eb02064652073c47269650a48503b583b310a', 'hex'),
        422,
        'file-encoding-unknown',
      ],
      ['UTF-32', utf32('\uFEFFMarque;Modèle;N° de série\nHP;X;1\n'), 422, 'file-encoding-unknown'],
      ['UTF-32 without a mark', utf32('Marque;Modèle;N° de série\nHP;X;1\n'), 422, 'file-encoding-unknown'],
      [
        'UTF-32, the other way round',
        utf32('\uFEFFMarque;Modèle;N° de série\nHP;X;1\n').swap32(),
        422,
        'file-encoding-unknown',
      ],
      ['a total line only', text('Marque;Modèle;Qté\nTOTAL;;40\n'), 422, 'receipt-empty'],
      ['UTF-8 saved twice', text('Marque;ModÃ¨le;N° de sÃ©rie\nHP;X;1\n'), 422, 'file-encoding-unknown'],
      ['20,000 rows', huge, 413, 'too-many-rows'],
      ['millions of lines', text(`Marque;Modèle\n${'\n'.repeat(3_000_000)}`), 413, 'too-many-rows'],
      ['one endless line', text(`Marque;Modèle\n${'x'.repeat(3_000_000)}`), 422, 'file-malformed'],
      ['nothing but delimiters', text(';'.repeat(8_000_000)), 422, 'file-malformed'],
      [
        'lines of nothing but delimiters',
        text(`Marque;Modèle\n${`${';'.repeat(60_000)}\n`.repeat(130)}`),
        422,
        'file-malformed',
      ],
      ['headings of nothing but delimiters', text(`${';'.repeat(60_000)}\n`.repeat(130)), 422, 'file-without-heading'],
    ];
    for (const [what, file, status, code] of cases) {
      const answer = await read(file, '', 'application/octet-stream');
      expect([what, answer.status, answer.body.code]).toEqual([what, status, code]);
    }
    expect((await read(text('Marque;Modèle;Qté\nTOTAL;;40\n'))).body.detail).toContain('line 2 is a total line');
    expect((await p.storekeeper.post('/packing-lists/readings', { not: 'a file' }).expect(400)).body.code).toBe(
      'file-missing',
    );
    expect((await read(Buffer.alloc(9 * 1024 * 1024, 65)).expect(413)).body.code).toBe('too-large');
    expect(await written()).toEqual(before);
  });

  it.each([
    ['UTF-8', Buffer.from('Fabricant,Modèle,Numéro de série\nHP,ProBook 450 G10,UTF1\n'), 'utf-8', ','],
    [
      'UTF-8 with a mark',
      Buffer.from('\uFEFFMaker\tModel\tSerial number\r\nHP\tProBook 450 G10\tUTF2\r\n'),
      'utf-8',
      '\t',
    ],
    ['UTF-16', Buffer.from('\uFEFFMarque;Modèle;N° de série\nHP;ProBook 450 G10;UTF3\n', 'utf16le'), 'utf-16le', ';'],
    ['UTF-16 without a mark', Buffer.from('Brand|Model|S/N\nHP|ProBook 450 G10|UTF4\n', 'utf16le'), 'utf-16le', '|'],
    [
      'UTF-16, the other way round',
      Buffer.from('\uFEFFMarque;Modèle;N° de série\nHP;ProBook 450 G10;UTF5\n', 'utf16le').swap16(),
      'utf-16be',
      ';',
    ],
    [
      'UTF-8 and Windows-1252 together',
      Buffer.concat([
        Buffer.from('\uFEFFMarque;Modèle;N° de série;Désignation\n'),
        Buffer.from('HP;ProBook 450 G10;UTF7;Clavier français\n', 'latin1'),
      ]),
      'windows-1252',
      ';',
    ],
    [
      'a letterhead above',
      Buffer.from(
        'Société Numérique SARL\n\nListe de colisage;;\nMarque;Modèle;N° de série\nHP;ProBook 450 G10;UTF6\n',
      ),
      'utf-8',
      ';',
    ],
  ])('is understood in %s', async (_, file, encoding, delimiter) => {
    const { body } = await read(file).expect(200);
    expect(body).toMatchObject({ encoding, delimiter, summary: { rows: 1, refused: 0 } });
    expect(body.rows[0].values.description ?? 'Clavier français').toBe('Clavier français');
    expect(body.rows[0].values).toMatchObject({ maker: 'HP', serial: expect.stringMatching(/^UTF/) });
  });
});
