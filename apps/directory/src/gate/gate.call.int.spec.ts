import { AskGate } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { utils, write } from '@e965/xlsx';
import { aPerson, aPlace, aUnit, made, startDirectory } from '../../test/directory.js';
import type { Directory } from '../../test/directory.js';

let directory: Directory;
let administrator: Directory['administrator'];
let vettingOfficer: Directory['vettingOfficer'];
let calls: Directory['calls'];

beforeAll(async () => {
  directory = await startDirectory();
  ({ administrator, vettingOfficer, calls } = directory);
}, 120_000);

afterAll(() => directory?.close());

describe('the gate over NATS', () => {
  it('CR-15 CR-17 CR-66 answers handover as the records stand', async () => {
    const head = await made(administrator, '/people', aPerson());
    const placeId = await made(administrator, '/places', aPlace({ accessFrom: '2026-01-01T00:00:00Z' }));
    const validFrom = '2026-01-01T00:00:00Z';
    const orgUnitId = await made(
      administrator,
      '/organisation-units',
      aUnit({ placeId, headPersonId: head, validFrom }),
    );
    const awardId = uuidv7();
    const at = ['2026-11-10T10:00:00Z', '2026-11-12T10:00:00Z'];
    const ask = () => calls.ask(AskGate, { orgUnitId, awardIds: [awardId], signerId: head, at }, 10_000);

    const closed = await ask();
    expect(closed).toMatchObject({ unitKnown: true, open: false, headPersonId: head, placeId, authority: 'HEAD' });
    expect(new Set(closed.failures.map(({ gate }) => gate))).toEqual(new Set(['VETTING', 'DUE_DILIGENCE']));

    const result = {
      orgUnitId,
      awardId,
      result: 'APPROVED',
      resultAt: '2026-06-01T00:00:00Z',
      validUntil: '2027-05-31T00:00:00Z',
    };
    const vettingIds = [
      await made(vettingOfficer, '/vetting-results', { ...result, subject: 'UNIT' }),
      await made(vettingOfficer, '/vetting-results', { ...result, subject: 'COMMANDER', personId: head }),
    ];
    const dueDiligence = { orgUnitId, riskLevel: 'LOW', decision: 'PROCEED', decidedAt: '2026-06-01T00:00:00Z' };
    const dueDiligenceIds = [await made(vettingOfficer, '/due-diligence-decisions', dueDiligence)];
    expect(await ask()).toMatchObject({
      open: true,
      failures: [],
      vettingIds,
      dueDiligenceIds,
      access: 'NORMAL',
      signerKnown: true,
    });

    const taken = { access: 'CONTROLLED_BY_ARMED_GROUP', from: '2026-11-11T00:00:00Z' };
    await vettingOfficer.post(`/places/${placeId}/access`, taken).expect(200);
    expect((await ask()).failures).toMatchObject([{ gate: 'ACCESS', at: '2026-11-12T10:00:00.000Z' }]);
  });

  it('CR-22 takes a mandate from its document on, for the consignments it names, until it is revoked', async () => {
    const [head, deputy, witness] = await Promise.all([1, 2, 3].map(() => made(administrator, '/people', aPerson())));
    const validFrom = '2026-01-01T00:00:00Z';
    const orgUnitId = await made(administrator, '/organisation-units', aUnit({ headPersonId: head, validFrom }));
    const officer = await directory.app.as({ roles: ['FIELD_OFFICER'] });
    const waybillId = uuidv7();
    const common = { orgUnitId, fromPersonId: head, toPersonId: deputy, validFrom, validTo: '2026-12-31T00:00:00Z' };
    const mandateId = await made(officer, '/mandates', { ...common, waybillIds: [waybillId] });
    const authority = async (change: object = {}): Promise<string> => {
      const at = ['2026-11-10T10:00:00Z'];
      const question = { orgUnitId, awardIds: [], signerId: deputy, mandateId, waybillIds: [waybillId], at, ...change };
      return (await calls.ask(AskGate, question as never, 10_000)).authority;
    };
    expect(await authority()).toBe('NONE');
    await officer.post(`/mandates/${mandateId}/document`, { documentSha256: 'ab'.repeat(32) }).expect(200);
    expect(await authority()).toBe('MANDATED');
    expect(await authority({ waybillIds: [uuidv7()] })).toBe('NONE');
    await officer.post(`/mandates/${mandateId}/document`, { documentSha256: 'cd'.repeat(32) }).expect(409);
    await officer.post(`/mandates/${mandateId}/revocation`, { from: '2026-11-10T09:00:00Z' }).expect(200);
    expect(await authority()).toBe('NONE');

    const telephone = { callerId: head, calledAt: '2026-11-01T07:00:00Z', witnessId: witness };
    const byPhone = await made(officer, '/mandates', { ...common, telephone });
    expect(await authority({ mandateId: byPhone })).toBe('MANDATED');
    const nobody = { ...telephone, witnessId: uuidv7() };
    const { body } = await officer.post('/mandates', { ...common, telephone: nobody }).expect(422);
    expect(body).toMatchObject({ code: 'unknown-reference', rows: [{ field: 'telephone.witnessId' }] });
  });

  it('domain §2.7 imports a list of results after a dry run, all or nothing, and takes no reasons', async () => {
    const validFrom = '2026-01-01T00:00:00Z';
    const head = await made(administrator, '/people', aPerson());
    const unit = aUnit({ headPersonId: head, validFrom });
    const orgUnitId = await made(administrator, '/organisation-units', unit);
    const awardId = uuidv7();
    const columns = 'Sujet;Unité;Résultat;Date;Valable jusqu’au';
    const read = (...rows: string[]) =>
      vettingOfficer
        .post(`/vetting-imports/readings?awardId=${awardId}`)
        .set('content-type', 'text/csv')
        .send([columns, ...rows].join('\n'));
    const count = async (): Promise<unknown> =>
      (await directory.sql('SELECT count(*)::int AS n FROM vetting_result WHERE award_id = $1', [awardId]))[0]?.['n'];
    const rows = ['Unité', 'Commandant'].map((who) => `${who};${unit.code};Approuvé;01/06/2026;31/05/2027`);

    const { body: wrong } = await read(rows[0] ?? '', `Unité;NOWHERE;Approuvé;01/06/2026;31/12/2027`).expect(200);
    expect(wrong).toMatchObject({ rows: 2, problems: [{ row: 2, line: 3, column: 'Unité', code: 'not-known' }] });
    const { body: reading } = await read(...rows).expect(200);
    expect(reading).toMatchObject({ problems: [], lines: [{ orgUnitId }, { subject: 'COMMANDER', personId: head }] });
    expect(await count()).toBe(0);
    const { body: formula } = await read(`Unité;=A1;Approuvé;01/06/2026;31/05/2027`, rows[0] ?? '').expect(200);
    expect(formula).toMatchObject({ problems: [{ row: 1, column: 'Unité', code: 'formula' }], lines: [{ orgUnitId }] });
    const sheet = utils.aoa_to_sheet([['Liste du mois'], columns.split(';'), (rows[0] ?? '').split(';')]);
    const book = { SheetNames: ['Liste'], Sheets: { Liste: sheet } };
    const xlsx = vettingOfficer.post(`/vetting-imports/readings?awardId=${awardId}`);
    const { body: ofSheet } = await xlsx
      .set('content-type', 'application/octet-stream')
      .send(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
      .expect(200);
    expect(ofSheet).toMatchObject({ problems: [], lines: [{ orgUnitId, result: 'APPROVED' }] });

    const reasons = vettingOfficer.post('/vetting-imports/readings').set('content-type', 'text/csv');
    const { body: refused } = await reasons.send(`${columns};Motif\n${rows[0]};secret`).expect(422);
    expect(refused).toMatchObject({ code: 'file-with-reasons', rows: [{ field: 'Motif' }] });

    const { lines } = reading as { lines: object[] };
    const never = { ...lines[1], validUntil: '2030-01-01T00:00:00Z' };
    const { body: tooLong } = await vettingOfficer.post('/vetting-imports', { lines: [lines[0], never] }).expect(422);
    expect(tooLong).toMatchObject({ code: 'vettings-not-valid', rows: [{ row: 2, code: 'vetting-too-long' }] });
    await vettingOfficer.post('/vetting-imports', { lines: [{ ...lines[0], reason: 'secret' }] }).expect(422);
    expect(await count()).toBe(0);
    await vettingOfficer.post('/vetting-imports', { lines }).expect(201);
    expect(await count()).toBe(2);
    const question = { orgUnitId, awardIds: [awardId], at: ['2026-11-10T10:00:00Z'] };
    const { failures } = await calls.ask(AskGate, question, 10_000);
    expect(failures.map(({ gate }) => gate)).not.toContain('VETTING');
  });

  it('says when it knows neither unit nor signer', async () => {
    const unknown = { orgUnitId: uuidv7(), awardIds: [], signerId: uuidv7(), at: ['2026-11-10T10:00:00Z'] };
    expect(await calls.ask(AskGate, unknown, 10_000)).toMatchObject({
      unitKnown: false,
      open: false,
      signerKnown: false,
    });
  });
});
