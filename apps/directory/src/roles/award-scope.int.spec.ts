import { uuidv7, WorkerDatabase } from '@dotation/service';
import { aPerson, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';
import { AwardsHandler } from '../awards/awards.handler.js';

let directory: Directory;
let administrator: Directory['administrator'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ administrator } = directory);
}, 120_000);
afterAll(() => directory?.close());

/** Procurement tells of an award, as often as it likes. */
async function anAward(awardId = uuidv7()): Promise<string> {
  const { app } = directory.app.service;
  const worker = await app.get(WorkerDatabase).ready();
  const about = { id: uuidv7(), type: '', subject: awardId, actorId: uuidv7(), causationId: uuidv7() };
  const award = { awardId, fain: 'SINLEC26CA0042', donor: 'INL', obligatedOn: '2026-02-02' };
  const data = { ...award, vettingRequired: true, dueDiligenceRequired: false };
  const times = { occurredAt: new Date(), recordedAt: new Date() };
  await worker.transaction((tx) => app.get(AwardsHandler).awardRecorded(tx, { ...about, ...times, data }));
  return awardId;
}

it('domain §8.6 grants a role for an award that procurement has recorded, and tells the scope', async () => {
  const awardId = await anAward();
  await anAward(awardId);
  const personId = await made(administrator, '/people', aPerson());
  const grant = await administrator.post(`/people/${personId}/roles`, { role: 'DONOR', awardId }).expect(201);
  expect(grant.body).toMatchObject({ role: 'DONOR', awardId, orgUnitId: null, placeId: null });
  const gateway = await directory.app.as({ personId: 'gateway', roles: ['GATEWAY'] });
  const { body } = await gateway.get(`/internal/principals/${personId}`).expect(200);
  expect(body).toMatchObject({ roles: [{ role: 'DONOR', awardId }] });
  const [fact] = await directory.sql(
    `SELECT convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'awardId' AS award FROM outbox
     WHERE subject = $1 AND type LIKE '%role-granted%'`,
    [personId],
  );
  expect(fact).toEqual({ award: awardId });
});

it('domain §8.6 refuses an award nobody knows, a second scope beside it, and a role that is done at a unit', async () => {
  const awardId = await anAward();
  const personId = await made(administrator, '/people', aPerson());
  const grant = (body: object) => administrator.post(`/people/${personId}/roles`, body).expect(422);
  expect((await grant({ role: 'DONOR', awardId: uuidv7() })).body).toMatchObject({
    ...{ code: 'unknown-reference', rows: [{ field: 'awardId' }] },
  });
  const placeId = await made(administrator, '/places', { kind: 'SITE', name: 'Bipemba', access: 'NORMAL' });
  expect((await grant({ role: 'DONOR', awardId, placeId })).body).toMatchObject({ code: 'scope-not-one' });
  expect((await grant({ role: 'STOREKEEPER', awardId })).body).toMatchObject({ code: 'role-not-of-awards' });
  expect(await directory.sql('SELECT 1 FROM role_assignment WHERE person_id = $1', [personId])).toEqual([]);
});

it('domain §8.6 shows whoever answers for an award the vettings asked for it, and no unit', async () => {
  const [own, other] = [await anAward(), await anAward()];
  const unit = { code: 'PNC-AWD', nameFr: 'Escadron', agency: 'PNC', level: 'LX' };
  const orgUnitId = await made(administrator, '/organisation-units', unit);
  for (const awardId of [own, other]) {
    const result = { subject: 'UNIT', orgUnitId, awardId, result: 'APPROVED', resultAt: '2026-10-01T00:00:00Z' };
    await directory.vettingOfficer
      .post('/vetting-results', { ...result, validUntil: '2027-09-30T00:00:00Z' })
      .expect(201);
  }
  const donor = await directory.app.as({ roles: [{ role: 'DONOR', awardId: own }] });
  const { items } = (await donor.get(`/vetting-results?orgUnitId=${orgUnitId}`).expect(200)).body as {
    items: object[];
  };
  expect(items).toMatchObject([{ awardId: own }]);
  await donor.get(`/organisation-units/${orgUnitId}`).expect(404);
});
