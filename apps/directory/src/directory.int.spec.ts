import { uuidv7 } from '@dotation/service';
import { aPerson, aPlace, aUnit, made, startDirectory } from '../test/directory.js';
import type { Directory } from '../test/directory.js';
import { withClient } from '../../../tools/stack/databases.js';

let directory: Directory;
let app: Directory['app'];
let administrator: Directory['administrator'];
let vettingOfficer: Directory['vettingOfficer'];
let everyone: Directory['everyone'];
let sql: Directory['sql'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ app, administrator, vettingOfficer, everyone, sql } = directory);
}, 120_000);

afterAll(() => directory?.close());

describe('recording', () => {
  it('answers a repeat like the first time and records one fact', async () => {
    const key = uuidv7();
    const first = await administrator.post('/places', aPlace(), key).expect(201);
    const again = await administrator.post('/places', aPlace(), key).expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['dotation-after']).toMatch(/^directory\//);
    expect(await sql('SELECT type FROM outbox WHERE subject = $1', [key])).toEqual([
      { type: 'fact.directory.place-recorded.v1' },
    ]);
    const got = await everyone.get(`/places/${key}`).expect(200);
    // An answer that is kept never says where a place is (CR-62); one that is asked for does.
    expect(got.body).toEqual({ ...first.body, position: null });
  });

  it('refuses another body under the same key and changes nothing', async () => {
    const key = uuidv7();
    await administrator.post('/places', aPlace(), key).expect(201);
    const refused = await administrator.post('/places', aPlace({ name: 'Muya' }), key).expect(422);
    expect(refused.body).toMatchObject({ code: 'idempotency-key-reused' });
    expect((await everyone.get(`/places/${key}`)).body).toMatchObject({ name: 'Bipemba' });
  });

  it('refuses a second unit with the same code', async () => {
    const unit = aUnit();
    await administrator.post('/organisation-units', unit).expect(201);
    const refused = await administrator.post('/organisation-units', unit).expect(409);
    expect(refused.body).toMatchObject({ code: 'organisation-unit-code-taken' });
  });

  it('refuses an id another administrator has used', async () => {
    const key = await made(administrator, '/organisations', {
      kind: 'CARRIER',
      legalName: 'Transports Lubilanji SARL',
    });
    const other = await app.as({ roles: ['SYS_ADMIN'] });
    const refused = await other.post('/organisations', { kind: 'CARRIER', legalName: 'Another' }, key).expect(409);
    expect(refused.body).toMatchObject({ code: 'id-taken' });
  });

  it('says which named thing is not known', async () => {
    const refused = await administrator.post('/organisation-units', aUnit({ parentId: uuidv7(), placeId: uuidv7() }));
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'unknown-reference',
      rows: [
        { row: 0, field: 'parentId' },
        { row: 0, field: 'placeId' },
      ],
    });
  });

  it('takes no field it does not know, and no reason with a vetting result', async () => {
    const refused = await vettingOfficer.post('/vetting-results', {
      ...{ subject: 'UNIT', orgUnitId: uuidv7(), awardId: uuidv7(), result: 'REJECTED' },
      ...{ resultAt: '2026-10-01T00:00:00Z', reason: 'never stored' },
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ rows: [{ field: 'reason', code: 'unknown-field' }] });
  });

  it('CR-58 lets nobody delete', async () => {
    await expect(withClient(app.database.url, (client) => client.query('DELETE FROM person'))).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('history', () => {
  it('keeps every head of a unit with its dates, and shows the one of today', async () => {
    const [amina, brian] = [
      await made(administrator, '/people', aPerson()),
      await made(administrator, '/people', aPerson()),
    ];
    const unit = await made(
      administrator,
      '/organisation-units',
      aUnit({ headPersonId: amina, validFrom: '2025-01-01T00:00:00Z' }),
    );
    const head = { personId: brian, acting: true, from: '2026-01-01T00:00:00Z' };
    await administrator.post(`/organisation-units/${unit}/head`, head).expect(200);
    const { body } = await everyone.get(`/organisation-units/${unit}`).expect(200);
    expect(body).toMatchObject({
      headPersonId: brian,
      heads: [
        { personId: amina, acting: false, from: '2025-01-01T00:00:00.000Z' },
        { personId: brian, acting: true, from: '2026-01-01T00:00:00.000Z' },
      ],
    });
    expect(await sql('SELECT count(*)::int FROM outbox WHERE subject = $1', [unit])).toEqual([{ count: 2 }]);
  });

  it('keeps every access of a place, and a future one does not count today', async () => {
    const place = await made(administrator, '/places', aPlace());
    const later = { access: 'CONTROLLED_BY_ARMED_GROUP', from: '2999-01-01T00:00:00Z', reason: 'Announced' };
    const { body } = await vettingOfficer.post(`/places/${place}/access`, later).expect(200);
    expect(body).toMatchObject({ access: 'NORMAL', accessHistory: [{ access: 'NORMAL' }, { reason: 'Announced' }] });
  });

  it('lists page by page without a gap or a double', async () => {
    const parentId = await made(administrator, '/organisation-units', aUnit());
    for (const code of ['B-1', 'A-1', 'C-1']) {
      await administrator
        .post('/organisation-units', aUnit({ code: `${code}-${parentId.slice(-12).toUpperCase()}`, parentId }))
        .expect(201);
    }
    const first = await everyone.get(`/organisation-units?parentId=${parentId}&limit=2`).expect(200);
    const page = first.body as { items: { code: string }[]; next: string };
    const rest = await everyone.get(`/organisation-units?parentId=${parentId}&limit=2&after=${page.next}`).expect(200);
    const codes = [...page.items, ...(rest.body as typeof page).items].map(({ code }) => code.slice(0, 3));
    expect(codes).toEqual(['A-1', 'B-1', 'C-1']);
    expect(rest.body).toMatchObject({ next: null });
  });
});

describe('two persons', () => {
  it('AM-30: set a rule value, and the values of a day are known with both of them (Q32)', async () => {
    const steward = await app.as({ roles: ['DATA_STEWARD'] });
    const chief = await app.as({ roles: ['APPROVER', 'DATA_STEWARD'] });
    const wanted = { rule: 'pv.countersignDays', value: '10', validFrom: '2999-01-01T00:00:00Z', reason: 'Rains' };
    await administrator.post('/rule-values', wanted).expect(403);
    const id = await made(steward, '/rule-values', wanted);
    const valueAt = async (at: string): Promise<Record<string, unknown> | undefined> => {
      const { body } = await everyone.get(`/rule-values?at=${at}`).expect(200);
      return (body as { items: Record<string, unknown>[] }).items.find(({ rule }) => rule === wanted.rule);
    };
    expect(await valueAt('2999-01-02T00:00:00Z')).toMatchObject({ value: '7', proposedBy: null });
    const own = await steward.post(`/rule-values/${id}/confirmation`).expect(403);
    expect(own.body).toMatchObject({ code: 'same-person' });
    expect(await sql(`SELECT type FROM outbox WHERE subject = 'pv.countersignDays'`)).toEqual([]);
    await chief.post(`/rule-values/${id}/confirmation`).expect(201);
    const again = await chief.post(`/rule-values/${id}/confirmation`).expect(409);
    expect(again.body).toMatchObject({ code: 'rule-value-confirmed' });
    expect(await valueAt('2026-11-20T00:00:00Z')).toMatchObject({ value: '7' });
    expect(await valueAt('2999-01-02T00:00:00Z')).toMatchObject({
      value: '10',
      proposedBy: steward.principal.personId,
      recordedBy: chief.principal.personId,
    });
    const { body: open } = await steward.get('/rule-values/proposals?open=true').expect(200);
    expect((open as { items: { id: string }[] }).items.map((one) => one.id)).not.toContain(id);
  });

  it('CR-60: grant a privileged role, and it gives its rights only then', async () => {
    const gateway = await app.as({ personId: 'gateway', roles: ['GATEWAY'] });
    const other = await app.as({ roles: ['SYS_ADMIN'] });
    const chief = await made(administrator, '/people', aPerson());
    const rolesOf = async (): Promise<unknown> =>
      ((await gateway.get(`/internal/principals/${chief}`).expect(200)).body as { roles: unknown }).roles;
    const id = await made(administrator, `/people/${chief}/roles`, { role: 'APPROVER' });
    expect(await rolesOf()).toEqual([]);
    const { body: waiting } = await administrator.get('/role-assignments?pending=true').expect(200);
    expect(waiting).toMatchObject({ items: [{ id, pending: true }] });
    const alone = await administrator.post(`/role-assignments/${id}/confirmation`).expect(403);
    expect(alone.body).toMatchObject({ code: 'second-administrator-needed' });
    expect(await sql(`SELECT type FROM outbox WHERE subject = $1 AND type LIKE '%role%'`, [chief])).toEqual([]);
    await other.post(`/role-assignments/${id}/confirmation`).expect(200);
    expect(await rolesOf()).toEqual([{ role: 'APPROVER' }]);
    const mixed = await administrator.post(`/people/${chief}/roles`, { role: 'SYS_ADMIN' }).expect(409);
    expect(mixed.body).toMatchObject({ code: 'administrator-apart' });
    const { body: ending } = await administrator.get('/role-assignments?endsBefore=2999-01-01T00:00:00Z').expect(200);
    expect((ending as { items: { id: string }[] }).items.map((one) => one.id)).toContain(id);
  });

  it('G-34: are asked for by the database too, whoever writes', async () => {
    const person = await made(administrator, '/people', aPerson());
    const asService = (query: string, values: unknown[]): Promise<unknown> =>
      withClient(app.database.url, (client) => client.query(query, values));
    const grant = (role: string, by: string, confirmedBy: string | null): Promise<unknown> =>
      asService(
        `INSERT INTO role_assignment (id, person_id, role, valid_from, granted_by, granted_at, confirmed_by, confirmed_at)
         VALUES ($1, $2, $3, now(), $4, now(), $5, CASE WHEN $5::uuid IS NOT NULL THEN now() END)`,
        [uuidv7(), person, role, by, confirmedBy],
      );
    const [one, two] = [uuidv7(), uuidv7()];
    await expect(grant('STOREKEEPER', person, null)).rejects.toThrow('role_assignment_not_self');
    await expect(grant('APPROVER', one, null)).rejects.toThrow('role_assignment_second_administrator');
    await expect(grant('APPROVER', one, one)).rejects.toThrow('role_assignment_cr_60');
    await expect(grant('APPROVER', one, person)).rejects.toThrow('role_assignment_cr_60');
    await grant('APPROVER', one, two);
    const value = (proposedBy: string | null): Promise<unknown> =>
      asService(
        `INSERT INTO rule_value (id, rule, value, valid_from, proposed_by, recorded_by, recorded_at)
         VALUES ($1, 'pv.mandateDays', '9', now(), $2, $3, now())`,
        [uuidv7(), proposedBy, one],
      );
    await expect(value(null)).rejects.toThrow('rule_value_proposed');
    await expect(value(one)).rejects.toThrow('rule_value_two_persons');
  });
});

describe('for the gateway', () => {
  it('makes the first administrator once, shows the roles in force, and is closed to everybody else', async () => {
    const gateway = await app.as({ personId: 'gateway', roles: ['GATEWAY'] });
    const [personId, key] = [uuidv7(), uuidv7()];
    const first = { personId, displayName: 'Clarisse Ilunga' };
    await gateway.post('/internal/first-administrator', first, key).expect(201);
    await gateway.post('/internal/first-administrator', first, key).expect(201);
    const second = await gateway.post('/internal/first-administrator', { ...first, personId: uuidv7() }).expect(409);
    expect(second.body).toMatchObject({ code: 'administrator-exists' });

    const admin = await app.as({ personId, roles: ['SYS_ADMIN'] });
    const clerk = await made(admin, '/people', aPerson());
    const orgUnitId = await made(admin, '/organisation-units', aUnit());
    const role = await made(admin, `/people/${clerk}/roles`, { role: 'STOREKEEPER', orgUnitId });
    await made(admin, `/people/${clerk}/roles`, { role: 'DISPATCHER', validFrom: '2999-01-01T00:00:00Z' });
    const principal = () => gateway.get(`/internal/principals/${clerk}`).expect(200);
    expect((await principal()).body).toEqual({
      personId: clerk,
      active: true,
      isSystem: false,
      roles: [{ role: 'STOREKEEPER', orgUnitId }],
      sameAs: [],
    });
    await admin.post(`/role-assignments/${role}/revocation`).expect(200);
    expect((await principal()).body).toMatchObject({ roles: [] });

    await administrator.get(`/internal/principals/${clerk}`).expect(403);
    await gateway.get(`/internal/principals/${uuidv7()}`).expect(404);
  });
});

it('describes every route with examples', async () => {
  const response = await fetch(`${app.url}/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, unknown> };
  expect(Object.keys(paths)).toContain('/organisation-units/{id}/head');
  expect(Object.keys(paths).filter((path) => path.startsWith('/internal'))).toEqual([]);
});
