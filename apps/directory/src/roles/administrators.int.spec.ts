import { uuidv7 } from '@dotation/service';
import { aPerson, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let app: Directory['app'];
let administrator: Directory['administrator'];
const first = uuidv7();

beforeAll(async () => {
  directory = await startDirectory();
  ({ app, administrator } = directory);
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
