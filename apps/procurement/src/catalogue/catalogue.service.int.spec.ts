import { readTable } from '@dotation/documents';
import { uuidv7 } from '@dotation/service';
import { startProcurement, type Procurement } from '../../test/procurement.ts';

let p: Procurement;
beforeAll(async () => {
  p = await startProcurement();
});
afterAll(() => p.close());

const counted = async (): Promise<number[]> => [await p.count('catalogue_item'), await p.count('outbox')];
const file = (...lines: string[]): Buffer =>
  Buffer.from(['Marque;Catégorie;Modèle;Description;Règle de série;GTIN;Composants', ...lines, ''].join('\n'));

describe('a model in the catalogue (domain §6.2, §9.5)', () => {
  it('takes flags and codes from its category and keeps its components with their makers', async () => {
    const { body: sierra } = await p.buyer.post('/makers', { name: 'Sierra Wireless' }).expect(201);
    const { body } = await p.buyer
      .post('/catalogue-items', {
        ...{ makerId: p.makers['HP'], category: 'NETWORK', model: 'RT 900', description: 'Routeur' },
        ...{ serialRule: 'REQUIRED', countryOfOrigin: 'tw', gtin: '4006381333931' },
        components: [{ name: 'Modem LTE', makerId: sierra.id, mandatory: true }],
      })
      .expect(201);
    expect(body).toMatchObject({
      ...{ unspsc: '43222609', hsCode: '8517.62', usefulLifeMonths: 48, attractive: false, countryOfOrigin: 'TW' },
      components: [{ name: 'Modem LTE', maker: 'Sierra Wireless', mandatory: true }],
    });
    expect((await p.storekeeper.get(`/catalogue-items/${body.id}`).expect(200)).body).toEqual(body);
    const [fact] = await p.query(
      `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM outbox WHERE subject = $1`,
      [body.id],
    );
    expect(fact?.['data']).toMatchObject({ unspsc: '43222609', components: [{ makerId: sierra.id }] });
    const { body: categories } = await p.storekeeper.get('/catalogue-items/categories').expect(200);
    expect(categories.items).toContainEqual(expect.objectContaining({ code: 'NETWORK', section889: true }));
  });

  it('is refused by field where its description cannot be true, and nothing is written', async () => {
    const before = await counted();
    const model = { makerId: p.makers['HP'], model: 'X1', description: 'x', serialRule: 'REQUIRED' };
    const { body } = await p.buyer
      .post('/catalogue-items', { ...model, category: 'TOASTER', gtin: '4006381333930' })
      .expect(422);
    expect(body.rows.map(({ field }: { field: string }) => field)).toEqual(['category', 'gtin']);
    const components = [{ name: 'Modem', makerId: uuidv7(), mandatory: true }];
    const unknown = await p.buyer.post('/catalogue-items', { ...model, category: 'LAPTOP', components }).expect(422);
    expect(unknown.body.code).toBe('component-maker-unknown');
    expect(await counted()).toEqual(before);
  });
});

describe('the catalogue as a file', () => {
  it('is read without writing: every wrong cell by row, line and column', async () => {
    const before = await counted();
    const wrong = file('Nobody;LAPTOP;A;x;;;', 'HP;Grille-pain;B;x;;4006381333930;', 'HP;LAPTOP;=1+1;x;;;');
    const { body } = await p.buyer.post('/catalogue-items/loads/readings', wrong).expect(200);
    expect(body).toMatchObject({ encoding: 'utf-8', delimiter: ';', rows: 3, loadable: false });
    type Shown = { row: number; line: number; column: string; code: string };
    expect(body.problems.map(({ row, line, column, code }: Shown) => [row, line, column, code])).toEqual([
      [1, 2, 'Marque', 'maker-unknown'],
      [2, 3, 'Catégorie', 'category-unknown'],
      [2, 3, 'GTIN', 'gtin-not-valid'],
      [3, 4, 'Modèle', 'formula'],
      [3, 4, 'Modèle', 'value-missing'],
    ]);
    const refused = await p.buyer.post('/catalogue-items/loads', wrong).expect(422);
    expect(refused.body).toMatchObject({
      code: 'catalogue-rows-refused',
      rows: [{ row: 1, column: 'Marque' }, {}, {}, {}, {}],
    });
    expect(await counted()).toEqual(before);
  });

  it('is loaded whole and once: a repeat answers the same, the same models again are refused', async () => {
    const key = uuidv7();
    const list = file(
      'Hewlett-Packard;Ordinateur portable;EliteBook 640;Portable;obligatoire;;Modem LTE = Victron',
      'HP;Mobilier;Bureau 120;Bureau;aucun;;',
    );
    const [items = 0, facts = 0] = await counted();
    const once = await p.buyer.post('/catalogue-items/loads', list, key).expect(201);
    expect(once.body.loaded).toBe(2);
    expect((await p.buyer.post('/catalogue-items/loads', list, key).expect(201)).body).toEqual(once.body);
    expect(await counted()).toEqual([items + 2, facts + 2]);
    const again = await p.buyer.post('/catalogue-items/loads', list).expect(422);
    expect(again.body.rows.map(({ code }: { code: string }) => code)).toEqual(['model-taken', 'model-taken']);
    const { body: desk } = await p.buyer.get(`/catalogue-items/${once.body.ids[1]}`).expect(200);
    expect(desk).toMatchObject({ maker: 'HP', category: 'FURNITURE', trackingMode: 'QUANTITY', serialRule: 'NONE' });
    await p.storekeeper.post('/catalogue-items/loads', list).expect(403);
  });

  it.each(['csv', 'xlsx'])(
    'is written as %s, and what is written can be read again column by column',
    async (format) => {
      const answer = await p.storekeeper
        .get(`/catalogue-items/file?format=${format}`)
        .buffer(true)
        .parse((response, done) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => done(null, Buffer.concat(pieces)));
        });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-disposition']).toContain(`catalogue.${format}`);
      const { body: reading } = await p.buyer
        .post('/catalogue-items/loads/readings', answer.body as Buffer)
        .expect(200);
      expect(reading.columns.every(({ field }: { field: string | null }) => field !== null)).toBe(true);
      expect(reading.rows).toBe(await p.count('catalogue_item'));
      expect(new Set(reading.problems.map(({ code }: { code: string }) => code))).toEqual(new Set(['model-taken']));
      const table = await readTable(answer.body as Buffer, {
        ...{ mostRows: 100, headingExample: '', headingScore: (cells: readonly string[]) => cells.length },
      });
      expect(table.lines.every(({ formulas }) => formulas === undefined)).toBe(true);
    },
  );

  it('neutralises what somebody typed like a formula', async () => {
    const hostile = { model: '@SUM(A1) 7', description: '=HYPERLINK("http://x")', serialRule: 'REQUIRED' };
    await p.buyer.post('/catalogue-items', { ...hostile, makerId: p.makers['HP'], category: 'LAPTOP' }).expect(201);
    const { text } = await p.storekeeper.get('/catalogue-items/file?format=csv').expect(200);
    expect(text).toContain(`;'@SUM(A1) 7;"'=HYPERLINK(""http://x"")"`);
  });
});
