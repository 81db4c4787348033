import { uuidv7 } from '@dotation/service';
import type { Role } from '@dotation/contracts';
import type { TestPerson } from '../../../../test/support/app.js';
import { aPerson, aPlace, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let administrator: TestPerson;
beforeAll(async () => {
  directory = await startDirectory();
  ({ administrator } = directory);
}, 120_000);
afterAll(() => directory?.close());

/** Somebody as he acts now, and the account he had under the other id with which he was recorded. */
async function twice(role: Role): Promise<{ now: TestPerson; before: TestPerson; id: string; double: string }> {
  const [id, double] = [
    await made(administrator, '/people', aPerson()),
    await made(administrator, '/people', aPerson()),
  ];
  const as = (personId: string) => directory.app.as({ personId, roles: [role] });
  const both = { now: await as(id), before: await as(double), id, double };
  await directory.sql(`UPDATE person SET merged_into = $1 WHERE id = $2`, [id, double]);
  return both;
}
const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();

it('CR-58 nobody confirms a correction that he proposed under another id', async () => {
  const { now, before } = await twice('DATA_STEWARD');
  const subjectId = await made(administrator, '/people', aPerson());
  const id = await made(before, '/corrections', { action: 'VOID', noun: 'PERSON', subjectId, reason: 'Jamais existé' });
  expect((await now.post(`/corrections/${id}/confirmation`).expect(403)).body.code).toBe('own-proposal');
});

it('CR-60 nobody confirms a role that he granted, or gets, under another id', async () => {
  const { now, before, double } = await twice('SYS_ADMIN');
  const person = await made(administrator, '/people', aPerson());
  const granted = (await before.post(`/people/${person}/roles`, { role: 'APPROVER' }).expect(201)).body as {
    id: string;
  };
  const confirm = (id: string) => now.post(`/role-assignments/${id}/confirmation`, {});
  expect((await confirm(granted.id).expect(403)).body.code).toBe('second-administrator-needed');
  expect((await now.post(`/people/${double}/roles`, { role: 'APPROVER' }).expect(403)).body.code).toBe('own-role');
  const his = (await administrator.post(`/people/${double}/roles`, { role: 'APPROVER' }).expect(201)).body as {
    id: string;
  };
  expect((await confirm(his.id).expect(403)).body.code).toBe('own-role');
});

it('AM-30 nobody confirms a rule value that he proposed under another id', async () => {
  const { now, before } = await twice('APPROVER');
  const body = { rule: 'pv.mandateDays', value: '20', reason: 'Décision du comité' };
  const id = await made(before, '/rule-values', body);
  expect((await now.post(`/rule-values/${id}/confirmation`, {}).expect(403)).body.code).toBe('same-person');
});

it('AM-3 nobody lets himself off a rule, or records its control, under another id', async () => {
  const validFrom = '2026-01-01T00:00:00Z';
  const [placeId, elsewhere] = [
    await made(administrator, '/places', aPlace()),
    await made(administrator, '/places', aPlace()),
  ];
  const unitAt = (place: string) => made(administrator, '/organisation-units', aUnit({ placeId: place, validFrom }));
  const [office, other] = [await unitAt(elsewhere), await unitAt(placeId)];
  const { now, id, double } = await twice('APPROVER');
  await directory.sql(`UPDATE person SET org_unit_id = $1 WHERE id = $2`, [office, id]);
  await directory.sql(`UPDATE person SET org_unit_id = $1 WHERE id = $2`, [other, double]);
  const waiver = { rule: 'CR-08', placeId, reason: 'Un seul agent', compensatingControl: 'Témoin par vidéo' };
  const own = await now.post('/waivers', { ...waiver, personIds: [double] }).expect(403);
  expect(own.body.code).toBe('waiver-for-oneself');
  const keeper = await twice('STOREKEEPER');
  const granted = await made(now, '/waivers', { ...waiver, personIds: [keeper.double] });
  const control = { documentId: uuidv7(), sha256: 'ab'.repeat(32) };
  const controller = await directory.app.as({ personId: keeper.id, roles: ['APPROVER'] });
  const { body } = await controller.post(`/waivers/${granted}/evidence`, control).expect(403);
  expect(body.code).toBe('evidence-of-oneself');
});

it('CR-22, AM-2 a mandate is not given to oneself under another id, nor witnessed by a party', async () => {
  const head = await twice('UNIT_HEAD');
  const deputy = await twice('FIELD_OFFICER');
  const orgUnitId = await made(
    administrator,
    '/organisation-units',
    aUnit({ headPersonId: head.id, validFrom: days(-9) }),
  );
  const mandate = { orgUnitId, fromPersonId: head.id, validFrom: days(-1), validTo: days(9) };
  const officer = await directory.app.as({ personId: uuidv7(), roles: ['FIELD_OFFICER'] });
  const refused = async (who: TestPerson, more: object): Promise<string> =>
    (await who.post('/mandates', { ...mandate, ...more })).body.code as string;
  expect(await refused(officer, { toPersonId: head.double })).toBe('mandate-to-oneself');
  expect(await refused(deputy.now, { toPersonId: deputy.double })).toBe('mandate-to-oneself');
  const telephone = { callerId: head.id, calledAt: days(-1), witnessId: head.double };
  expect(await refused(officer, { toPersonId: deputy.id, telephone })).toBe('witness-is-a-party');
});
