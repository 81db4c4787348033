import { uuidv7 } from '@dotation/service';
import { aPerson, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let administrator: Directory['administrator'];
let ownerPersonId: string;

beforeAll(async () => {
  directory = await startDirectory();
  ({ administrator } = directory);
  ownerPersonId = await made(administrator, '/people', aPerson());
}, 120_000);
afterAll(() => directory?.close());

it('records a system with the person who answers for it, as a system and never as a person', async () => {
  const id = await made(administrator, '/systems', { name: 'ERP', ownerPersonId });
  const auditor = await directory.app.as({ roles: ['AUDITOR'] });
  const { body } = await auditor.get('/systems').expect(200);
  expect(body).toMatchObject({ items: [{ id, name: 'ERP', ownerPersonId }], next: null });
  expect(await directory.sql('SELECT type FROM outbox WHERE subject = $1', [id])).toEqual([
    { type: 'fact.directory.system-recorded.v1' },
  ]);
  // Whoever shows who acted finds its name where the names of people are.
  const named = await auditor.get(`/people/${id}?purpose=AUDIT`).expect(200);
  expect(named.body).toMatchObject({ id, displayName: 'ERP' });
});

it('Q31 gives a system roles in its scope, which the gateway learns as those of a person', async () => {
  const id = await made(administrator, '/systems', { name: 'Scanner gateway', ownerPersonId });
  const orgUnitId = await made(administrator, '/organisation-units', aUnit());
  await made(administrator, `/people/${id}/roles`, { role: 'PROCUREMENT', orgUnitId });
  const gateway = await directory.app.as({ personId: 'gateway', roles: ['GATEWAY'] });
  const { body } = await gateway.get(`/internal/principals/${id}`).expect(200);
  expect(body).toMatchObject({ personId: id, active: true, roles: [{ role: 'PROCUREMENT', orgUnitId }] });
});

it.each(['SYS_ADMIN', 'APPROVER', 'UNIT_HEAD', 'STOREKEEPER'])('refuses a system the role %s', async (role) => {
  const id = await made(administrator, '/systems', { name: `No ${role}`, ownerPersonId });
  const refused = await administrator.post(`/people/${id}/roles`, { role }).expect(403);
  expect(refused.body).toMatchObject({ code: 'role-not-for-systems' });
  expect(await directory.sql('SELECT 1 FROM role_assignment WHERE person_id = $1', [id])).toEqual([]);
});

it('refuses an owner who is nobody, or a system, and an administrator’s work by anybody else', async () => {
  const nobody = await administrator.post('/systems', { name: 'X', ownerPersonId: uuidv7() }).expect(422);
  expect(nobody.body).toMatchObject({ code: 'unknown-reference', rows: [{ field: 'ownerPersonId' }] });
  const system = await made(administrator, '/systems', { name: 'Y', ownerPersonId });
  const owned = await administrator.post('/systems', { name: 'Z', ownerPersonId: system }).expect(422);
  expect(owned.body).toMatchObject({ code: 'owner-not-a-person' });
  await (
    await directory.app.as({ roles: ['DATA_STEWARD'] })
  )
    .post('/systems', { name: 'X', ownerPersonId })
    .expect(403);
});
