import type { ReservedDevice } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import type { Test } from 'supertest';
import {
  accepted,
  acknowledge,
  allocate,
  arrive,
  aUnit,
  departure,
  driver,
  effects,
  exceptionCodes,
  fact,
  notArrived,
  onceArrived,
  onTheRoad,
  paperHome,
  paperTo,
  refused,
  send,
  sheet,
  signed,
  states,
  types,
  type Answer,
} from '../test/steps.ts';
import { awardId, openGate, reset, startWorld, type World } from '../test/world.ts';
import { ApprovalsService } from './allocations/approvals.service.js';
import { ExceptionsService } from './exceptions/exceptions.service.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const statuses = async (...tests: Test[]): Promise<number[]> =>
  (await Promise.all(tests)).map(({ status }) => status).sort();
const proposalOf = (devices: readonly { deviceId: string }[], orgUnitId = aUnit().orgUnitId): object => ({
  orgUnitId,
  awardIds: [awardId],
  purpose: 'Bureau d’enquêtes',
  deviceIds: devices.map(({ deviceId }) => deviceId),
});
async function propose(devices: readonly { deviceId: string }[]): Promise<Answer> {
  return (await world.people.manager.post('/allocations', proposalOf(devices)).expect(201)).body as Answer;
}

describe('at once', () => {
  it('two phones with the same lines: both 201, every line moves once, the waybill closes once', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 6, unit);
    const { head, deputy } = world.people;
    const one = head.post('/handovers', sheet(world, unit, devices.slice(0, 4).map(accepted)));
    const two = deputy.post(
      '/handovers',
      sheet(world, unit, devices.slice(2).reverse().map(accepted), { signature: signed(deputy.id, 'DELEGATE') }),
    );
    expect(await statuses(one, two)).toEqual([201, 201]);
    const told = await world.told();
    const moved = told.filter(({ type }) => type === 'handover-signed').map(effects);
    expect(moved.reduce((sum, { MOVES = 0 }) => sum + MOVES, 0)).toBe(6);
    expect(moved.reduce((sum, { DUPLICATE = 0 }) => sum + DUPLICATE, 0)).toBe(2);
    expect(types(told).filter((type) => type === 'waybill-closed')).toHaveLength(1);
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 6 });
  });

  it('two phones with the two halves: the last one closes the waybill', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 4, unit);
    const { head, deputy } = world.people;
    const one = head.post('/handovers', sheet(world, unit, devices.slice(0, 2).map(accepted)));
    const two = deputy.post(
      '/handovers',
      sheet(world, unit, devices.slice(2).map(accepted), { signature: signed(deputy.id, 'DELEGATE') }),
    );
    expect(await statuses(one, two)).toEqual([201, 201]);
    expect(types(await world.told()).sort()).toEqual(['handover-signed', 'handover-signed', 'waybill-closed']);
  });

  it('the arrival and the acknowledgement: every line arrives once', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 3, unit);
    const arrival = world.people.officer.post(`/waybills/${waybill.id}/arrivals`, {
      sealsIntact: true,
      driverSignature: signed(driver, 'DRIVER'),
    });
    const pv = world.people.head.post('/handovers', sheet(world, unit, devices.map(accepted)));
    expect(await statuses(arrival, pv)).toEqual([201, 201]);
    const arrived = (await world.told()).filter(({ type }) => type === 'arrival-recorded').map(effects);
    expect(arrived.reduce((sum, { MOVES = 0 }) => sum + MOVES, 0)).toBe(3);
  });

  it('a double dispatch: one leaves, the other is told that it has left', async () => {
    const unit = aUnit();
    const devices = world.inStock(2);
    await allocate(world, devices, unit);
    const { dispatcher, manager } = world.people;
    const paper = paperTo(world, unit, { lines: devices.map(({ deviceId }) => ({ deviceId })) });
    const draft = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
    const leave = (): Test => dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world));
    expect(await statuses(leave(), leave())).toEqual([200, 409]);
    expect(types(await world.told()).filter((type) => type === 'waybill-dispatched')).toHaveLength(1);
  });

  it('CR-18 two drafts for the same device: one is refused, with the row', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const draft = (): Test =>
      world.people.dispatcher.post('/waybills', paperTo(world, unit, { lines: [{ deviceId: devices[0]?.deviceId }] }));
    const answers = await Promise.all([draft(), draft()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'lines-not-loadable',
      rows: [{ row: 1, code: 'on-open-waybill' }],
    });
  });

  it('two approvals: one approves, the other is refused', async () => {
    const { id } = await propose(world.inStock(2));
    const approve = (): Test => world.people.approver.post(`/allocations/${id}/approval`, {});
    expect(await statuses(approve(), approve())).toEqual([200, 409]);
    expect(types(await world.told())).toEqual(['allocation-proposed', 'allocation-approved']);
  });
});

describe('said again', () => {
  it('the same key gets the same answer and writes nothing, even when nobody answers questions any more', async () => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 2, unit);
    const key = uuidv7();
    const body = sheet(world, unit, devices.map(accepted));
    const first = await world.people.head.post('/handovers', body, key).expect(201);
    await world.told();
    world.script.gate = () => {
      throw new Error('directory is away');
    };
    const again = await world.people.head.post('/handovers', body, key).expect(201);
    expect(again.body).toEqual(first.body);
    expect(await world.told()).toEqual([]);
  });

  it('the same key at the same moment makes one document', async () => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const key = uuidv7();
    const post = (): Test => world.people.head.post('/handovers', sheet(world, unit, devices.map(accepted)), key);
    expect(await statuses(post(), post())).toEqual([201, 201]);
    expect(types(await world.told()).filter((type) => type === 'handover-signed')).toHaveLength(1);
  });

  it('the same key with another body is refused', async () => {
    const key = uuidv7();
    const devices = world.inStock(2);
    await world.people.manager.post('/allocations', proposalOf(devices.slice(0, 1)), key).expect(201);
    const { body } = await world.people.manager.post('/allocations', proposalOf(devices), key).expect(422);
    expect(body).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('the id of another person’s document is refused', async () => {
    const key = uuidv7();
    await world.people.manager.post('/allocations', proposalOf(world.inStock(1)), key).expect(201);
    const stranger = await world.app.as({ roles: ['BUDGET_HOLDER'] });
    const { body } = await stranger.post('/allocations', proposalOf(world.inStock(1)), key).expect(409);
    expect(body).toMatchObject({ code: 'document-id-taken' });
  });
});

describe('reserving', () => {
  it('domain §8.6 is seen by whoever answers for the award, unless another one pays a part of it', async () => {
    const { id } = await propose(world.inStock(1));
    const shared = { ...proposalOf(world.inStock(1)), awardIds: [awardId, uuidv7()] };
    const { body: both } = await world.people.manager.post('/allocations', shared).expect(201);
    const donor = await world.app.as({ roles: [{ role: 'DONOR', awardId }] });
    const { body } = await donor.get(`/allocations/${id}`).expect(200);
    expect((body as Answer).lines).toHaveLength(1);
    await donor.get(`/allocations/${(both as Answer).id}`).expect(404);
    const stranger = await world.app.as({ roles: [{ role: 'DONOR', awardId: uuidv7() }] });
    await stranger.get(`/allocations/${id}`).expect(404);
    expect((await stranger.get('/allocations').expect(200)).body).toMatchObject({ items: [] });
    // For reading only (decision 18): what an award pays lies with many.
    const holder = await world.app.as({ roles: [{ role: 'BUDGET_HOLDER', awardId }] });
    await holder.get(`/allocations/${id}`).expect(200);
    await holder.post(`/allocations/${id}/cancellation`, { reason: 'Annulée' }).expect(403);
  });

  it('T06 the proposer cannot approve', async () => {
    const both = await world.app.as({ roles: ['BUDGET_HOLDER', 'APPROVER'] });
    const { body: proposal } = await both.post('/allocations', proposalOf(world.inStock(1))).expect(201);
    const { body } = await both.post(`/allocations/${(proposal as Answer).id}/approval`, {}).expect(409);
    expect(body).toMatchObject({ code: 'approver-is-proposer' });
  });

  it('CR-15 a closed gate refuses in its own words, and the register is not asked', async () => {
    const { id } = await propose(world.inStock(1));
    const at = new Date().toISOString();
    const failures = [{ gate: 'VETTING' as const, at, detail: 'No approved vetting of the commander.' }];
    world.script.gate = () => openGate(null, { open: false, failures });
    const { body } = await world.people.approver.post(`/allocations/${id}/approval`, {}).expect(409);
    expect(body).toMatchObject({
      code: 'gate-closed',
      detail: 'VETTING: No approved vetting of the commander.',
      rows: [{ code: 'VETTING' }],
    });
    expect(world.script.asked.reserve).toEqual([]);
    const { body: after } = await world.people.manager.get(`/allocations/${id}`).expect(200);
    expect(after).toMatchObject({ status: 'PROPOSED' });
  });

  it('a device that cannot be reserved is named on its row; the proposal waits', async () => {
    const [known] = world.inStock(1) as [ReservedDevice];
    const { id } = await propose([known, { deviceId: uuidv7() }]);
    const { body } = await world.people.approver.post(`/allocations/${id}/approval`, {}).expect(409);
    expect(body).toMatchObject({ code: 'devices-not-reservable', rows: [{ row: 2, code: 'device-not-in-stock' }] });
    const { body: after } = await world.people.manager.get(`/allocations/${id}`).expect(200);
    expect(after).toMatchObject({
      status: 'PROPOSED',
      problems: [{ code: 'device-not-in-stock' }],
      lines: [{ state: 'PROPOSED' }, { state: 'PROPOSED' }],
    });
  });

  it('what a crash left RESERVING is finished later, and the approver’s repeat gets that answer', async () => {
    const { id } = await propose(world.inStock(2));
    const answer = world.script.reserve;
    world.script.reserve = () => {
      throw new Error('the register is away');
    };
    const key = uuidv7();
    await world.people.approver.post(`/allocations/${id}/approval`, {}, key).expect(503);
    expect((await world.people.manager.get(`/allocations/${id}`).expect(200)).body).toMatchObject({
      status: 'RESERVING',
      progress: { settled: false },
    });
    world.script.reserve = answer;
    const inAMoment = new Date(Date.now() + 1_000);
    expect(await world.app.service.app.get(ApprovalsService).resume(inAMoment)).toBe(1);
    const { body } = await world.people.approver.post(`/allocations/${id}/approval`, {}, key);
    expect(body).toMatchObject({ id, status: 'APPROVED', approvedBy: world.people.approver.id });
    expect(types(await world.told())).toEqual(['allocation-proposed', 'allocation-approved']);
  });

  it('T07 cancelled while RESERVING stays cancelled, whatever the register answers', async () => {
    const { id } = await propose(world.inStock(1));
    const answer = world.script.reserve;
    world.script.reserve = async (request) => {
      await world.people.manager.post(`/allocations/${id}/cancellation`, { reason: 'Erreur' }).expect(200);
      return answer(request);
    };
    await world.people.approver.post(`/allocations/${id}/approval`, {}).expect(409);
    expect((await world.people.manager.get(`/allocations/${id}`).expect(200)).body).toMatchObject({
      status: 'CANCELLED',
    });
    expect(types(await world.told())).toEqual(['allocation-proposed', 'allocation-cancelled']);
  });

  it('T07 a line on an open waybill cannot be cancelled, the others can', async () => {
    const unit = aUnit();
    const devices = world.inStock(2);
    const { id } = await allocate(world, devices, unit);
    await send(world, devices.slice(0, 1), unit);
    const { body } = await world.people.manager
      .post(`/allocations/${id}/cancellation`, { reason: 'Erreur' })
      .expect(409);
    expect(body).toMatchObject({ code: 'lines-not-cancellable', rows: [{ row: 1, code: 'on-open-waybill' }] });
    const rest = { reason: 'Erreur', deviceIds: [devices[1]?.deviceId] };
    const cancelled = await world.people.manager.post(`/allocations/${id}/cancellation`, rest).expect(200);
    expect(cancelled.body).toMatchObject({
      status: 'APPROVED',
      lines: [{ state: 'RESERVED' }, { state: 'CANCELLED' }],
    });
    const told = await world.told();
    expect(fact(told, 'allocation-cancelled').data.lines).toMatchObject([{ deviceId: devices[1]?.deviceId }]);
  });
});

describe('what the register makes of it', () => {
  it('a document is settled when every line was followed', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    expect(pv.progress).toEqual({ lines: 2, applied: 0, refused: 0, conflicted: 0, settled: false });
    const [signing] = await world.told();
    const waiting = world.people.head
      .get(`/handovers/${pv.id}`)
      .set('prefer', 'wait=15')
      .expect(200)
      .then(({ body }) => body as Answer);
    await world.follow(
      signing?.id ?? '',
      devices.map(({ deviceId }) => deviceId),
    );
    expect((await waiting).progress).toEqual({ lines: 2, applied: 2, refused: 0, conflicted: 0, settled: true });
  });

  it('what the register cannot follow is an exception of the document', async () => {
    const unit = aUnit();
    const devices = world.inStock(2);
    await allocate(world, devices, unit);
    const waybill = await send(world, devices, unit);
    const dispatched = fact(await world.told(), 'waybill-dispatched');
    const [lost, fine] = devices.map(({ deviceId }) => deviceId) as [string, string];
    await world.conflict(dispatched.id, lost);
    await world.follow(dispatched.id, [fine], 'T08');
    const { body } = await world.people.dispatcher.get(`/waybills/${waybill.id}`).expect(200);
    expect(body).toMatchObject({
      progress: { lines: 2, applied: 1, conflicted: 1, settled: true },
      exceptions: [{ code: 'EFFECT_CONFLICTED', deviceId: lost }],
    });
  });
});

describe('signing', () => {
  it('CR-22 a delegate without mandate: custody moves, to be confirmed, and somebody is told', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    world.script.gate = () => openGate(world.people.head.id, { authority: 'NONE', signerKnown: false });
    const [stranger, witness] = [uuidv7(), uuidv7()];
    const onPaper = {
      signature: signed(stranger, 'DELEGATE'),
      channel: 'PAPER_TRANSCRIBED',
      witnessId: witness,
      sheetSha256: 'ab'.repeat(32),
    };
    const pv = await acknowledge(world, unit, devices.map(accepted), onPaper);
    expect(pv.exceptions.map(({ code }) => code).sort()).toEqual(['NO_MANDATE', 'SIGNER_UNKNOWN', 'SIGNER_UNKNOWN']);
    const [signing] = await world.told();
    expect(signing?.data).toMatchObject({
      receiver: { personId: world.people.head.id, hold: 'TO_CONFIRM' },
      signature: { personId: stranger },
    });
    expect(effects(signing)).toEqual({ MOVES: 1 });
  });

  it('CR-19, AM-3 who dispatched never signs as receiver', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    for (const { id } of [world.people.dispatcher, world.people.storekeeper]) {
      const body = sheet(world, unit, devices.map(accepted), { signature: signed(id, 'HEAD') });
      expect((await world.people.head.post('/handovers', body).expect(409)).body).toMatchObject({
        code: 'receiver-sent-the-goods',
      });
    }
    expect(await world.told()).toEqual([]);
  });

  it('CR-21 refuses the sheet, naming each line that was not confirmed, and writes nothing', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    const lines = devices.map(({ tag }) => ({ code: tag, outcome: 'ACCEPTED' }));
    const { body } = await world.people.head.post('/handovers', sheet(world, unit, lines)).expect(422);
    expect(body).toMatchObject({
      code: 'rows-not-valid',
      rows: [
        { row: 1, field: 'lines[0].confirmedBy', code: 'serial-not-confirmed', read: devices[0]?.tag },
        { row: 2, field: 'lines[1].confirmedBy', code: 'serial-not-confirmed' },
      ],
    });
    expect(await world.told()).toEqual([]);
  });

  it('AM-1 on the giver’s phone: with witness and sheet, recorded by the giver', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const paper = { channel: 'GIVERS_PHONE', witnessId: uuidv7(), sheetSha256: 'ab'.repeat(32) };
    const pv = await acknowledge(world, unit, devices.map(accepted), paper, 'officer');
    expect(pv).toMatchObject({
      recordedBy: world.people.officer.id,
      signature: { personId: world.people.head.id },
      channel: 'GIVERS_PHONE',
    });
  });

  it('the gate is asked once, before the transaction, at both clocks', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    world.script.asked.gate = [];
    await acknowledge(world, unit, devices.map(accepted), { signedAt: '2026-11-02T10:00:00+02:00' });
    expect(world.script.asked.gate).toMatchObject([
      {
        orgUnitId: unit.orgUnitId,
        placeId: unit.placeId,
        awardIds: [awardId],
        signerId: world.people.head.id,
        at: ['2026-11-02T08:00:00.000Z', expect.any(String)],
      },
    ]);
  });

  it('without directory a first PV is answered 503 and nothing is written', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    world.script.gate = () => {
      throw new Error('directory is away');
    };
    await world.people.head.post('/handovers', sheet(world, unit, devices.map(accepted))).expect(503);
    expect(await world.told()).toEqual([]);
  });

  it('an unknown or a foreign waybill on the sheet is named', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const other = await onTheRoad(world, 1, aUnit());
    const body = sheet(world, unit, devices.map(accepted), { waybillIds: [other.waybill.id] });
    expect((await world.people.head.post('/handovers', body).expect(404)).body).toMatchObject({
      code: 'waybill-not-found',
      rows: [{ field: 'waybillIds[0]' }],
    });
  });

  it('CR-23 there is no way to edit a signed PV, not even by SQL', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 1, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    await expect(
      world.worker.query(`UPDATE handover_line SET outcome = 'REFUSED' WHERE handover_id = $1`, [pv.id]),
    ).rejects.toThrow('CR-23');
    // CR-58: nobody deletes.
    await expect(world.worker.query(`DELETE FROM handover WHERE id = $1`, [pv.id])).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('returns and releases', () => {
  it('CR-19 who approved the release cannot let the goods go', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const both = await world.app.as({ roles: ['DISPATCHER', 'BUDGET_HOLDER'] });
    const draft = (
      await both.post('/waybills', paperTo(world, unit, { lines: [{ deviceId: devices[0]?.deviceId }] })).expect(201)
    ).body as Answer;
    await both.post(`/waybills/${draft.id}/release`, {}).expect(200);
    const { body } = await both.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(409);
    expect(body).toMatchObject({ code: 'storekeeper-approves-release' });
  });

  it('a device that nobody signed for goes back and closes its waybill', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 2, unit);
    await acknowledge(world, unit, [accepted(devices[0] as ReservedDevice)]);
    await world.told();
    const draft = (await world.people.officer.post('/waybills', paperHome(world, unit, devices.slice(1))).expect(201))
      .body as Answer;
    await world.people.officer.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200);
    expect(types(await world.told())).toEqual(['waybill-dispatched', 'waybill-closed']);
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 1, RETURNED: 1 });
    const { body } = await world.people.officer
      .post(`/waybills/${draft.id}/arrivals`, { sealsIntact: true, driverSignature: signed(driver, 'DRIVER') })
      .expect(409);
    expect(body).toMatchObject({ code: 'return-has-no-arrival' });
  });

  it('is read by its unit once it is on the road, and before by those who send it', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const { dispatcher, manager, head } = world.people;
    const paper = paperTo(world, unit, { lines: devices.map(({ deviceId }) => ({ deviceId })) });
    const { id } = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await manager.post(`/waybills/${id}/release`, {}).expect(200);
    const listed = async (): Promise<string[]> =>
      ((await head.get(`/waybills?orgUnitId=${unit.orgUnitId}`).expect(200)).body as { items: Answer[] }).items.map(
        (one) => one.id,
      );
    await head.get(`/waybills/${id}`).expect(404);
    expect(await listed()).toEqual([]);
    await manager.get(`/waybills/${id}`).expect(200);
    await dispatcher.post(`/waybills/${id}/dispatch`, departure(world)).expect(200);
    await head.get(`/waybills/${id}`).expect(200);
    expect(await listed()).toEqual([id]);
  });

  it('a withdrawn waybill sets its devices free', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    const allocation = await allocate(world, devices, unit);
    const { dispatcher, manager } = world.people;
    const paper = paperTo(world, unit, { allocationIds: [allocation.id] });
    const draft = (await dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await manager.post(`/waybills/${draft.id}/release`, {}).expect(200);
    await world.told();
    await dispatcher.post(`/waybills/${draft.id}/withdrawal`, { reason: 'Le véhicule n’est pas venu' }).expect(200);
    expect(types(await world.told())).toEqual(['waybill-closed']);
    await dispatcher.post('/waybills', paper).expect(201);
  });
});

describe('exceptions', () => {
  it('CR-25 lists what arrived 14 days ago and nobody signed for', async () => {
    const unit = aUnit();
    const { waybill } = await onTheRoad(world, 1, unit);
    const longAgo = new Date(Date.now() - 15 * 86_400_000).toISOString();
    await arrive(world, waybill.id, { arrivedAt: longAgo });
    expect(await exceptionCodes(world, `documentId=${waybill.id}`)).toEqual(['UNACKNOWLEDGED']);
    const fresh = await onceArrived(world, 1, aUnit());
    expect(await exceptionCodes(world, `documentId=${fresh.waybill.id}&code=UNACKNOWLEDGED`)).toEqual([]);
  });

  it('AM-20 lists a waybill a week after its ETA; nothing else happens by itself', async () => {
    const unit = aUnit();
    const devices = world.inStock(1);
    await allocate(world, devices, unit);
    const day = 86_400_000;
    const waybill = await send(world, devices, unit, { eta: new Date(Date.now() + day).toISOString() });
    const exceptions = world.app.service.app.get(ExceptionsService);
    const codesAt = async (now: Date): Promise<string[]> =>
      (
        await exceptions.listExceptions({ documentId: waybill.id, open: true }, world.people.head.principal, now)
      ).items.map(({ code }) => code);
    expect(await codesAt(new Date(Date.now() + 7 * day))).toEqual([]);
    expect(await codesAt(new Date(Date.now() + 9 * day))).toEqual(['OVERDUE']);
    expect(await states(world, waybill.id)).toEqual({ OPEN: 1 });
  });

  it('a shortage ends when the device is signed for', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 1, unit);
    await acknowledge(world, unit, devices.map(notArrived));
    expect(await exceptionCodes(world, `documentId=${waybill.id}&open=true`)).toEqual(['SHORT']);
    await acknowledge(world, unit, devices.map(accepted));
    expect(await exceptionCodes(world, `documentId=${waybill.id}&open=true`)).toEqual([]);
  });

  it('a person closes one with a note, and pages lead through them', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 3, unit);
    await acknowledge(world, unit, devices.map(refused));
    await acknowledge(world, unit, devices.map(accepted));
    const { head, dispatcher } = world.people;
    const first = (await head.get(`/exceptions?documentId=${waybill.id}&code=CONFLICT&limit=2`).expect(200)).body as {
      items: { id: string }[];
      next: string;
    };
    expect(first.items).toHaveLength(2);
    const second = (
      await head.get(`/exceptions?documentId=${waybill.id}&code=CONFLICT&limit=2&after=${first.next}`).expect(200)
    ).body as { items: unknown[]; next: null };
    expect(second).toMatchObject({ next: null });
    expect(second.items).toHaveLength(1);
    const { body } = await dispatcher
      .post(`/exceptions/${first.items[0]?.id}/closure`, { note: 'Vérifié' })
      .expect(200);
    expect(body).toMatchObject({ closeNote: 'Vérifié', closedAt: expect.any(String) });
  });
});

describe('who may', () => {
  it.each<[string, object, string]>([
    ['/allocations', proposalOf([{ deviceId: uuidv7() }]), 'head'],
    ['/waybills', {}, 'head'],
    ['/handovers', {}, 'dispatcher'],
    ['/deeds', {}, 'dispatcher'],
    [`/waybills/${uuidv7()}/short-closure`, {}, 'head'],
    [`/handovers/${uuidv7()}/countersignature`, {}, 'head'],
  ])('%s is refused to others', async (path, body, who) => {
    await world.people[who as 'head'].post(path, body).expect(403);
  });

  it('everybody reads; what does not exist is 404', async () => {
    for (const path of ['allocations', 'waybills', 'handovers', 'deeds', 'exceptions']) {
      await world.people.auditor.get(`/${path}?limit=1`).expect(200);
      if (path !== 'exceptions') await world.people.auditor.get(`/${path}/${uuidv7()}`).expect(404);
    }
    await world.people.auditor.get(`/arrivals/${uuidv7()}`).expect(404);
    await world.people.auditor.get(`/rectifications/${uuidv7()}`).expect(404);
  });

  it('a body with a field nobody knows is refused with its name', async () => {
    const { body } = await world.people.manager
      .post('/allocations', { ...proposalOf(world.inStock(1)), colour: 'blue' })
      .expect(422);
    expect(body).toMatchObject({ code: 'validation-failed', rows: [{ field: 'colour' }] });
  });

  it('500 devices are acknowledged in one call, in facts of at most 60,000 bytes', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 500, unit);
    const started = performance.now();
    const pv = await acknowledge(world, unit, devices.map(accepted));
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(pv.lines).toHaveLength(500);
    const parts = (await world.told()).filter(({ type }) => type === 'handover-signed');
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap(({ data }) => data.lines)).toHaveLength(500);
  });
});
