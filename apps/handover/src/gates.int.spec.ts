import {
  MandateDocumentedV1,
  MandateRecordedV1,
  RuleValueSetV1,
  type Gate,
  type ReservedDevice,
} from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { MandatesHandler } from './handovers/mandates.handler.js';
import {
  accepted,
  acknowledge,
  aUnit,
  departure,
  effects,
  exceptionCodes,
  fact,
  onceArrived,
  paperHome,
  signed,
  types,
  type Answer,
  type Unit,
} from '../test/steps.ts';
import { commissioner, openGate, reset, startWorld, unitRecorded, type World } from '../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const read = async (path: string): Promise<Answer> => (await world.people.auditor.get(path).expect(200)).body as Answer;

function shut(gate: Gate = 'VETTING'): void {
  const failures = [{ gate, at: new Date().toISOString(), detail: 'The vetting of the unit has expired.' }];
  world.script.gate = () => openGate(world.people.head.id, { open: false, failures });
}

/** A PV that waits for a gate, of two devices. */
async function heldBack(unit: Unit): Promise<{ pv: Answer; devices: ReservedDevice[] }> {
  const { devices } = await onceArrived(world, 2, unit);
  shut();
  const pv = await acknowledge(world, unit, devices.map(accepted));
  reset(world);
  await world.told();
  return { pv, devices };
}

async function sendHome(unit: Unit, devices: readonly ReservedDevice[]): Promise<Answer> {
  const { dispatcher, officer, manager } = world.people;
  const draft = (await dispatcher.post('/waybills', paperHome(world, unit, devices)).expect(201)).body as Answer;
  await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
  return (await officer.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200)).body as Answer;
}

describe('a PV that a gate holds back', () => {
  it('CR-16, AM-19 becomes final with its first signatures, once, whoever completes it twice or at the same time', async () => {
    const { pv } = await heldBack(aUnit());
    const { officer, head } = world.people;
    const answers = await Promise.all(
      [officer, head].map((person) => person.post(`/handovers/${pv.id}/completion`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await read(`/handovers/${pv.id}`)).toMatchObject({ status: 'FINAL', hold: 'FIRM' });
    expect(types(await world.told())).toEqual(['handover-completed', 'waybill-closed']);
    const { body } = await officer
      .post(`/handovers/${pv.id}/countersignature`, { signature: signed(officer.id, 'OFFICER') })
      .expect(409);
    expect(body).toMatchObject({ code: 'handover-not-provisional' });
  });

  it('CR-16, domain §8.6: who vets opens the gate, and completes no PV behind it', async () => {
    const { pv } = await heldBack(aUnit());
    const vetting = await world.app.as({ roles: ['VETTING_FP'] });
    await vetting.post(`/handovers/${pv.id}/completion`, {}).expect(403);
    expect(await read(`/handovers/${pv.id}`)).toMatchObject({ status: 'PENDING', pending: 'VETTING' });
    expect(await world.told()).toEqual([]);
    await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(200);
  });

  it('CR-16, AM-19 is listed and can only go back once its days are over; its end is told', async () => {
    const rule = { ruleValueId: uuidv7(), rule: 'pv.pendingDays' };
    await world.learn([RuleValueSetV1, { ...rule, value: '0', validFrom: daysAgo(0.01) }]);
    const unit = aUnit();
    const { pv, devices } = await heldBack(unit);
    const { body } = await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(409);
    expect(body).toMatchObject({ code: 'pending-too-long' });
    expect(await exceptionCodes(world, `documentId=${pv.id}&open=true`)).toEqual(['GATE_CLOSED', 'PENDING_TOO_LONG']);

    await sendHome(unit, devices.slice(0, 1));
    expect(await read(`/handovers/${pv.id}`)).toMatchObject({ status: 'PENDING', pending: 'VETTING' });
    await sendHome(unit, devices.slice(1));
    expect(await read(`/handovers/${pv.id}`)).toMatchObject({ status: 'RETURNED', pending: null });
    expect(await exceptionCodes(world, `documentId=${pv.id}&open=true`)).toEqual([]);
    const { body: over } = await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(409);
    expect(over).toMatchObject({ code: 'handover-not-pending' });
    await world.learn([RuleValueSetV1, { ...rule, ruleValueId: uuidv7(), value: '30', validFrom: daysAgo(0) }]);
  });
});

/** Signed by the deputy, who shows no mandate. */
async function underReserve(unit: Unit, signedAt = new Date().toISOString()): Promise<{ pv: Answer; count: number }> {
  const { devices } = await onceArrived(world, 2, unit);
  world.script.gate = () => openGate(world.people.head.id, { authority: 'NONE' });
  const { deputy } = world.people;
  const change = { signature: signed(deputy.id, 'DELEGATE'), signedAt };
  const pv = await acknowledge(world, unit, devices.map(accepted), change, 'deputy');
  expect(pv).toMatchObject({ hold: 'TO_CONFIRM', status: 'PROVISIONAL' });
  reset(world);
  await world.told();
  return { pv, count: devices.length };
}

describe('CR-22 as AM-2 amends it: signed without a mandate', () => {
  it('CR-22 the head of the unit ratifies: the hold is firm, the register is told, once', async () => {
    const { pv, count } = await underReserve(aUnit());
    const { head } = world.people;
    const key = uuidv7();
    const word = { signature: signed(head.id, 'HEAD') };
    const { body } = await head.post(`/handovers/${pv.id}/ratification`, word, key).expect(200);
    expect(body).toMatchObject({ hold: 'FIRM', ratification: { personId: head.id }, progress: { settled: false } });
    const told = await world.told();
    expect(types(told)).toEqual(['handover-ratified']);
    expect(effects(told[0])).toEqual({ MOVES: count });
    expect(told[0]?.data).toMatchObject({ documentId: pv.id, basis: 'RATIFICATION', signature: { personId: head.id } });
    expect(await exceptionCodes(world, `documentId=${pv.id}&open=true`)).toEqual([]);

    await head.post(`/handovers/${pv.id}/ratification`, word, key).expect(200);
    const { body: again } = await head.post(`/handovers/${pv.id}/ratification`, word).expect(409);
    expect(again).toMatchObject({ code: 'handover-not-to-confirm' });
    expect(await world.told()).toEqual([]);
  });

  it('CR-22 his successor and the provincial commissioner may; a neighbour and the signer may not', async () => {
    const unit = aUnit();
    const { pv } = await underReserve(unit);
    const { head, otherHead, deputy, officer } = world.people;
    const ratify = (personId: string, more: object = {}) =>
      officer.post(`/handovers/${pv.id}/ratification`, { signature: signed(personId, 'SUPERIOR'), ...more });
    const sheet = { sheetSha256: 'ab'.repeat(32) };
    expect((await ratify(otherHead.id, sheet).expect(409)).body).toMatchObject({ code: 'ratifier-not-entitled' });
    expect((await ratify(deputy.id, sheet).expect(409)).body).toMatchObject({ code: 'ratifier-is-signer' });
    expect((await ratify(commissioner).expect(422)).body).toMatchObject({ code: 'sheet-required' });
    await world.learn(unitRecorded(unit.orgUnitId, { ...unit, headPersonId: otherHead.id, validFrom: daysAgo(0) }));
    await ratify(otherHead.id, sheet).expect(200);
    expect(await read(`/handovers/${pv.id}`)).toMatchObject({ hold: 'FIRM', receiver: { personId: head.id } });

    const second = await underReserve(aUnit());
    await officer
      .post(`/handovers/${second.pv.id}/ratification`, { signature: signed(commissioner, 'SUPERIOR'), ...sheet })
      .expect(200);
  });

  it('CR-22 after 30 days it is listed; ratified then, it counts and is told', async () => {
    const { pv } = await underReserve(aUnit(), daysAgo(31));
    expect(await exceptionCodes(world, `documentId=${pv.id}&code=NOT_RATIFIED`)).toEqual(['NOT_RATIFIED']);
    const { head } = world.people;
    await head.post(`/handovers/${pv.id}/ratification`, { signature: signed(head.id, 'HEAD') }).expect(200);
    const open = await exceptionCodes(world, `documentId=${pv.id}&open=true`);
    expect(open).toContain('RATIFIED_LATE');
    expect(open).not.toContain('NOT_RATIFIED');
    expect(open).not.toContain('NO_MANDATE');
  });

  it('CR-22 the document of the mandate, uploaded later, does the same; a mandate without one does not yet', async () => {
    const unit = aUnit();
    const { pv, count } = await underReserve(unit);
    const { head, deputy } = world.people;
    const mandate = {
      ...{ mandateId: uuidv7(), orgUnitId: unit.orgUnitId, fromPersonId: head.id, toPersonId: deputy.id },
      ...{ validFrom: daysAgo(5), validTo: daysAgo(-5), waybillIds: pv['waybillIds'] },
    };
    await world.learn([MandateRecordedV1, mandate]);
    await world.learn([MandateDocumentedV1, { ...mandate, documentSha256: 'cd'.repeat(32), toPersonId: uuidv7() }]);
    expect(await world.told()).toEqual([]);
    await world.learn([MandateDocumentedV1, { ...mandate, documentSha256: 'cd'.repeat(32) }]);
    const told = await world.told();
    expect(types(told)).toEqual(['handover-ratified']);
    expect(effects(told[0])).toEqual({ MOVES: count });
    expect(fact(told, 'handover-ratified').data).toMatchObject({ basis: 'MANDATE', mandateId: mandate.mandateId });
    expect(await read(`/handovers/${pv.id}`)).toMatchObject({ hold: 'FIRM', mandateId: mandate.mandateId });
  });

  it('CR-22, AM-2 what directory had told before the gate judged the PV confirms nothing when it is read again', async () => {
    const unit = aUnit();
    const { pv, count } = await underReserve(unit);
    const { head, deputy } = world.people;
    // Revoked before the signature, as the gate knew; the fact of its beginning says nothing of that.
    const data = {
      ...{ mandateId: uuidv7(), orgUnitId: unit.orgUnitId, fromPersonId: head.id, toPersonId: deputy.id },
      ...{ validFrom: daysAgo(5), validTo: daysAgo(-5), documentSha256: 'cd'.repeat(32) },
    } as MandateDocumentedV1;
    const told = (recordedAt: string): Promise<void> => {
      const [at, id] = [new Date(recordedAt), uuidv7()];
      const cause = { actorId: head.id, occurredAt: at, recordedAt: at, causationId: uuidv7() };
      const again = { ...cause, id, type: MandateDocumentedV1.type, subject: data.mandateId, data };
      const handler = world.app.service.app.get(MandatesHandler);
      return world.worker.transaction((tx) => handler.mandateDocumented(tx, again));
    };
    await told(daysAgo(4));
    expect(await world.told()).toEqual([]);
    expect(await read(`/handovers/${pv.id}`)).toMatchObject({ hold: 'TO_CONFIRM' });
    await told(new Date().toISOString());
    expect(effects((await world.told())[0])).toEqual({ MOVES: count });
  });

  it('CR-22 asks the gate which consignments are signed for, so that a mandate may name its own', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 1, unit);
    world.script.asked.gate = [];
    await acknowledge(world, unit, devices.map(accepted));
    expect(world.script.asked.gate).toMatchObject([{ waybillIds: [waybill.id] }]);
  });

  it('confirms only what the unit still has', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    world.script.gate = () => openGate(world.people.head.id, { authority: 'NONE' });
    const { deputy, head } = world.people;
    const change = { signature: signed(deputy.id, 'DELEGATE') };
    const pv = await acknowledge(world, unit, devices.map(accepted), change, 'deputy');
    reset(world);
    await sendHome(unit, devices.slice(0, 1));
    await world.told();
    await head.post(`/handovers/${pv.id}/ratification`, { signature: signed(head.id, 'HEAD') }).expect(200);
    expect(fact(await world.told(), 'handover-ratified').data.lines).toMatchObject([
      { deviceId: devices[1]?.deviceId, effect: 'MOVES' },
    ]);
  });
});

describe('CR-24 title and custody', () => {
  const onDeed = (devices: readonly ReservedDevice[], unit: Unit, days: number): object => ({
    ...{ beneficiaryUnitId: unit.orgUnitId, place: 'Mbuji-Mayi', conditions: ['Ni vente ni cession'] },
    ...{ signedAt: daysAgo(days), effectiveAt: daysAgo(days) },
    signatures: [signed(world.people.approver.id, 'SUPERIOR'), signed(commissioner, 'SUPERIOR')],
    lines: devices.map(({ deviceId }) => ({ deviceId, valueMinor: 78_900, currency: 'USD' })),
  });
  const codes = async ({ deviceId }: { deviceId: string }): Promise<string[]> =>
    (await exceptionCodes(world, `deviceId=${deviceId}`)).filter((code) => /CUSTODY/.test(code));

  it('CR-24 lists title without custody 30 days after the deed, until a unit signs', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    const [old, fresh] = devices as [ReservedDevice, ReservedDevice];
    await world.people.approver.post('/deeds', onDeed([old], unit, 31)).expect(201);
    await world.people.approver.post('/deeds', onDeed([fresh], unit, 29)).expect(201);
    expect(await codes(old)).toEqual(['TITLE_WITHOUT_CUSTODY']);
    expect(await codes(fresh)).toEqual([]);
    await acknowledge(world, unit, [accepted(old)]);
    expect(await codes(old)).toEqual([]);
  });

  it('CR-24 lists custody without title 30 days after the PV, until a deed or the way back', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    await acknowledge(world, unit, devices.map(accepted), { signedAt: daysAgo(31) });
    const [donated, returned] = devices as [ReservedDevice, ReservedDevice];
    expect(await codes(donated)).toEqual(['CUSTODY_WITHOUT_TITLE']);
    await world.people.approver.post('/deeds', onDeed([donated], unit, 0)).expect(201);
    expect(await codes(donated)).toEqual([]);
    await sendHome(unit, [returned]);
    expect(await codes(returned)).toEqual([]);
  });

  it('pages lead through what time has made, though a PV stands twice under its id', async () => {
    const { pv } = await underReserve(aUnit(), daysAgo(31));
    const path = `/exceptions?documentId=${pv.id}&limit=1`;
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await world.people.head.get(`${path}${next && `&after=${next}`}`).expect(200);
      const page = body as { items: { code: string }[]; next: string | null };
      seen.push(...page.items.map(({ code }) => code));
      next = page.next;
    }
    expect(seen).toEqual(expect.arrayContaining(['NOT_COUNTERSIGNED', 'NOT_RATIFIED']));
    expect(seen.filter((code) => code === 'NOT_RATIFIED')).toHaveLength(1);
  });
});
