import { randomUUID } from 'node:crypto';
import type { Fact } from '@dotation/messaging';
import { uuidv7, WorkerDatabase } from '@dotation/service';
import type { TestPerson } from '../../../../test/support/app.js';
import { withClient } from '../../../../tools/stack/databases.js';
import { aPerson, aPlace, aUnit, made, startDirectory, type Directory } from '../../test/directory.js';
import { DutiesHandler } from './duties.handler.js';

const today = (): string => new Date().toISOString().slice(0, 10);
const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

let directory: Directory;
let administrator: TestPerson;
let auditor: TestPerson;
let chief: TestPerson;
let store: { placeId: string; orgUnitId: string };

beforeAll(async () => {
  directory = await startDirectory();
  ({ administrator } = directory);
  const { app } = directory;
  auditor = await app.as({ roles: ['AUDITOR'] });
  const [missionPlace, placeId] = [
    await made(administrator, '/places', aPlace()),
    await made(administrator, '/places', aPlace()),
  ];
  const mission = await made(administrator, '/organisation-units', aUnit({ placeId: missionPlace }));
  store = { placeId, orgUnitId: await made(administrator, '/organisation-units', aUnit({ placeId })) };
  const personId = await made(administrator, '/people', aPerson({ orgUnitId: mission }));
  chief = await app.as({ personId, roles: ['APPROVER'] });
}, 120_000);
afterAll(() => directory?.close());

const keeper = (): Promise<string> => made(administrator, '/people', aPerson({ orgUnitId: store.orgUnitId }));
const waiver = (personIds: string[], change = {}): object => ({
  ...{ rule: 'CR-19', placeId: store.placeId, personIds, reason: 'Un seul agent' },
  compensatingControl: 'Témoin par vidéo',
  ...change,
});

interface ListOfDay {
  asOf: string;
  waivers: { waiverId: string }[];
  withoutEvidence: { waiverId: string; documentId: string }[];
  roleConflicts: { personId: string; roles: string[]; duties: string[]; waivedBy: string | null }[];
  dutyConflicts: { documentId: string }[];
}
const listOf = async (day: string): Promise<ListOfDay> =>
  (await auditor.get(`/duty-exceptions?day=${day}`).expect(200)).body as ListOfDay;

/** A fact of another service, applied as the reader would. */
async function hear<T>(
  apply: (handler: DutiesHandler) => (tx: never, fact: Fact<T>) => Promise<void>,
  data: T,
): Promise<void> {
  const { app } = directory.app.service;
  const handler = app.get(DutiesHandler);
  const now = new Date();
  const cause = { actorId: randomUUID(), occurredAt: now, recordedAt: now, causationId: uuidv7() };
  const worker = await app.get(WorkerDatabase).ready();
  await worker.transaction((tx) =>
    apply(handler).call(handler, tx as never, { ...cause, id: uuidv7(), type: '', subject: '', data }),
  );
}

describe('AM-3: a waiver', () => {
  it('is granted from another duty station, told, and ends when it is revoked', async () => {
    const person = await keeper();
    const id = await made(chief, '/waivers', waiver([person]));
    const { body } = await auditor.get(`/waivers?personId=${person}&inForceAt=${new Date().toISOString()}`).expect(200);
    expect(body).toMatchObject({ items: [{ id, rule: 'CR-19', grantedBy: chief.principal.personId }] });
    await chief.post(`/waivers/${id}/revocation`).expect(200);
    expect((await chief.post(`/waivers/${id}/revocation`).expect(409)).body).toMatchObject({ code: 'waiver-ended' });
    const after = await auditor.get(`/waivers?personId=${person}&inForceAt=${new Date().toISOString()}`).expect(200);
    expect(after.body).toMatchObject({ items: [] });
    expect(await directory.sql(`SELECT type FROM outbox WHERE subject = $1 ORDER BY id`, [id])).toEqual([
      { type: 'fact.directory.waiver-granted.v1' },
      { type: 'fact.directory.waiver-revoked.v1' },
    ]);
  });

  it('never lets off what the rule book names, and never whoever grants it', async () => {
    const person = await keeper();
    for (const rule of ['CR-01', 'CR-09', 'HAND_OVER_ACCEPT', 'COUNT_CUSTODIAN', 'CR-50', 'CR-56', 'CR-60']) {
      const { body } = await chief.post('/waivers', waiver([person], { rule })).expect(403);
      expect(body).toMatchObject({ code: 'never-waived', detail: `AM-3: ${rule} is never waived.` });
    }
    const own = await chief.post('/waivers', waiver([chief.principal.personId])).expect(403);
    expect(own.body).toMatchObject({ code: 'waiver-for-oneself' });
    const neighbour = await directory.app.as({ personId: person, roles: ['APPROVER'] });
    const here = await neighbour.post('/waivers', waiver([await keeper()])).expect(403);
    expect(here.body).toMatchObject({ code: 'same-duty-station' });
    await administrator.post('/waivers', waiver([person])).expect(403);
  });

  it('has evidence from somebody it does not let off, once per document', async () => {
    const person = await keeper();
    const id = await made(chief, '/waivers', waiver([person]));
    const evidence = { documentId: uuidv7(), sha256: 'a'.repeat(64) };
    const himself = await directory.app.as({ personId: person, roles: ['STOREKEEPER'] });
    const own = await himself.post(`/waivers/${id}/evidence`, evidence).expect(403);
    expect(own.body).toMatchObject({ code: 'evidence-of-oneself' });
    await chief.post(`/waivers/${id}/evidence`, evidence).expect(201);
    expect((await chief.post(`/waivers/${id}/evidence`, evidence).expect(409)).body).toMatchObject({
      code: 'evidence-recorded',
    });
  });

  it('G-34: is bounded by the database too', async () => {
    const insert = (personIds: string[], by: string, to: string): Promise<unknown> =>
      withClient(directory.app.database.url, (client) =>
        client.query(
          `INSERT INTO waiver (id, rule, place_id, person_ids, valid_from, valid_to, reason, compensating_control, granted_by,
             granted_at)
           VALUES ($1, 'CR-19', $2, $3, '2026-01-01Z', $4, '', '', $5, now())`,
          [uuidv7(), store.placeId, personIds, to, by],
        ),
      );
    const [one, two] = [uuidv7(), uuidv7()];
    await expect(insert([one], one, '2026-02-01Z')).rejects.toThrow('waiver_not_self');
    await expect(insert([one], two, '2026-04-02Z')).rejects.toThrow('waiver_period');
    await insert([one], two, '2026-04-01Z');
  });
});

describe('the list of a day', () => {
  it('CR-65 names a person with two conflicting roles in one scope until one is removed, or waived with an end', async () => {
    const person = await keeper();
    const grant = (role: string): Promise<string> =>
      made(administrator, `/people/${person}/roles`, { role, orgUnitId: store.orgUnitId });
    await grant('STOREKEEPER');
    await grant('DISPATCHER');
    const own = async (day = today()): Promise<ListOfDay['roleConflicts']> =>
      (await listOf(day)).roleConflicts.filter(({ personId }) => personId === person);
    expect(await own()).toEqual([]);
    const committee = await grant('RECEPTION_COMMITTEE');
    expect(await own()).toMatchObject([
      {
        roles: ['STOREKEEPER', 'RECEPTION_COMMITTEE'],
        duties: ['RECEIVE × INSPECT', 'STORE × INSPECT'],
        waivedBy: null,
      },
    ]);
    expect(await own(yesterday())).toEqual([]);
    const waiverId = await made(chief, '/waivers', waiver([person], { rule: 'RECEIVE_INSPECT' }));
    expect(await own()).toMatchObject([{ waivedBy: waiverId }]);
    await administrator.post(`/role-assignments/${committee}/revocation`).expect(200);
    // It was so today; tomorrow's list will not have it.
    expect(await own()).toHaveLength(1);
  });

  it('names waivers in force, what relied on one without evidence, and conflicts found; a day that is over stays as it was', async () => {
    const person = await keeper();
    const waiverId = await made(chief, '/waivers', waiver([person]));
    const [waybill, inspection, receipt, plate] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const relied = { waiverIds: [waiverId], number: 'WB-1', part: 1, parts: 2, lines: [] };
    await hear((handler) => handler.releaseApproved, {
      ...{ ...relied, documentId: waybill, purpose: 'TO_UNIT' as const, approvedBy: person },
    });
    await hear((handler) => handler.inspectionClosed, {
      ...{ ...relied, documentId: inspection, receiptId: uuidv7(), committee: [person] },
      ...{ extent: 'FULL' as const, acceptedOn: today() },
    });
    const at = { storeUnitId: uuidv7(), placeId: uuidv7(), receivedBy: person, receivedAt: new Date().toISOString() };
    await hear((handler) => handler.goodsReceived, {
      ...relied,
      ...at,
      documentId: receipt,
      kits: [],
      discrepancies: [],
    });
    const read = { photoSha256: 'd'.repeat(64), reason: 'Relue', decidedBy: person };
    await hear((handler) => handler.plateDecided, {
      ...{ ...read, documentId: plate, number: 'DP-1', deviceId: uuidv7(), waiverIds: [waiverId] },
    });
    const conflict = {
      ...{ documentId: waybill, otherDocumentId: uuidv7(), personId: person, deviceId: uuidv7(), devices: 2 },
      ...{ duty: 'ACCEPT' as const, otherDuty: 'APPROVE' as const },
    };
    await hear((handler) => handler.conflictFound, conflict);
    await chief.post(`/waivers/${waiverId}/evidence`, { documentId: inspection, sha256: 'b'.repeat(64) }).expect(201);

    const list = await listOf(today());
    expect(list.waivers.map((one) => one.waiverId)).toContain(waiverId);
    const open = list.withoutEvidence.filter((one) => one.waiverId === waiverId);
    expect(open.map(({ documentId }) => documentId).sort()).toEqual([waybill, receipt, plate].sort());
    expect(list.dutyConflicts).toContainEqual(expect.objectContaining(conflict));
    const before = await listOf(yesterday());
    expect(before).toMatchObject({
      asOf: `${today()}T00:00:00.000Z`,
      waivers: [],
      withoutEvidence: [],
      dutyConflicts: [],
    });
    expect(await listOf(yesterday())).toEqual(before);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect((await auditor.get(`/duty-exceptions?day=${tomorrow}`).expect(422)).body).toMatchObject({
      code: 'day-to-come',
    });
    await directory.everyone.get(`/duty-exceptions?day=${today()}`).expect(403);
  });

  it('AM-1, AM-3 the control that stands for the check of a transcription is a use of its waiver, and its evidence', async () => {
    const person = await keeper();
    const waiverId = await made(chief, '/waivers', { ...waiver([person]), rule: 'TRANSCRIPTION_CHECK' });
    await chief.post(`/waivers/${waiverId}/evidence`, { documentId: uuidv7(), sha256: 'e'.repeat(64) }).expect(201);
    const { body } = await auditor.get(`/rights?personId=${person}&day=${today()}`).expect(200);
    expect(body.items).toMatchObject([{ kind: 'WAIVER', id: waiverId, used: 1, evidenced: 1 }]);
  });

  it('Q31 answers who had which right or waiver on a day, and whether its control was done', async () => {
    const person = await keeper();
    const role = await made(administrator, `/people/${person}/roles`, {
      role: 'STOREKEEPER',
      validFrom: '2026-01-01T00:00:00Z',
    });
    const waiting = await made(administrator, `/people/${person}/roles`, { role: 'DATA_STEWARD' });
    const waiverId = await made(chief, '/waivers', waiver([person]));
    const used = { waiverIds: [waiverId], number: 'WB-1', part: 1, parts: 1, lines: [] };
    const documentId = uuidv7();
    await hear((handler) => handler.releaseApproved, {
      ...{ ...used, documentId, purpose: 'TO_UNIT' as const, approvedBy: person },
    });
    await chief.post(`/waivers/${waiverId}/evidence`, { documentId, sha256: 'c'.repeat(64) }).expect(201);
    const rightsOn = async (day: string): Promise<unknown[]> =>
      ((await auditor.get(`/rights?personId=${person}&day=${day}`).expect(200)).body as { items: unknown[] }).items;
    expect(await rightsOn(today())).toMatchObject([
      { kind: 'ROLE', id: role, what: 'STOREKEEPER', grantedBy: administrator.principal.personId, used: null },
      { kind: 'WAIVER', id: waiverId, what: 'CR-19', grantedBy: chief.principal.personId, used: 1, evidenced: 1 },
    ]);
    // Granted today, however far back it says it holds; and what no second administrator confirmed gives no right.
    expect(await rightsOn(yesterday())).toEqual([]);
    expect(JSON.stringify(await rightsOn(today()))).not.toContain(waiting);
    const first = await auditor.get(`/rights?personId=${person}&day=${today()}&limit=1`).expect(200);
    const { next } = first.body as { next: string };
    const second = await auditor.get(`/rights?personId=${person}&day=${today()}&limit=1&after=${next}`).expect(200);
    expect(second.body).toMatchObject({ items: [{ id: waiverId }], next: null });
  });
});
