import { uuidv7 } from '@dotation/service';
import type { QueryRunner } from 'typeorm';
import { withClient } from '../../../../tools/stack/databases.ts';
import { RecordReadsOnce1795482000003 } from '../migrations/1795482000003-record-reads-once.js';
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

/** Access records in which this person was asked for. */
const readsOf = (id: string) =>
  sql(
    `SELECT reader_id AS reader, kind, operation, purpose, rows FROM access_record WHERE filter LIKE '%' || $1 || '%' ORDER BY id`,
    [id],
  );

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
    const bare = await administrator.get(`/people/${id}`).expect(200);
    expect(bare.body).not.toHaveProperty('displayName');
    const named = await everyone.get(`/people/${id}?purpose=CONTACT`).expect(200);
    expect(named.body).toMatchObject(person);
  });

  it('CR-62 opens a name only with a purpose, and writes down who read whose', async () => {
    const id = await made(administrator, '/people', aPerson({ phone: '+243990001122' }));
    const { body } = await everyone.get(`/people?ids=${id},${uuidv7()}&purpose=DOCUMENT`).expect(200);
    expect(body).toMatchObject({ items: [{ id, displayName: 'Amina Kasongo' }] });
    expect(JSON.stringify(body)).not.toContain('990001122');
    expect(await readsOf(id)).toEqual([
      {
        reader: everyone.principal.personId,
        kind: 'PERSONAL_DATA',
        operation: 'GET /people',
        purpose: 'DOCUMENT',
        rows: 1,
      },
    ]);
    expect((await everyone.get(`/people/${id}?purpose=CURIOSITY`)).status).toBe(422);
  });

  it('CR-62 carries over what was read before there were access records, once', async () => {
    const id = await made(administrator, '/people', aPerson());
    const reader = uuidv7();
    await sql(
      `INSERT INTO person_read (reader_id, person_id, purpose, fields, read_at)
       VALUES ($1, $2, 'CONTACT', '{displayName,phone}', '2026-03-01T09:00:00Z'), ($1, $2, 'CONTACT', '{displayName}', now())`,
      [reader, id],
    );
    await everyone.get(`/people/${id}?purpose=DISPLAY`).expect(200);
    const rows = await withClient(app.database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      const runner = { query: (statement: string) => client.query(statement) } as unknown as QueryRunner;
      await new RecordReadsOnce1795482000003().up(runner);
      const { rows: carried } = await client.query(
        `SELECT kind, operation, filter, purpose, rows, read_at AS "readAt" FROM access_record WHERE reader_id = $1`,
        [reader],
      );
      await client.query('ROLLBACK');
      return carried as object[];
    });
    expect(rows).toEqual([
      {
        ...{ kind: 'PERSONAL_DATA', operation: 'GET /people/:id', purpose: 'CONTACT', rows: 1 },
        filter: `{"fields" : ["displayName","phone"], "id" : "${id}"}`,
        readAt: new Date('2026-03-01T09:00:00Z'),
      },
    ]);
  });

  it('CR-62 refuses without a purpose who is outside the reader’s units, and who does not exist, alike', async () => {
    const own = await made(administrator, '/organisation-units', aUnit());
    const below = await made(administrator, '/organisation-units', aUnit({ parentId: own }));
    const elsewhere = await made(administrator, '/organisation-units', aUnit());
    const [near, far] = [
      await made(administrator, '/people', aPerson({ orgUnitId: below })),
      await made(administrator, '/people', aPerson({ orgUnitId: elsewhere })),
    ];
    const head = await app.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId: own }] });
    await head.get(`/people/${near}`).expect(200);
    await head.get(`/people?ids=${near}`).expect(200);
    for (const path of [`/people/${far}`, `/people/${uuidv7()}`, `/people?ids=${near},${far}`]) {
      expect((await head.get(path).expect(403)).body).toMatchObject({ code: 'purpose-needed' });
    }
    // With one too: a foreign id is like one that nobody has (CR-67), and nothing was read.
    for (const id of [far, uuidv7()]) await head.get(`/people/${id}?purpose=DOCUMENT`).expect(404);
    expect(await readsOf(far)).toEqual([]);
    await everyone.get(`/people/${far}?purpose=DOCUMENT`).expect(200);
    expect(await readsOf(far)).toMatchObject([{ operation: 'GET /people/:id', purpose: 'DOCUMENT', rows: 1 }]);
  });

  it('asks who signed in for a second factor before contact data or service numbers of a list go out', async () => {
    const id = await made(administrator, '/people', aPerson({ phone: '+243990001122' }));
    const { roles } = everyone.principal;
    const session = { id: uuidv7(), authenticatedAt: new Date() };
    const [typed, confirmed] = [
      await app.as({ roles, session }),
      await app.as({ roles, session: { ...session, secondFactorAt: new Date() } }),
    ];
    for (const purpose of ['CONTACT', 'INVESTIGATION']) {
      const path = `/people?ids=${id}&purpose=${purpose}`;
      expect((await typed.get(path).expect(403)).body).toMatchObject({ code: 'step-up-required' });
      await confirmed.get(path).expect(200);
      await everyone.get(path).expect(200);
    }
    // A name beside a device is no export.
    await typed.get(`/people?ids=${id}&purpose=DISPLAY`).expect(200);
    await typed.get(`/people/${id}?purpose=CONTACT`).expect(200);
  });

  it('CR-62 masks phone, e-mail and service number unless the purpose is about them', async () => {
    const hidden = { phone: '+243990003344', email: 'amina@example.org', matricule: '1-482-99' };
    const id = await made(administrator, '/people', aPerson(hidden));
    const seen = async (purpose: string) =>
      (await everyone.get(`/people/${id}?purpose=${purpose}`).expect(200)).body as object;
    for (const purpose of ['DISPLAY', 'DOCUMENT', 'AUDIT']) {
      expect(Object.keys(await seen(purpose))).not.toEqual(expect.arrayContaining(['phone']));
      expect(JSON.stringify(await seen(purpose))).not.toMatch(/990003344|example\.org|482/);
    }
    expect(await seen('CONTACT')).toMatchObject({ phone: hidden.phone, email: hidden.email });
    expect(await seen('CONTACT')).not.toHaveProperty('matricule');
    expect(await seen('INVESTIGATION')).toMatchObject(hidden);
  });

  it('CR-60, §8.6 gives an administrator a name, and no phone, e-mail or service number', async () => {
    const id = await made(administrator, '/people', aPerson({ phone: '+243990003355', matricule: '1-482-98' }));
    for (const purpose of ['CONTACT', 'INVESTIGATION']) {
      for (const path of [`/people/${id}?purpose=${purpose}`, `/people?ids=${id}&purpose=${purpose}`]) {
        const { body } = await administrator.get(path).expect(403);
        expect(body).toMatchObject({ code: 'sealed-from-administrators' });
        expect(JSON.stringify(body)).not.toMatch(/990003355|482/);
      }
    }
    const { body } = await administrator.get(`/people/${id}?purpose=DISPLAY`).expect(200);
    expect(body).toMatchObject({ displayName: 'Amina Kasongo' });
    expect(body).not.toHaveProperty('phone');
  });

  it('finds a person by the service number, however it is spelt, and gives it to one person only', async () => {
    const steward = await app.as({ roles: ['DATA_STEWARD'] });
    const id = await made(administrator, '/people', aPerson({ matricule: '3-555-01' }));
    const search = (matricule: string) => steward.post('/people/matricule-searches', { matricule }).expect(200);
    expect((await search('3 555.01')).body).toEqual({ personId: id });
    expect((await search('3-555-02')).body).toEqual({ personId: null });
    const again = await administrator.post('/people', aPerson({ matricule: '355501' })).expect(409);
    expect(again.body).toMatchObject({ code: 'matricule-taken' });
    await everyone.post('/people/matricule-searches', { matricule: '355501' }).expect(403);
    const searches = await sql(
      `SELECT kind, filter, rows FROM access_record WHERE reader_id = $1 AND operation = 'POST /people/matricule-searches'`,
      [steward.principal.personId],
    );
    expect(searches).toEqual([1, 2].map(() => ({ kind: 'PERSONAL_DATA', filter: '{}', rows: 1 })));
  });

  it('changes what is named and keeps the rest, sealed', async () => {
    const id = await made(administrator, '/people', aPerson({ phone: '+243990001122', matricule: '9-1' }));
    const change = { phone: null, email: 'a.kasongo@example.org', rankCode: 'CP' };
    await administrator.post(`/people/${id}/changes`, change).expect(200);
    const { body } = await everyone.get(`/people/${id}?purpose=INVESTIGATION`).expect(200);
    expect(body).toMatchObject({
      displayName: 'Amina Kasongo',
      phone: null,
      email: change.email,
      matricule: '9-1',
      rankCode: 'CP',
    });
    const stored = await sql(`SELECT p::text FROM person p WHERE id = $1`, [id]);
    expect(JSON.stringify(stored)).not.toContain(Buffer.from('a.kasongo').toString('hex'));
  });

  it('takes every right from a person who left, at once, and keeps the row (CR-58)', async () => {
    const id = await made(administrator, '/people', aPerson());
    await made(administrator, `/people/${id}/roles`, { role: 'STOREKEEPER' });
    const gateway = await app.as({ personId: 'gateway', roles: ['GATEWAY'] });
    const standing = async () => (await gateway.get(`/internal/principals/${id}`).expect(200)).body as object;
    expect(await standing()).toMatchObject({ active: true, roles: [{ role: 'STOREKEEPER' }] });
    const left = { reason: 'Amina est partie à la retraite' };
    await administrator.post(`/people/${id}/deactivation`, left).expect(200);
    expect(await standing()).toMatchObject({ active: false, roles: [] });
    expect((await administrator.post(`/people/${id}/deactivation`, left).expect(409)).body).toMatchObject({
      code: 'person-inactive',
    });
    const [fact] = await sql(
      `SELECT convert_from(body, 'UTF8') AS body FROM outbox WHERE subject = $1 AND type LIKE '%deactivated%'`,
      [id],
    );
    expect(String(fact?.['body'])).not.toContain('Amina');
    await everyone.get(`/people/${id}?purpose=DISPLAY`).expect(200);
  });

  it('CR-60 lets no data steward send an administrator away, merge or void him; the role is withdrawn first', async () => {
    const id = await made(administrator, '/people', aPerson());
    const twin = await made(administrator, '/people', aPerson());
    const roleId = await made(administrator, `/people/${id}/roles`, { role: 'SYS_ADMIN' });
    const steward = await app.as({ roles: ['DATA_STEWARD'] });
    const left = { reason: 'Partie' };
    const refused = async (): Promise<void> => {
      const { body } = await steward.post(`/people/${id}/deactivation`, left).expect(409);
      expect(body).toMatchObject({ code: 'administrator-first-withdrawn' });
      const entry = { noun: 'PERSON', subjectId: id, reason: 'Deux fois' };
      for (const how of [{ action: 'MERGE', intoId: twin }, { action: 'VOID' }]) {
        const wrong = await steward.post('/corrections', { ...entry, ...how }).expect(409);
        expect(wrong.body).toMatchObject({ code: 'entry-in-use' });
      }
    };
    await refused();
    await sql(`UPDATE role_assignment SET pending = NOT pending WHERE id = $1`, [roleId]);
    await refused();
    expect(await sql(`SELECT revoked_at AS at FROM role_assignment WHERE id = $1`, [roleId])).toEqual([{ at: null }]);
    await administrator.post(`/role-assignments/${roleId}/revocation`, {}).expect(200);
    await steward.post(`/people/${id}/deactivation`, left).expect(200);
  });

  it('§13.1, CR-60 takes somebody back who left: by another person, without any role, and both stay in the history', async () => {
    const id = await made(administrator, '/people', aPerson());
    await made(administrator, `/people/${id}/roles`, { role: 'STOREKEEPER' });
    const steward = await app.as({ roles: ['DATA_STEWARD'] });
    const back = { reason: 'Rappelée par note de service' };
    const active = await steward.post(`/people/${id}/reactivation`, back).expect(409);
    expect(active.body).toMatchObject({ code: 'person-active' });
    await administrator.post(`/people/${id}/deactivation`, { reason: 'Partie' }).expect(200);
    const ended = await sql(
      `SELECT count(*)::int AS told FROM outbox WHERE subject = $1 AND type LIKE '%role-revoked%'`,
      [id],
    );
    expect(ended).toEqual([{ told: 1 }]);
    const alone = await administrator.post(`/people/${id}/reactivation`, back).expect(403);
    expect(alone.body).toMatchObject({ code: 'own-deactivation' });
    const key = uuidv7();
    for (const _ of [1, 2]) {
      const { body } = await steward.post(`/people/${id}/reactivation`, back, key).expect(200);
      expect(body).toMatchObject({ id, active: true });
    }
    const gateway = await app.as({ personId: 'gateway', roles: ['GATEWAY'] });
    expect((await gateway.get(`/internal/principals/${id}`)).body).toMatchObject({ active: true, roles: [] });
    const { body } = await steward.get(`/people/${id}/standings`).expect(200);
    expect(body).toMatchObject({
      items: [
        { active: false, reason: 'Partie', decidedBy: administrator.principal.personId },
        { active: true, reason: back.reason, decidedBy: steward.principal.personId },
      ],
    });
    const [fact] = await sql(
      `SELECT convert_from(body, 'UTF8') AS body FROM outbox WHERE subject = $1 AND type LIKE '%reactivated%'`,
      [id],
    );
    expect(String(fact?.['body'])).not.toContain('note de service');
    await everyone.get(`/people/${id}/standings`).expect(403);
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
    const superior = await made(administrator, '/organisation-units', aUnit({ validFrom }));
    const unit = aUnit({ headPersonId: head, parentId: superior, validFrom });
    const own = await made(administrator, '/organisation-units', unit);
    const other = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom }));
    const caller = await app.as({ personId: head, roles: [{ role: 'UNIT_HEAD', orgUnitId: own }] });
    const mandate = {
      fromPersonId: head,
      toPersonId: deputy,
      validFrom: '2026-11-01T00:00:00Z',
      validTo: '2026-12-01T00:00:00Z',
    };
    await sql(`UPDATE person SET org_unit_id = $1 WHERE id = ANY ($2)`, [own, [head, deputy]]);
    await caller.post('/mandates', { ...mandate, orgUnitId: own }).expect(201);
    const above = await caller.post('/mandates', { ...mandate, orgUnitId: superior }).expect(403);
    expect(above.body).toMatchObject({ code: 'outside-own-unit' });
    const refused = await caller.post('/mandates', { ...mandate, orgUnitId: other }).expect(422);
    const unknown = await caller.post('/mandates', { ...mandate, orgUnitId: uuidv7() }).expect(422);
    expect(refused.body).toMatchObject({ code: 'unknown-reference', rows: [{ field: 'orgUnitId' }] });
    expect(unknown.body.code).toBe(refused.body.code);
  });

  it('AM-1, AM-2 refuses as delegate of a police unit who is of the implementing agency, a system, and who records it', async () => {
    const validFrom = '2026-01-01T00:00:00Z';
    const office = await made(administrator, '/organisation-units', aUnit({ agency: 'IOM', validFrom }));
    const head = await made(administrator, '/people', aPerson());
    const colleague = await made(administrator, '/people', aPerson({ orgUnitId: office }));
    const orgUnitId = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom }));
    const system = await made(administrator, '/systems', { name: 'Scanner', ownerPersonId: head });
    const personId = await made(administrator, '/people', aPerson());
    const officer = await app.as({ personId, roles: ['FIELD_OFFICER'] });
    const period = { validFrom: '2026-11-01T00:00:00Z', validTo: '2026-12-01T00:00:00Z' };
    const mandate = { orgUnitId, fromPersonId: head, ...period };
    for (const toPersonId of [colleague, colleague.toUpperCase(), system]) {
      const { body } = await officer.post('/mandates', { ...mandate, toPersonId }).expect(409);
      expect(body).toMatchObject({ code: 'mandate-outside-the-unit', rows: [{ row: 0, field: 'toPersonId' }] });
    }
    for (const toPersonId of [personId, personId.toUpperCase()]) {
      const { body } = await officer.post('/mandates', { ...mandate, toPersonId }).expect(403);
      expect(body).toMatchObject({ code: 'mandate-to-oneself' });
    }
    // Announced when he was of the unit: its document comes too late.
    const deputy = await made(administrator, '/people', aPerson({ orgUnitId }));
    const announced = await made(officer, '/mandates', { ...mandate, toPersonId: deputy });
    await administrator.post(`/people/${deputy}/changes`, { orgUnitId: office }).expect(200);
    const document = { documentSha256: 'ab'.repeat(32) };
    const late = await officer.post(`/mandates/${announced}/document`, document).expect(409);
    expect(late.body).toMatchObject({ code: 'mandate-outside-the-unit' });
  });

  it('AM-4 lets nobody write about what stands above his own unit, although he sees it', async () => {
    const validFrom = '2026-01-01T00:00:00Z';
    const head = await made(administrator, '/people', aPerson());
    const superior = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom }));
    const own = await made(administrator, '/organisation-units', aUnit({ parentId: superior, validFrom }));
    await sql(`UPDATE person SET org_unit_id = $1 WHERE id = $2`, [superior, head]);
    const steward = await app.as({ personId: head, roles: [{ role: 'DATA_STEWARD', orgUnitId: own }] });
    const gatekeeper = await app.as({ personId: head, roles: [{ role: 'VETTING_FP', orgUnitId: own }] });
    await steward.get(`/organisation-units/${superior}`).expect(200);
    await steward.get(`/people/${head}`).expect(200);
    const decision = { riskLevel: 'LOW', decision: 'PROCEED', mitigation: [], decidedAt: validFrom };
    const refusals = [
      await steward.post(`/organisation-units/${superior}/aliases`, { name: 'Autre nom' }),
      await steward.post(`/organisation-units/${superior}/head`, { personId: head, from: validFrom }),
      await steward.post(`/people/${head}/changes`, { function: 'Secrétaire' }),
      await gatekeeper.post('/due-diligence-decisions', { orgUnitId: superior, ...decision }),
    ];
    expect(refusals.map(({ body }) => body.code as string)).toEqual(refusals.map(() => 'outside-own-unit'));
    await steward.post(`/organisation-units/${own}/aliases`, { name: 'Autre nom' }).expect(200);
    await gatekeeper.post('/due-diligence-decisions', { orgUnitId: own, ...decision }).expect(201);
  });
});
