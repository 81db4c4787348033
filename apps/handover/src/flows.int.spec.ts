import type { ReservedDevice } from '@dotation/contracts';
import {
  accepted,
  acknowledge,
  allocate,
  arrive,
  aUnit,
  departure,
  driver,
  driver2,
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
  signed,
  states,
  statusOf,
  types,
  type Answer,
  type Unit,
} from '../test/steps.ts';
import {
  carrierId,
  fieldOffice,
  openGate,
  reset,
  startWorld,
  storePlace,
  storeUnit,
  type World,
} from '../test/world.ts';

// Every scenario of docs/flows.md, as far as handover tells it: which facts, in which order, with which effect per line.
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(() => reset(world));

const devicesIn = (lines: Record<string, unknown>[] | undefined): unknown[] =>
  (lines ?? []).map(({ deviceId }) => deviceId);
const officerAt = (unit: Unit): object => ({
  partyKind: 'UNIT',
  partyId: fieldOffice,
  personId: world.people.officer.id,
  placeId: unit.placeId,
  enRoute: false,
  hold: 'FIRM',
});

describe('g1: from the allocation to the final PV', () => {
  it('tells six steps, and every line moves once in each', async () => {
    const unit = aUnit();
    const devices = world.inStock(39);
    const allocation = await allocate(world, devices, unit);
    const [proposed, approved, ...none] = await world.told();
    expect(none).toEqual([]);
    expect(proposed).toMatchObject({ type: 'allocation-proposed', data: { proposedBy: world.people.manager.id } });
    expect(approved).toMatchObject({ type: 'allocation-approved', data: { approvedBy: world.people.approver.id } });
    expect(approved?.data.lines).toHaveLength(39);
    expect(allocation).toMatchObject({
      status: 'APPROVED',
      number: expect.stringMatching(/^AL-\d{4}-\d{6}$/) as string,
    });
    expect(allocation.lines[0]).toMatchObject({ state: 'RESERVED', tag: devices[0]?.tag, serial: devices[0]?.serial });

    const waybill = await send(world, devices, unit);
    const left = await world.told();
    expect(types(left)).toEqual(['release-approved', 'waybill-dispatched']);
    expect(effects(left[1])).toEqual({ MOVES: 39 });
    expect(left[1]?.data).toMatchObject({
      purpose: 'TO_UNIT',
      carrier: {
        partyKind: 'ORGANISATION',
        partyId: carrierId,
        personId: driver,
        placeId: unit.placeId,
        enRoute: true,
        hold: 'FIRM',
      },
      officer: officerAt(unit),
      dispatchedBy: world.people.dispatcher.id,
      releasedBy: world.people.storekeeper.id,
    });

    const arrival = await arrive(world, waybill.id);
    const [arrived, ...nothingElse] = await world.told();
    expect(nothingElse).toEqual([]);
    expect(arrived).toMatchObject({
      type: 'arrival-recorded',
      data: { documentId: arrival.id, waybillId: waybill.id, implied: false, officer: officerAt(unit) },
    });
    expect(effects(arrived)).toEqual({ MOVES: 39 });

    const deed = await world.people.approver
      .post('/deeds', {
        beneficiaryUnitId: unit.orgUnitId,
        signatures: [signed(world.people.approver.id, 'SUPERIOR'), signed(world.people.otherHead.id, 'SUPERIOR')],
        conditions: ['Ni vente ni cession'],
        lines: devices.map(({ deviceId }) => ({ deviceId, valueMinor: 78_900, currency: 'USD' })),
      })
      .expect(201);
    expect(deed.body).toMatchObject({ status: 'EFFECTIVE', number: expect.stringMatching(/^DD-/) as string });
    const [donated] = await world.told();
    expect(donated).toMatchObject({
      type: 'deed-effective',
      data: { annexHash: (deed.body as { annexHash: string }).annexHash },
    });
    expect(effects(donated)).toEqual({ MOVES: 39 });

    const pv = await acknowledge(world, unit, devices.map(accepted));
    const signing = await world.told();
    expect(types(signing)).toEqual(['handover-signed', 'waybill-closed']);
    expect(effects(signing[0])).toEqual({ MOVES: 39 });
    expect(signing[0]?.data).toMatchObject({
      kind: 'FIRST',
      waybillIds: [waybill.id],
      receiver: {
        partyKind: 'UNIT',
        partyId: unit.orgUnitId,
        personId: world.people.head.id,
        placeId: unit.placeId,
        hold: 'FIRM',
      },
      pending: null,
    });
    expect(pv).toMatchObject({ status: 'PROVISIONAL', hold: 'FIRM', exceptions: [] });
    expect(await statusOf(world, waybill.id)).toBe('CLOSED');

    const final = await world.people.officer
      .post(`/handovers/${pv.id}/countersignature`, { signature: signed(world.people.officer.id, 'OFFICER') })
      .expect(200);
    expect(final.body).toMatchObject({ status: 'FINAL' });
    const [countersigned] = await world.told();
    expect(countersigned).toMatchObject({ type: 'handover-countersigned', data: { documentId: pv.id } });
    expect(effects(countersigned)).toEqual({ CONFIRMS: 39 });
  });
});

describe('g2: ten radios, nine arrive, the seal is broken', () => {
  it('ends with one short line that a person closes', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 10, unit, { model: 'HF 2050' });
    const [lost, ...nine] = devices as [ReservedDevice, ...ReservedDevice[]];
    await arrive(world, waybill.id, {
      sealsIntact: false,
      sealNote: 'SC-1 sectionné',
      missing: [{ deviceId: lost.deviceId, remark: 'Carton ouvert' }],
    });
    const [arrived] = await world.told();
    expect(effects(arrived)).toEqual({ MOVES: 9, CONFIRMS: 1 });
    expect(arrived?.data.lines?.filter(({ present }) => present === false)).toMatchObject([
      { deviceId: lost.deviceId, effect: 'CONFIRMS' },
    ]);
    expect(await exceptionCodes(world, `documentId=${waybill.id}`)).toEqual(['SEAL_BROKEN', 'SHORT']);

    const pv = await acknowledge(world, unit, [...nine.map(accepted), notArrived(lost)]);
    const signing = await world.told();
    expect(types(signing)).toEqual(['handover-signed']);
    expect(effects(signing[0])).toEqual({ MOVES: 9, CONFIRMS: 1 });
    expect(pv.status).toBe('PROVISIONAL');
    expect(await statusOf(world, waybill.id)).toBe('DISPATCHED');
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 9, OPEN: 1 });
    expect(await exceptionCodes(world, `documentId=${waybill.id}`)).toEqual(['SEAL_BROKEN', 'SHORT']);

    const closed = await world.people.dispatcher
      .post(`/waybills/${waybill.id}/short-closure`, {
        reason: 'Constat signé par le chauffeur',
        claimReference: 'RECL-2026-014',
      })
      .expect(200);
    expect(closed.body).toMatchObject({ status: 'CLOSED_SHORT', claimReference: 'RECL-2026-014' });
    const [short, ...none] = await world.told();
    expect(none).toEqual([]);
    expect(short).toMatchObject({ type: 'waybill-closed-short', data: { claimReference: 'RECL-2026-014' } });
    expect(short?.data.lines).toMatchObject([{ deviceId: lost.deviceId, effect: 'MOVES' }]);
  });
});

describe('refusal: 37 accepted, 3 refused', () => {
  it('brings the three back to the store, and the line ends RETURNED', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 40, unit);
    const [back, kept] = [devices.slice(0, 3), devices.slice(3)];
    await acknowledge(world, unit, [...back.map(refused), ...kept.map(accepted)]);
    const signing = await world.told();
    expect(types(signing)).toEqual(['handover-signed', 'waybill-closed']);
    expect(effects(signing[0])).toEqual({ MOVES: 40 });
    expect(signing[0]?.data.lines?.filter(({ outcome }) => outcome === 'REFUSED')).toHaveLength(3);
    expect(await states(world, waybill.id)).toEqual({ REFUSED: 3, ACCEPTED: 37 });

    const draft = (await world.people.dispatcher.post('/waybills', paperHome(world, unit, back)).expect(201))
      .body as Answer;
    await world.people.dispatcher.post(`/waybills/${draft.id}/dispatch`, departure(world)).expect(200);
    // The unit sees the paper on which what it refused leaves, and no other unit does (CR-67).
    const headOf = ({ orgUnitId }: Unit) => world.app.as({ roles: [{ role: 'UNIT_HEAD', orgUnitId }] });
    const { body: home } = await (await headOf(unit)).get(`/waybills/${draft.id}`).expect(200);
    expect((home as Answer).lines).toHaveLength(3);
    await (await headOf(aUnit())).get(`/waybills/${draft.id}`).expect(404);
    const sent = await world.told();
    expect(types(sent)).toEqual(['waybill-dispatched']);
    expect(sent[0]?.data).toMatchObject({
      purpose: 'RETURN',
      officer: { partyId: storeUnit },
      carrier: { hold: 'FIRM' },
    });
    expect(effects(sent[0])).toEqual({ MOVES: 3 });

    const store = { orgUnitId: storeUnit, placeId: storePlace };
    const { storekeeper } = world.people;
    const pv = await acknowledge(
      world,
      store,
      back.map(accepted),
      { kind: 'RETURN', signature: signed(storekeeper.id, 'STOREKEEPER') },
      'storekeeper',
    );
    const returned = await world.told();
    expect(types(returned)).toEqual(['handover-signed', 'waybill-closed']);
    expect(returned[0]?.data).toMatchObject({
      kind: 'RETURN',
      receiver: { partyId: storeUnit, personId: storekeeper.id, placeId: storePlace },
    });
    expect(effects(returned[0])).toEqual({ MOVES: 3 });
    expect(pv.status).toBe('FINAL');
    expect(await states(world, draft.id)).toEqual({ RETURNED: 3 });
    // The reservation ended: another unit may get them.
    const again = await allocate(world, back, aUnit());
    expect(again.status).toBe('APPROVED');
    await world.told();
  });
});

describe('the acknowledgement comes before the arrival', () => {
  it('implies the arrival; the real one confirms it later as LATE', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 2, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    const signing = await world.told();
    expect(types(signing)).toEqual(['arrival-recorded', 'handover-signed', 'waybill-closed']);
    expect(signing[0]?.data).toMatchObject({
      implied: true,
      waybillId: waybill.id,
      officer: officerAt(unit),
      driverSignature: null,
    });
    expect(signing.slice(0, 2).map(effects)).toEqual([{ MOVES: 2 }, { MOVES: 2 }]);
    expect(signing[0]?.occurredAt).toBe(signing[1]?.occurredAt);
    expect(pv.exceptions).toEqual([]);

    const late = await arrive(world, waybill.id);
    expect(late).toMatchObject({ late: true, exceptions: [{ code: 'LATE' }] });
    const [confirmed, ...none] = await world.told();
    expect(none).toEqual([]);
    expect(effects(confirmed)).toEqual({ CONFIRMS: 2 });
  });

  it('a late arrival that contradicts the signature is an exception and moves nothing', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 2, unit);
    await acknowledge(world, unit, devices.map(accepted));
    await world.told();
    await arrive(world, waybill.id, { missing: [{ code: devices[0]?.tag }] });
    const [contradiction] = await world.told();
    expect(effects(contradiction)).toEqual({ CONFLICT: 1, CONFIRMS: 1 });
    expect(await exceptionCodes(world, `documentId=${waybill.id}`)).toEqual(['CONFLICT', 'LATE']);
  });
});

describe('a phone that never saw the waybill (AM-18)', () => {
  it('resolves what it reads; what it does not read stays open; an unknown code is not announced', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 3, unit);
    const [first, second, unread] = devices as [ReservedDevice, ReservedDevice, ReservedDevice];
    const pv = await acknowledge(world, unit, [
      { ...accepted(first), code: first.tag.toLowerCase().replaceAll('-', '') },
      { ...accepted(second), code: ` ${second.serial} ` },
      { code: 'INLCD-999999-Z', outcome: 'ACCEPTED', confirmedBy: 'SCAN' },
    ]);
    const signing = await world.told();
    expect(types(signing)).toEqual(['arrival-recorded', 'handover-signed']);
    expect(devicesIn(signing[0]?.data.lines)).toEqual([first.deviceId, second.deviceId]);
    expect(effects(signing[1])).toEqual({ MOVES: 2 });
    expect(signing[1]?.data['notAnnounced']).toMatchObject([{ codeRead: 'INLCD-999999-Z' }]);
    expect(pv.lines[2]).toMatchObject({ outcome: 'NOT_ANNOUNCED', stated: 'ACCEPTED', deviceId: null, effect: null });
    expect(pv.exceptions).toMatchObject([{ code: 'NOT_ANNOUNCED' }]);
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 2, OPEN: 1 });
    expect(unread.deviceId).toBeDefined();
  });
});

describe('the wrong unit', () => {
  it('CR-67 learns nothing; the dispatcher does, and redirects', async () => {
    const [u1, u2] = [aUnit(), aUnit()];
    const { devices, waybill: w2 } = await onTheRoad(world, 2, u2);
    const [lost] = devices as [ReservedDevice];
    const pv = await acknowledge(world, u1, [accepted(lost)]);
    const scanned = await world.told();
    expect(types(scanned)).toEqual(['handover-signed', 'device-seen-elsewhere']);
    expect(scanned[0]?.data).toMatchObject({ lines: [], waybillIds: [], notAnnounced: [{ codeRead: lost.tag }] });
    expect(scanned[1]?.data).toMatchObject({
      placeId: u1.placeId,
      lines: [{ deviceId: lost.deviceId, waybillId: w2.id, effect: 'MOVES' }],
    });
    // Nothing in the answer to U1, nor in what U1 may ask for later, tells of the device or of U2.
    const later = await world.people.head.get(`/handovers/${pv.id}`).expect(200);
    const open = await world.people.head.get(`/exceptions?documentId=${pv.id}`).expect(200);
    for (const { text } of [later, open, { text: JSON.stringify(pv) }]) {
      for (const secret of [lost.deviceId, w2.id, w2.number, u2.orgUnitId]) expect(text).not.toContain(secret);
    }
    expect(await exceptionCodes(world, `documentId=${pv.id}`, 'head')).toEqual(['NOT_ANNOUNCED']);
    expect(await exceptionCodes(world, `documentId=${pv.id}`, 'dispatcher')).toEqual([
      'NOT_ANNOUNCED',
      'SEEN_ELSEWHERE',
    ]);

    const paper = paperTo(world, u2, {
      purpose: 'ONWARD',
      reason: 'REDIRECT',
      fromPlaceId: u1.placeId,
      driverId: driver2,
      originWaybillId: w2.id,
      lines: [{ deviceId: lost.deviceId }],
    });
    const w3 = (await world.people.dispatcher.post('/waybills', paper).expect(201)).body as Answer;
    await world.people.dispatcher
      .post(`/waybills/${w3.id}/dispatch`, departure(world, { driverSignature: signed(driver2, 'DRIVER') }))
      .expect(200);
    const redirected = await world.told();
    expect(types(redirected)).toEqual(['waybill-lines-transferred', 'waybill-dispatched']);
    expect(redirected[0]?.data).toMatchObject({ documentId: w2.id, toWaybillId: w3.id, reason: 'REDIRECT' });
    expect(redirected[1]?.data).toMatchObject({ purpose: 'ONWARD', toOrgUnitId: u2.orgUnitId });
    expect(redirected.map(effects)).toEqual([{ MOVES: 1 }, { MOVES: 1 }]);

    await arrive(world, w3.id);
    await acknowledge(world, u2, [accepted(lost)]);
    expect(types(await world.told())).toEqual(['arrival-recorded', 'handover-signed', 'waybill-closed']);
    expect(await states(world, w2.id)).toEqual({ TRANSFERRED: 1, OPEN: 1 });
    expect(await statusOf(world, w3.id)).toBe('CLOSED');
  });
});

describe('two phones', () => {
  it('both are answered 201; the overlap is DUPLICATE, or CONFLICT with custody unchanged', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 10, unit);
    await acknowledge(world, unit, devices.slice(0, 6).map(accepted));
    const first = await world.told();
    expect(types(first)).toEqual(['arrival-recorded', 'handover-signed']);
    expect(first.map(effects)).toEqual([{ MOVES: 6 }, { MOVES: 6 }]);
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 6, OPEN: 4 });

    const deputy = { signature: signed(world.people.deputy.id, 'DELEGATE') };
    await acknowledge(world, unit, devices.slice(4).map(accepted), deputy, 'deputy');
    const second = await world.told();
    expect(types(second)).toEqual(['arrival-recorded', 'handover-signed', 'waybill-closed']);
    expect(effects(second[0])).toEqual({ MOVES: 4 });
    expect(effects(second[1])).toEqual({ DUPLICATE: 2, MOVES: 4 });

    const third = await acknowledge(world, unit, [refused(devices[4] as ReservedDevice)], deputy, 'deputy');
    expect(third.exceptions).toMatchObject([{ code: 'CONFLICT', deviceId: devices[4]?.deviceId }]);
    const contested = await world.told();
    expect(types(contested)).toEqual(['handover-signed']);
    expect(effects(contested[0])).toEqual({ CONFLICT: 1 });
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 10 });

    const older = await acknowledge(
      world,
      unit,
      [{ ...refused(devices[0] as ReservedDevice) }],
      { ...deputy, signedAt: '2026-01-05T08:00:00Z' },
      'deputy',
    );
    expect(older.exceptions.map(({ code }) => code).sort()).toEqual(['EARLIER_CLAIM', 'LATE']);
    await world.told();
  });
});

describe('a change of carrier', () => {
  it('T36 is signed by both drivers; a line that is missing there stays with the first carrier', async () => {
    const unit = aUnit();
    const { devices, waybill: w1 } = await onTheRoad(world, 3, unit);
    const lines = devices.slice(1).map(({ deviceId }) => ({ deviceId }));
    const paper = paperTo(world, unit, { purpose: 'ONWARD', driverId: driver2, originWaybillId: w1.id, lines });
    const w2 = (await world.people.officer.post('/waybills', paper).expect(201)).body as Answer;
    await world.people.officer.post(`/waybills/${w2.id}/dispatch`, departure(world)).expect(422);
    const both = { driverSignature: signed(driver2, 'DRIVER'), previousDriverSignature: signed(driver, 'DRIVER') };
    await world.people.officer.post(`/waybills/${w2.id}/dispatch`, departure(world, both)).expect(200);
    const changed = await world.told();
    expect(types(changed)).toEqual(['waybill-lines-transferred', 'waybill-dispatched']);
    expect(changed.map(effects)).toEqual([{ MOVES: 2 }, { MOVES: 2 }]);
    expect(changed[1]?.data).toMatchObject({ carrier: { personId: driver2 } });
    // Until the arrival these are the papers that say who has the goods.
    for (const { data } of changed)
      expect(data).toMatchObject({
        driverSignature: { personId: driver2, capacity: 'DRIVER' },
        previousDriverSignature: { personId: driver },
      });
    expect(await states(world, w1.id)).toEqual({ OPEN: 1, TRANSFERRED: 2 });

    // One sheet for what came by two waybills.
    const pv = await acknowledge(world, unit, devices.map(accepted));
    const signing = await world.told();
    expect(types(signing)).toEqual([
      'arrival-recorded',
      'arrival-recorded',
      'handover-signed',
      'waybill-closed',
      'waybill-closed',
    ]);
    expect((pv['waybillIds'] as string[]).slice().sort()).toEqual([w1.id, w2.id].sort());
  });

  it('recorded after the PV it only confirms: REPORTED_LATE', async () => {
    const unit = aUnit();
    const { devices, waybill: w1 } = await onTheRoad(world, 2, unit);
    await acknowledge(world, unit, devices.map(accepted));
    await world.told();
    const paper = paperTo(world, unit, {
      purpose: 'ONWARD',
      driverId: driver2,
      originWaybillId: w1.id,
      lines: devices.map(({ deviceId }) => ({ deviceId })),
    });
    const w2 = (await world.people.officer.post('/waybills', paper).expect(201)).body as Answer;
    const both = {
      driverSignature: signed(driver2, 'DRIVER'),
      previousDriverSignature: signed(driver, 'DRIVER'),
    };
    const told = await world.people.officer.post(`/waybills/${w2.id}/dispatch`, departure(world, both)).expect(200);
    expect(told.body).toMatchObject({ status: 'CLOSED', exceptions: [{ code: 'REPORTED_LATE' }] });
    const reported = await world.told();
    expect(types(reported)).toEqual(['waybill-lines-transferred', 'waybill-dispatched']);
    expect(reported.map(effects)).toEqual([{ CONFIRMS: 2 }, { CONFIRMS: 2 }]);
    expect(await states(world, w1.id)).toEqual({ ACCEPTED: 2 });
  });
});

describe('a kit with a refused battery', () => {
  it('AM-10: the kit’s tag confirms nothing, its components are said one by one', async () => {
    const unit = aUnit();
    const kitId = '01970000-0000-7000-8000-0000000000aa';
    const { devices, waybill } = await onceArrived(world, 4, unit, { kitId, kitTag: 'KIT-0007' });
    const [battery, ...others] = devices as [ReservedDevice, ...ReservedDevice[]];
    const onlyKit = await acknowledge(world, unit, [{ code: 'kit 0007', outcome: 'ACCEPTED', confirmedBy: 'SCAN' }]);
    expect(onlyKit).toMatchObject({
      lines: [],
      kits: [{ kitId, proposes: expect.arrayContaining(devices.map(({ deviceId }) => deviceId)) as string[] }],
    });
    const [proposal] = await world.told();
    expect(proposal?.data.lines).toEqual([]);

    await acknowledge(world, unit, [
      refused(battery),
      ...others.map(accepted),
      { code: `https://host/k/${kitId}`, outcome: 'ACCEPTED', confirmedBy: 'SCAN' },
    ]);
    const signing = await world.told();
    expect(types(signing)).toEqual(['handover-signed', 'waybill-closed']);
    expect(effects(signing[0])).toEqual({ MOVES: 4 });
    expect(await states(world, waybill.id)).toEqual({ REFUSED: 1, ACCEPTED: 3 });
  });
});

describe('a gate fails after the arrival', () => {
  it('CR-16 keeps the PV pending; its completion starts custody', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onceArrived(world, 2, unit);
    const closed = [
      { gate: 'VETTING' as const, at: new Date().toISOString(), detail: 'The vetting of the unit has expired.' },
    ];
    world.script.gate = () => openGate(world.people.head.id, { open: false, failures: closed });
    const pv = await acknowledge(world, unit, devices.map(accepted));
    expect(pv).toMatchObject({
      status: 'PENDING',
      pending: 'VETTING',
      hold: 'IN_DEPOSIT',
      exceptions: [{ code: 'GATE_CLOSED' }],
    });
    const signing = await world.told();
    expect(types(signing)).toEqual(['handover-signed']);
    expect(effects(signing[0])).toEqual({ PENDING: 2 });
    expect(signing[0]?.data).toMatchObject({ pending: 'VETTING' });
    expect(await states(world, waybill.id)).toEqual({ PENDING: 2 });

    const { body } = await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(409);
    expect(body).toMatchObject({ code: 'gate-closed', detail: 'VETTING: The vetting of the unit has expired.' });
    reset(world);
    const completed = await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(200);
    expect(completed.body).toMatchObject({ status: 'FINAL', pending: null, hold: 'FIRM' });
    const completion = await world.told();
    // The lines have found their end, so the waybill closes itself.
    expect(types(completion)).toEqual(['handover-completed', 'waybill-closed']);
    expect(effects(completion[0])).toEqual({ MOVES: 2 });
    expect(completion[0]?.data).toMatchObject({
      documentId: pv.id,
      receiver: { partyId: unit.orgUnitId, hold: 'FIRM' },
    });
  });

  it('CR-66 access at the place of signing holds it back as well, and implies the arrival', async () => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const closed = [
      { gate: 'ACCESS' as const, at: new Date().toISOString(), detail: 'Rubaya is controlled by an armed group.' },
    ];
    world.script.gate = () => openGate(world.people.head.id, { open: false, failures: closed });
    const pv = await acknowledge(world, unit, devices.map(accepted));
    expect(pv).toMatchObject({ status: 'PENDING', pending: 'ACCESS' });
    expect((await world.told()).map((one) => [one.type, effects(one)])).toEqual([
      ['arrival-recorded', { MOVES: 1 }],
      ['handover-signed', { PENDING: 1 }],
    ]);
  });

  it('signed before any dispatch is known: pending DISPATCH, completed when it is', async () => {
    const unit = aUnit();
    const devices = world.inStock(2);
    await allocate(world, devices, unit);
    await world.told();
    const pv = await acknowledge(world, unit, devices.map(accepted));
    expect(pv).toMatchObject({ status: 'PENDING', pending: 'DISPATCH', progress: { lines: 0, settled: true } });
    const signing = await world.told();
    expect(types(signing)).toEqual(['handover-signed']);
    expect(effects(signing[0])).toEqual({ PENDING: 2 });
    await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(409);
    await send(world, devices, unit);
    await world.told();
    await world.people.officer.post(`/handovers/${pv.id}/completion`, {}).expect(200);
    const completion = await world.told();
    expect(types(completion)).toEqual(['arrival-recorded', 'handover-completed', 'waybill-closed']);
    expect(completion.slice(0, 2).map(effects)).toEqual([{ MOVES: 2 }, { MOVES: 2 }]);
  });
});

describe('a late PV on a device that was given up (A13)', () => {
  it('AM-20: a signed line synced later wins', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 1, unit);
    await world.people.dispatcher.post(`/waybills/${waybill.id}/short-closure`, { reason: 'Perdu' }).expect(200);
    await world.told();
    await acknowledge(world, unit, devices.map(accepted));
    const signing = await world.told();
    expect(signing.map((one) => [one.type, effects(one)])).toEqual([
      ['arrival-recorded', { MOVES: 1 }],
      ['handover-signed', { MOVES: 1 }],
    ]);
    expect(await statusOf(world, waybill.id)).toBe('CLOSED_SHORT');
    expect(await states(world, waybill.id)).toEqual({ ACCEPTED: 1 });
  });
});

describe('a rectifying PV (CR-23)', () => {
  it('swaps a line in one transaction; the original stays as it was signed, marked corrected', async () => {
    const unit = aUnit();
    const { devices } = await onceArrived(world, 2, unit);
    const [wrong, right] = devices as [ReservedDevice, ReservedDevice];
    const pv = await acknowledge(world, unit, [accepted(wrong)]);
    await world.told();
    const { head, officer } = world.people;
    const correction = {
      reason: 'Deux séries échangées',
      strike: [{ deviceId: wrong.deviceId }],
      add: [{ code: right.serial, condition: 'EXCELLENT', confirmedBy: 'READ' }],
      signatures: [signed(head.id, 'HEAD'), signed(officer.id, 'OFFICER')],
    };
    const { body } = await officer.post(`/handovers/${pv.id}/rectifications`, correction).expect(201);
    expect(body).toMatchObject({ number: expect.stringMatching(/^RPV-/) as string, handoverId: pv.id });
    const rectified = await world.told();
    expect(types(rectified)).toEqual(['handover-rectified']);
    expect(rectified[0]?.data).toMatchObject({
      handoverId: pv.id,
      giver: officerAt(unit),
      receiver: { partyId: unit.orgUnitId, personId: head.id },
      lines: [
        { deviceId: wrong.deviceId, change: 'STRUCK', effect: 'MOVES' },
        { deviceId: right.deviceId, change: 'ADDED', effect: 'MOVES' },
      ],
    });
    const { body: original } = await head.get(`/handovers/${pv.id}`).expect(200);
    expect((original as Answer).lines).toMatchObject([
      { deviceId: wrong.deviceId, outcome: 'ACCEPTED', correctedBy: (body as Answer).id },
    ]);
    expect(original).toMatchObject({ rectifications: [(body as Answer).id], contentHash: pv['contentHash'] });
    expect(fact(rectified, 'handover-rectified').data.documentId).toBe((body as Answer).id);
  });
});
