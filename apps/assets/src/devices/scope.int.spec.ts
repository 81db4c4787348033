import { uuidv7 } from '@dotation/service';
import { testApp, type TestApp, type TestPerson } from '../../../../test/support/app.ts';
import { withClient } from '../../../../tools/stack/databases.ts';
import { AssetsModule, handlers } from '../assets.module.js';
import { dataSource, service } from '../data-source.js';

// CR-67, AM-4: a unit head sees that unit and those below it. A register of 100,000 devices of 1,000 units under 10 superiors.
const devices = 100_000;
const units = 1_000;
const id = (kind: string, number: number): string =>
  `00000000-0000-7${kind}00-8000-${String(number).padStart(12, '0')}`;
const unit = (number: number): string => id('1', number);
const superior = (number: number): string => id('2', number);
const place = (number: number): string => id('3', number);
const device = (number: number): string => id('4', number);
/** Of the 100 devices of this unit. */
const someOf = (number: number): string => device(number);
const serial = (number: number): string => `SCP${String(number).padStart(7, '0')}`;

const award = id('a', 1);
const paidBy = JSON.stringify([award, id('a', 2)].map((awardId) => ({ awardId, percent: 50 })));
const sqlId = (kind: string, number: string): string =>
  `('00000000-0000-7${kind}00-8000-' || lpad((${number})::text, 12, '0'))::uuid`;
const fill = [
  `INSERT INTO scope_node (id, parent_id, within_id, valid_from)
   SELECT ${sqlId('1', 'n')}, ${sqlId('2', 'n % 10')}, ${sqlId('3', 'n')}, '2020-01-01Z' FROM generate_series(0, ${units - 1}) n`,
  `INSERT INTO device (id, device_seq, leaf_hash, lifecycle, title, condition, "use", catalogue_item_id, maker_id, maker,
     model, category, description, tracking_mode, serial_rule, receipt_id, receipt_number, receipt_line_id, order_line_id,
     cost_minor, currency, funding, disputed, acquisition_date, registered_at)
   SELECT ${sqlId('4', 'n')}, 1, sha256('x'), 'A08_HANDED_OVER', 'IOM_CONDITIONAL', 'USABLE', 'NOT_YET_DEPLOYED', ${sqlId('5', '1')},
     ${sqlId('6', '1')}, 'HP', 'EliteBook', 'LAPTOP', 'Laptop', 'SERIAL', 'REQUIRED', ${sqlId('7', 'n / 250')}, 'RR',
     ${sqlId('8', 'n')}, ${sqlId('9', '1')}, 90000, 'USD', '[]', false, '2026-01-01', '2026-01-01Z'
   FROM generate_series(0, ${devices - 1}) n`,
  `INSERT INTO device_identifier (device_id, type, issuer, value, raw, folded, exclusive, valid_from)
   SELECT ${sqlId('4', 'n')}, 'MFR_SERIAL', ${sqlId('6', '1')}, s, s, replace(replace(s, 'S', '5'), 'O', '0'), true, '2026-01-01Z'
   FROM generate_series(0, ${devices - 1}) n, LATERAL (SELECT 'SCP' || lpad(n::text, 7, '0') AS s) AS written`,
  `INSERT INTO custody (device_id, device_seq, from_at, claimed_from, clamped, party_kind, party_id, place_id, en_route, hold,
     document_id, recorded_at)
   SELECT ${sqlId('4', 'n')}, 1, '2026-01-01Z', '2026-01-01Z', false, 'UNIT', ${sqlId('1', `n % ${units}`)},
     ${sqlId('3', `n % ${units}`)}, false, 'FIRM', ${sqlId('0', '1')}, '2026-01-01Z' FROM generate_series(0, ${devices - 1}) n`,
  // Ten of every unit's hundred devices were paid by one award, in part by another.
  `UPDATE device SET funding = '${paidBy}' WHERE id IN (SELECT ${sqlId('4', 'n')} FROM generate_series(0, 9_999) n)`,
  `ANALYZE`,
];

let app: TestApp;
let everybody: TestPerson;
beforeAll(async () => {
  app = await testApp({ name: service, module: AssetsModule, dataSource, handlers });
  await withClient(app.database.ownerUrl, async (client) => {
    for (const statement of fill) await client.query(statement);
  });
  everybody = await app.as({ roles: ['AUDITOR'] });
}, 120_000);
afterAll(() => app?.close());

const head = (number: number): Promise<TestPerson> =>
  app.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: unit(number) }] });

/** The plan of a query as the running service would get it for a caller with this scope. */
async function planOf(scope: string, query: string): Promise<string> {
  return withClient(app.database.url, async (client) => {
    await client.query(`SELECT set_config('app.scope', $1, false)`, [scope]);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, COSTS OFF) ${query}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

const lookUp = `SELECT device_id FROM device_identifier WHERE folded = '5CP0000017' AND valid_to IS NULL`;
const searched = `SELECT d.id FROM device d WHERE d.id IN (SELECT devices_folded_between('5CP00000', '5CP00001'))`;
const own = `SELECT d.id FROM device d JOIN custody c ON c.device_id = d.id AND c.to_at IS NULL
  WHERE d.id = ANY ((SELECT few_devices_in_scope(2000))::uuid[]) ORDER BY d.id LIMIT 51`;

const page = `SELECT d.id FROM device d JOIN custody c ON c.device_id = d.id AND c.to_at IS NULL ORDER BY d.id LIMIT 51`;

describe('what a unit head sees of the register', () => {
  it('is his unit, page by page, and no other', async () => {
    const chief = await head(7);
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await chief.get(`/devices?limit=40${after}`).expect(200);
      const page = body as { items: { id: string; custody: { partyId: string } }[]; next: string | null };
      expect(page.items.map(({ custody }) => custody.partyId)).toEqual(page.items.map(() => unit(7)));
      seen.push(...page.items.map((item) => item.id));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(seen).toEqual(Array.from({ length: devices / units }, (_, n) => device(n * units + 7)));
  });

  it('is every unit below a superior (AM-4), and a place with the units at it', async () => {
    const commissioner = await app.as({ roles: [{ role: 'PROV_COMMISSIONER', orgUnitId: superior(3) }] });
    const officer = await app.as({ roles: [{ role: 'FIELD_OFFICER', placeId: place(13) }] });
    for (const person of [commissioner, officer]) {
      await person.get(`/devices/${someOf(13)}`).expect(200);
      await person.get(`/devices/${someOf(14)}`).expect(404);
    }
  });

  it('answers an id of another unit like an id that nobody has, by every way to ask', async () => {
    const chief = await head(7);
    const [foreign, unknown] = [someOf(8), uuidv7()];
    const ways = (what: string): string[] => [
      `/devices/${what}`,
      `/devices/${what}/custody`,
      `/devices?kitId=${what}`,
      `/incidents?deviceId=${what}`,
      `/taggings/${what}`,
    ];
    for (const [index, path] of ways(foreign).entries()) {
      const [mine, nobodys] = [await chief.get(path), await chief.get(ways(unknown)[index] as string)];
      const plain = ({ status, text }: typeof mine): unknown => [status, text.replace(/"requestId":"[^"]*"/, '')];
      expect([path, plain(mine)]).toEqual([path, plain(nobodys)]);
      expect(mine.text).not.toContain(serial(8));
    }
    const { body } = await chief.get(`/devices/lookup?code=${serial(8)}`).expect(200);
    expect(body.matches).toEqual([]);
    expect((await chief.get(`/devices?q=${serial(8)}`).expect(200)).body.items).toEqual([]);
    expect((await everybody.get(`/devices?q=${serial(8)}`).expect(200)).body.items).toHaveLength(1);
  });

  it('domain §8.6 is what an award paid, in every unit, and nothing else', async () => {
    const donor = await app.as({ roles: [{ role: 'DONOR', awardId: award }] });
    const page = (await donor.get('/devices?limit=500').expect(200)).body as { items: { id: string }[] };
    expect(page.items.map((one) => one.id)).toEqual(Array.from({ length: 500 }, (_, number) => device(number)));
    for (const path of ['', '/custody']) {
      await donor.get(`/devices/${device(9_999)}${path}`).expect(200);
      const foreign = await donor.get(`/devices/${device(10_000)}${path}`).expect(404);
      const unknown = await donor.get(`/devices/${uuidv7()}${path}`).expect(404);
      expect(foreign.body.code).toBe(unknown.body.code);
    }
    const found = async (number: number): Promise<unknown> =>
      (await donor.get(`/devices/lookup?code=${serial(number)}`).expect(200)).body;
    expect(await found(5)).toMatchObject({ matches: [{ id: device(5) }] });
    expect(await found(10_000)).toMatchObject({ matches: [] });
    for (const filter of [`awardId=${id('a', 2)}`, `orgUnitId=${unit(7)}`]) {
      const { items } = (await donor.get(`/devices?${filter}&limit=500`).expect(200)).body as {
        items: { id: string }[];
      };
      expect(items.every((one) => one.id < device(10_000))).toBe(true);
    }
    const nobody = await app.as({ roles: [{ role: 'DONOR', awardId: id('a', 3) }] });
    expect((await nobody.get('/devices').expect(200)).body).toMatchObject({ items: [] });
  });

  it('domain §8.6 is both, for who heads a unit and answers for an award', async () => {
    const both = await app.as({
      roles: [
        { role: 'UNIT_HEAD', orgUnitId: unit(7) },
        { role: 'DONOR', awardId: award },
      ],
    });
    for (const number of [50_007, 3]) await both.get(`/devices/${device(number)}`).expect(200);
    await both.get(`/devices/${device(50_008)}`).expect(404);
  });

  it('is that of the roles the caller acts under, not of all he has', async () => {
    const both = await app.as({
      roles: [{ role: 'SYS_ADMIN' }, { role: 'UNIT_HEAD', orgUnitId: unit(7) }],
    });
    await both.get(`/devices/${someOf(7)}`).expect(200);
    await both.get(`/devices/${someOf(8)}`).expect(404);
  });

  it('CR-60 is nothing for an administrator', async () => {
    const administrator = await app.as({ roles: ['SYS_ADMIN'] });
    await administrator.get('/devices').expect(403);
  });

  it('is read by a second superior too, in whose scope nothing is written (AM-4)', async () => {
    await withClient(app.database.workerUrl, (client) =>
      client.query(`SELECT record_scope_node($1, $2, null, $3, '2021-01-01Z')`, [unit(991), superior(1), superior(5)]),
    );
    const second = await app.as({ roles: [{ role: 'PROV_COMMISSIONER', orgUnitId: superior(5) }] });
    await second.get(`/devices/${someOf(991)}`).expect(200);
    await withClient(app.database.url, async (client) => {
      await client.query(`SELECT set_config('app.scope', $1, false)`, [superior(5)]);
      const { rowCount } = await client.query(`UPDATE device SET carton = 'x' WHERE id = $1`, [someOf(991)]);
      expect(rowCount).toBe(0);
    });
  });

  it('follows a unit to its new superior on the day of the move', async () => {
    const [before, after] = [superior(0), superior(9)];
    const move = (validFrom: string) =>
      withClient(app.database.workerUrl, (client) =>
        client.query(`SELECT record_scope_node($1, $2, null, null, $3)`, [unit(990), after, validFrom]),
      );
    const sees = async (root: string): Promise<number> =>
      (await (await app.as({ roles: [{ role: 'PROV_COMMISSIONER', orgUnitId: root }] })).get(`/devices/${someOf(990)}`))
        .status;
    await move('2999-01-01T00:00:00Z');
    expect([await sees(before), await sees(after)]).toEqual([200, 404]);
    await move('2026-01-01T00:00:00Z');
    expect([await sees(before), await sees(after)]).toEqual([404, 200]);
  });
});

describe('row-level security of the register', () => {
  it.each([
    ['a code', lookUp, 'device_identifier_folded'],
    ['the beginning of a code', searched, 'device_pk'],
    ['a device', `SELECT id FROM device WHERE id = '${device(7)}'`, 'device_pk'],
  ])('keeps the index for %s, whoever asks', async (_, query, index) => {
    for (const scope of ['*', unit(7)]) {
      const plan = await planOf(scope, query);
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/Seq Scan on (device|device_identifier|custody)\b/);
    }
  });

  it('asks one device about itself, not the register, however many the caller has', async () => {
    for (const scope of [superior(7), unit(7)]) {
      const plan = await planOf(scope, `SELECT id FROM device WHERE id = '${device(7)}'`);
      expect(plan).toMatch(/Index Scan using custody_one_\w+ on custody/);
      // Every node of the plan gives one row: none makes a set of what is in scope.
      const rows = [...plan.matchAll(/actual time=\S+ rows=(\d+)/g)].map(([, count]) => Number(count));
      expect(Math.max(...rows)).toBe(1);
    }
  });

  it('lists a large scope in the order of the list, and stops when the page is full', async () => {
    await withClient(app.database.url, async (client) => {
      await client.query(`SELECT set_config('app.scope', $1, false)`, [superior(7)]);
      const { rows } = await client.query<{ few: string[] | null }>('SELECT few_devices_in_scope(2000) AS few');
      expect(rows).toEqual([{ few: null }]);
    });
    const plan = await planOf(superior(7), page);
    const read = [...plan.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, removed]) => Number(removed));
    expect(Math.max(...read)).toBeLessThan(2_000);
    const { body } = await (
      await app.as({ roles: [{ role: 'PROV_COMMISSIONER', orgUnitId: superior(7) }] })
    )
      .get('/devices?limit=50')
      .expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
      Array.from({ length: 50 }, (_, n) => device(n * 10 + 7)),
    );
  });

  it('sees a unit move within the transaction that moves it', async () => {
    await withClient(app.database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.scope', $1, true)`, [superior(2)]);
      const ids = async (): Promise<string[]> =>
        (await client.query('SELECT unnest(scope_ids()) AS id')).rows.map(({ id }) => id);
      expect(await ids()).toContain(unit(992));
      await client.query(`SELECT record_scope_node($1, $2, null, null, '2024-01-01Z')`, [unit(992), superior(4)]);
      expect(await ids()).not.toContain(unit(992));
      await client.query(`SELECT set_config('app.scope', $1, true)`, [superior(4)]);
      expect(await ids()).toContain(unit(992));
      await client.query('ROLLBACK');
    });
  });

  it('lists what is in scope from there, not from among all devices', async () => {
    const plan = await planOf(unit(7), own);
    expect(plan).toContain('device_pk');
    expect(plan).not.toMatch(/Seq Scan on (device|custody)\b/);
    expect(
      Math.max(...[...plan.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, rows]) => Number(rows)), 0),
    ).toBeLessThan(100);
  });

  it('shows nothing to a caller whom nobody named', async () => {
    await withClient(app.database.url, async (client) => {
      for (const table of ['device', 'device_identifier', 'custody', 'scope_node', 'outbox', 'idempotency']) {
        const { rows } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`);
        expect([table, rows]).toEqual([table, []]);
      }
      await expect(client.query('SELECT 1 FROM scope_node_today LIMIT 1')).resolves.toMatchObject({ rows: [] });
    });
  });
});
