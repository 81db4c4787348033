import { uuidv7 } from '@dotation/service';
import { aPerson, aPlace, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let app: Directory['app'];
let administrator: Directory['administrator'];
let everyone: Directory['everyone'];
let sql: Directory['sql'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ app, administrator, everyone, sql } = directory);
}, 120_000);

afterAll(() => directory?.close());

describe('people', () => {
  it('keeps name and phone number out of the database and of every fact', async () => {
    const person = { displayName: 'Béatrice Mwamba Tshibola', phone: '+243990001122' };
    const id = await made(administrator, '/people', person);
    const tables = await sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`);
    expect(tables.length).toBeGreaterThan(10);
    for (const { table_name: table } of tables) {
      const rows = await sql(`SELECT 1 FROM ${String(table)} t WHERE t::text LIKE ANY ($1) OR t::text LIKE ANY ($2)`, [
        ['%Mwamba%', '%990001122%'],
        // bytea prints as hex
        [`%${Buffer.from('Mwamba').toString('hex')}%`, `%${Buffer.from('990001122').toString('hex')}%`],
      ]);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    const bare = await everyone.get(`/people/${id}`).expect(200);
    expect(bare.body).not.toHaveProperty('displayName');
    const named = await everyone.get(`/people/${id}?purpose=CONTACT`).expect(200);
    expect(named.body).toMatchObject(person);
  });

  it('CR-62 opens a name only with a purpose, and writes down who read whose', async () => {
    const id = await made(administrator, '/people', aPerson({ phone: '+243990001122' }));
    const { body } = await everyone.get(`/people?ids=${id},${uuidv7()}&purpose=DOCUMENT`).expect(200);
    expect(body).toMatchObject({ items: [{ id, displayName: 'Amina Kasongo' }] });
    expect(JSON.stringify(body)).not.toContain('990001122');
    expect(await sql('SELECT reader_id, purpose, fields FROM person_read WHERE person_id = $1', [id])).toEqual([
      { reader_id: everyone.principal.personId, purpose: 'DOCUMENT', fields: ['displayName'] },
    ]);
    expect((await everyone.get(`/people/${id}?purpose=CURIOSITY`)).status).toBe(422);
  });

  it('CR-60 refuses that an administrator grants himself a role', async () => {
    const id = await made(administrator, '/people', aPerson());
    const self = await app.as({ personId: id, roles: ['SYS_ADMIN'] });
    const refused = await self.post(`/people/${id}/roles`, { role: 'APPROVER' }).expect(403);
    expect(refused.body).toMatchObject({ code: 'own-role' });
    expect(await sql('SELECT 1 FROM role_assignment WHERE person_id = $1', [id])).toEqual([]);
  });

  it('CR-61 lets an auditor write nothing', async () => {
    const auditor = await app.as({ roles: ['AUDITOR'] });
    for (const [path, body] of [
      ['/people', aPerson()],
      ['/places', aPlace()],
      ['/organisation-units', aUnit()],
    ] as const) {
      await auditor.post(path, body).expect(403);
    }
  });

  it('lets a head write mandates of his own unit only', async () => {
    const [head, deputy] = [
      await made(administrator, '/people', aPerson()),
      await made(administrator, '/people', aPerson()),
    ];
    const validFrom = '2026-01-01T00:00:00Z';
    const own = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom }));
    const other = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom }));
    const caller = await app.as({ personId: head, roles: [{ role: 'UNIT_HEAD', orgUnitId: own }] });
    const mandate = {
      fromPersonId: head,
      toPersonId: deputy,
      validFrom: '2026-11-01T00:00:00Z',
      validTo: '2026-12-01T00:00:00Z',
    };
    await caller.post('/mandates', { ...mandate, orgUnitId: own }).expect(201);
    const refused = await caller.post('/mandates', { ...mandate, orgUnitId: other }).expect(403);
    expect(refused.body).toMatchObject({ code: 'outside-own-unit' });
  });
});
