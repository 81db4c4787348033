import { uuidv7 } from '@dotation/service';
import { aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;

beforeAll(async () => {
  directory = await startDirectory();
}, 120_000);

afterAll(() => directory?.close());

it('CR-15 AM-4 takes NOT_REQUIRED of who is no security force only, one by one and from a list', async () => {
  const { administrator, vettingOfficer } = directory;
  const unitOf = (agency: string) => made(administrator, '/organisation-units', aUnit({ agency }));
  const [police, health] = [await unitOf('PNC'), await unitOf('PNHF')];
  const awardId = uuidv7();
  const result = { subject: 'UNIT', awardId, result: 'NOT_REQUIRED', resultAt: '2026-10-01T00:00:00Z' };
  const of = (orgUnitId: string) => ({ ...result, orgUnitId });
  await vettingOfficer.post('/vetting-results', of(health)).expect(201);
  const refused = await vettingOfficer.post('/vetting-results', of(police)).expect(422);
  expect(refused.body).toMatchObject({ code: 'vetting-required', rows: [{ row: 0, field: 'result' }] });
  const list = await vettingOfficer.post('/vetting-imports', { lines: [of(health), of(police)] }).expect(422);
  expect(list.body).toMatchObject({
    code: 'vettings-not-valid',
    rows: [{ row: 2, field: 'lines[1].result', code: 'vetting-required' }],
  });
});
