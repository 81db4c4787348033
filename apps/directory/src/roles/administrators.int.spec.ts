import { uuidv7 } from '@dotation/service';
import { aPerson, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let app: Directory['app'];
let administrator: Directory['administrator'];
let officer: Directory['administrator'];
const first = uuidv7();

beforeAll(async () => {
  directory = await startDirectory();
  ({ app, administrator } = directory);
  officer = await app.as({ personId: uuidv7(), roles: ['FIELD_OFFICER'] });
  const gateway = await app.as({ personId: 'gateway', roles: ['GATEWAY'] });
  await gateway.post('/internal/first-administrator', { personId: first, displayName: 'Clarisse Ilunga' }).expect(201);
}, 120_000);

afterAll(() => directory?.close());

it('CR-60 lets the first administrator make one more alone, however many he grants at once', async () => {
  const admin = await app.as({ personId: first, roles: ['SYS_ADMIN'] });
  const people = await Promise.all([1, 2, 3, 4].map(() => made(administrator, '/people', aPerson())));
  const answers = await Promise.all(people.map((id) => admin.post(`/people/${id}/roles`, { role: 'SYS_ADMIN' })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  const pending = answers.map(({ body }) => (body as { pending: boolean }).pending);
  expect(pending.filter((waits) => !waits)).toEqual([false]);
});

it('CR-60 §13.1 lets nobody name himself the head of a unit, nor an administrator', async () => {
  const clerk = await made(administrator, '/people', aPerson());
  const unit = await made(administrator, '/organisation-units', aUnit());
  const steward = await app.as({ personId: clerk, roles: ['DATA_STEWARD'] });
  const from = '2025-01-01T00:00:00Z';
  const own = await steward.post(`/organisation-units/${unit}/head`, { personId: clerk, from }).expect(403);
  expect(own.body).toMatchObject({ code: 'own-head', rows: [{ row: 0, field: 'personId' }] });
  const founded = await steward.post('/organisation-units', aUnit({ headPersonId: clerk })).expect(403);
  expect(founded.body).toMatchObject({ code: 'own-head', rows: [{ row: 0, field: 'headPersonId' }] });
  const apart = await steward.post(`/organisation-units/${unit}/head`, { personId: first, from }).expect(409);
  expect(apart.body).toMatchObject({ code: 'administrator-as-head', rows: [{ row: 0, field: 'personId' }] });
});

it('CR-60 makes nobody an administrator who heads a unit, from today or from a day to come, before another does', async () => {
  const [head, successor] = await Promise.all([1, 2].map(() => made(administrator, '/people', aPerson())));
  const unit = await made(administrator, '/organisation-units', aUnit());
  const from = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const name = (personId: string | undefined, days: number) =>
    administrator.post(`/organisation-units/${unit}/head`, { personId, from: from(days) });
  const grant = (personId: string | undefined) =>
    administrator.post(`/people/${personId}/roles`, { role: 'SYS_ADMIN' });
  await name(head, -20).expect(200);
  await name(successor, 20).expect(200);
  for (const one of [head, successor])
    expect((await grant(one).expect(409)).body).toMatchObject({ code: 'administrator-apart' });
  await name(successor, -10).expect(200);
  await grant(head).expect(201);
});

it('CR-60 of naming a head and making him an administrator at the same time one is refused', async () => {
  const person = await made(administrator, '/people', aPerson());
  const unit = await made(administrator, '/organisation-units', aUnit());
  const admin = await app.as({ personId: first, roles: ['SYS_ADMIN'] });
  const pending = (await admin.post(`/people/${person}/roles`, { role: 'SYS_ADMIN' }).expect(201)).body as {
    id: string;
  };
  const second = await app.as({ personId: uuidv7(), roles: ['SYS_ADMIN'] });
  const both = await Promise.all([
    second.post(`/role-assignments/${pending.id}/confirmation`, {}),
    administrator.post(`/organisation-units/${unit}/head`, { personId: person, from: '2025-01-01T00:00:00Z' }),
  ]);
  expect(both.filter(({ status }) => status >= 400)).toHaveLength(1);
});

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

it('CR-60 names nobody head who is an administrator from a day to come, and lends him no mandate, however he is recorded', async () => {
  const second = await app.as({ personId: uuidv7(), roles: ['SYS_ADMIN'] });
  const admin = await app.as({ personId: first, roles: ['SYS_ADMIN'] });
  const [head, later, double] = await Promise.all([1, 2, 3].map(() => made(administrator, '/people', aPerson())));
  const unit = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom: inDays(-30) }));
  const grant = await admin.post(`/people/${later}/roles`, { role: 'SYS_ADMIN', validFrom: inDays(5) }).expect(201);
  await second.post(`/role-assignments/${(grant.body as { id: string }).id}/confirmation`, {}).expect(200);
  await directory.sql(`UPDATE person SET merged_into = $1 WHERE id = $2`, [later, double]);
  const mandate = { orgUnitId: unit, fromPersonId: head, validFrom: inDays(-1), validTo: inDays(20) };
  for (const personId of [later, later?.toUpperCase(), double]) {
    const named = await administrator.post(`/organisation-units/${unit}/head`, { personId, from: inDays(0) });
    expect(named).toMatchObject({ status: 409, body: { code: 'administrator-as-head' } });
    const lent = await officer.post('/mandates', { ...mandate, toPersonId: personId });
    expect(lent).toMatchObject({ status: 409, body: { code: 'mandate-outside-the-unit' } });
    expect(lent.body.detail).toContain('CR-60');
  }
});

it('CR-60 makes nobody an administrator who has the mandate of a unit, until it is revoked; of both at once one is refused', async () => {
  const [head, deputy, other] = await Promise.all([1, 2, 3].map(() => made(administrator, '/people', aPerson())));
  const unit = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom: inDays(-30) }));
  const mandate = { orgUnitId: unit, fromPersonId: head, validFrom: inDays(1), validTo: inDays(20) };
  const lend = (toPersonId: string | undefined) => officer.post('/mandates', { ...mandate, toPersonId });
  const admin = await app.as({ personId: first, roles: ['SYS_ADMIN'] });
  const second = await app.as({ personId: uuidv7(), roles: ['SYS_ADMIN'] });
  const lent = await lend(deputy).expect(201);
  const grant = (personId: string | undefined) => admin.post(`/people/${personId}/roles`, { role: 'SYS_ADMIN' });
  expect((await grant(deputy).expect(409)).body).toMatchObject({ code: 'administrator-apart' });
  await officer.post(`/mandates/${lent.body.id}/revocation`, { from: inDays(1) }).expect(200);
  const pending = (await grant(other).expect(201)).body as { id: string };
  const both = await Promise.all([second.post(`/role-assignments/${pending.id}/confirmation`, {}), lend(other)]);
  expect(both.filter(({ status }) => status >= 400)).toHaveLength(1);
});

it('CR-60 administrators who grant and confirm at once never wait for each other in a ring', async () => {
  const deadlocks = async (): Promise<unknown> => {
    await directory.sql(`SELECT pg_stat_force_next_flush()`);
    return (await directory.sql(`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`))[0];
  };
  const before = await deadlocks();
  const admin = await app.as({ personId: first, roles: ['SYS_ADMIN'] });
  const second = await app.as({ personId: uuidv7(), roles: ['SYS_ADMIN'] });
  const person = await made(administrator, '/people', aPerson());
  const grant = () => admin.post(`/people/${person}/roles`, { role: 'SYS_ADMIN' });
  for (let round = 0; round < 6; round += 1) {
    const { id } = (await grant().expect(201)).body as { id: string };
    await Promise.all([
      second.post(`/role-assignments/${id}/confirmation`, {}).expect(200),
      ...[1, 2, 3, 4].map(() => grant().expect(201)),
    ]);
  }
  expect(await deadlocks()).toEqual(before);
});
