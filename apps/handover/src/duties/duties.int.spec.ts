import {
  areIncompatible,
  DUTIES,
  EntryMergedV1,
  RoleGrantedV1,
  RoleRevokedV1,
  WaiverEvidenceRecordedV1,
  WaiverGrantedV1,
  WaiverRevokedV1,
} from '@dotation/contracts';
import type { Duty, ReservedDevice, Role } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { withClient } from '../../../../tools/stack/databases.js';
import { delivery, procured, type Procured } from '../../test/procured.ts';
import {
  accepted,
  acknowledge,
  allocate,
  aUnit,
  departure,
  exceptionCodes,
  fact,
  onTheRoad,
  paperTo,
  sheet,
  signed,
  types,
  type Answer,
  type Unit,
} from '../../test/steps.ts';
import { awardId, reset, startWorld, storePlace, type Person, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

/** A person with these roles, whom no test has used. */
async function somebody(...roles: Role[]): Promise<Person> {
  const id = uuidv7();
  return { ...(await world.app.as({ personId: id, roles })), id };
}

async function drafted(devices: readonly ReservedDevice[], unit: Unit, change: object = {}): Promise<Answer> {
  const paper = paperTo(world, unit, { lines: devices.map(({ deviceId }) => ({ deviceId })), ...change });
  return (await world.people.dispatcher.post('/waybills', paper).expect(201)).body as Answer;
}

const refusal = (rule: string, duty: Duty, other: Duty): object => ({
  code: 'duties-not-separate',
  detail: `${rule}: ${duty} and ${other} of one device by one person.`,
});

it('G-34: the database knows the table of §13.1 as the contracts do', async () => {
  const known = await world.worker.query<{ duty: Duty; other: Duty }[]>(`SELECT duty, other FROM duty_pair`);
  const pairs = DUTIES.flatMap((duty) => DUTIES.map((other) => ({ duty, other })));
  // That somebody administers the system is no paper about a device: it is read from his role.
  const expected = pairs.filter(
    ({ duty, other }) => duty !== 'SYS_ADMIN' && other !== 'SYS_ADMIN' && areIncompatible(duty, other),
  );
  const sorted = (rows: readonly { duty: Duty; other: Duty }[]): string[] =>
    rows.map(({ duty, other }) => `${duty} ${other}`).sort();
  expect(sorted(known)).toEqual(sorted(expected));
});

describe('§13.1 across services, by signing person', () => {
  const before: [duty: Duty, by: (personId: string) => Procured][] = [
    ['REQUEST', (requesterId) => ({ requesterId })],
    ['APPROVE', (approverId) => ({ approverId })],
    ['APPROVE', (other) => ({ otherApproverIds: [other] })],
    ['APPROVE', (approverId) => ({ amended: { approverId } })],
    ['BUY', (buyerId) => ({ buyerId })],
    ['BUY', (proposedBy) => ({ amended: { proposedBy } })],
    ['RECEIVE', (receivedBy) => ({ receivedBy })],
    ['INSPECT', (personId) => ({ committee: [personId, uuidv7()] })],
  ];
  const wanted = (duty: Duty): typeof before => before.filter(([done]) => areIncompatible(duty, done));

  it.each(wanted('APPROVE'))(
    'APPROVE: who had the duty %s for a device approves no allocation of it',
    async (done, by) => {
      const who = await somebody('APPROVER');
      const [device] = world.inStock(1) as [ReservedDevice];
      await procured(world, [device.deviceId], by(who.id));
      const { orgUnitId } = aUnit();
      const body = { orgUnitId, awardIds: [awardId], purpose: 'Bureau', deviceIds: [device.deviceId] };
      const proposed = (await world.people.manager.post('/allocations', body).expect(201)).body as Answer;
      const { body: refused } = await who.post(`/allocations/${proposed.id}/approval`, {}).expect(409);
      expect(refused).toMatchObject(refusal('§13.1', 'APPROVE', done));
      expect(world.script.asked.reserve).toEqual([]);
      await world.people.approver.post(`/allocations/${proposed.id}/approval`, {}).expect(200);
    },
  );

  it.each(wanted('RELEASE_APPROVE'))('RELEASE_APPROVE: nor its release after %s', async (done, by) => {
    const who = await somebody('BUDGET_HOLDER');
    const devices = world.inStock(2);
    await procured(world, [devices[0]?.deviceId as string], by(who.id));
    const unit = aUnit();
    await allocate(world, devices, unit);
    const { id } = await drafted(devices, unit);
    await world.told();
    const { body } = await who.post(`/waybills/${id}/release`, {}).expect(409);
    expect(body).toMatchObject({
      ...refusal('§13.1', 'RELEASE_APPROVE', done),
      rows: [{ deviceId: devices[0]?.deviceId, personId: who.id }],
    });
    expect(await world.told()).toEqual([]);
  });

  it.each(wanted('STORE'))('STORE: nor lets it go after %s', async (done, by) => {
    const who = uuidv7();
    const devices = world.inStock(1);
    await procured(world, [devices[0]?.deviceId as string], by(who));
    const unit = aUnit();
    await allocate(world, devices, unit);
    const { id } = await drafted(devices, unit);
    await world.people.manager.post(`/waybills/${id}/release`, {}).expect(200);
    const { body } = await world.people.dispatcher
      .post(`/waybills/${id}/dispatch`, departure(world, { releasedBy: who }))
      .expect(409);
    expect(body).toMatchObject(refusal('§13.1', 'STORE', done));
  });

  it('CR-19 who let a device go on an earlier journey never signs for it, whatever brought it', async () => {
    const unit = aUnit();
    const { devices, waybill } = await onTheRoad(world, 1, unit);
    const elsewhere = await onTheRoad(world, 1, unit);
    await acknowledge(world, unit, devices.map(accepted));
    expect(waybill.id).not.toBe(elsewhere.waybill.id);
    const storekeeper = await somebody('UNIT_HEAD');
    await world.worker.query(
      `INSERT INTO duty_done (document_id, person_id, duty, done_at) VALUES ($1, $2, 'STORE', now())`,
      [elsewhere.allocation.id, storekeeper.id],
    );
    const lines = elsewhere.devices.map(accepted);
    const signature = signed(storekeeper.id, 'DELEGATE');
    const { body } = await storekeeper.post('/handovers', sheet(world, unit, lines, { signature })).expect(409);
    expect(body).toMatchObject(refusal('CR-19', 'ACCEPT', 'STORE'));
  });

  it('ACCEPT × APPROVE: an acknowledgement is taken and told, for the paper is signed far away', async () => {
    const approver = await somebody('UNIT_HEAD');
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 2, unit);
    const ids = devices.map(({ deviceId }) => deviceId);
    const { orderId } = await procured(world, ids, { approverId: approver.id });
    const signature = signed(approver.id, 'HEAD');
    const pv = await approver.post('/handovers', sheet(world, unit, devices.map(accepted), { signature })).expect(201);
    const { id } = pv.body as Answer;
    expect(await exceptionCodes(world, `documentId=${id}&code=DUTY_CONFLICT`)).toEqual(['DUTY_CONFLICT']);
    expect(fact(await world.told(), 'duty-conflict-found').data).toMatchObject({
      ...{ documentId: id, otherDocumentId: orderId, personId: approver.id },
      ...{ duty: 'ACCEPT', otherDuty: 'APPROVE', devices: 2 },
    });
  });

  it('HAND_OVER × ACCEPT: who accepted a device counter-signs no other PV of it', async () => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    const officer = await somebody('FIELD_OFFICER');
    const earlier = uuidv7();
    await world.worker.query(
      `INSERT INTO duty_done (document_id, person_id, duty, done_at) VALUES ($1, $2, 'ACCEPT', now())`,
      [earlier, officer.id],
    );
    await world.worker.query(`INSERT INTO duty_device (document_id, device_id) VALUES ($1, $2)`, [
      earlier,
      devices[0]?.deviceId,
    ]);
    const signature = signed(officer.id, 'OFFICER');
    const { body } = await officer.post(`/handovers/${pv.id}/countersignature`, { signature }).expect(409);
    expect(body).toMatchObject(refusal('§13.1', 'HAND_OVER', 'ACCEPT'));
    const own = { signature: signed(world.people.officer.id, 'OFFICER') };
    await world.people.officer.post(`/handovers/${pv.id}/countersignature`, own).expect(200);
  });

  it('CR-60 a system administrator has no duty about a device, whatever other role he holds', async () => {
    const who = await somebody('BUDGET_HOLDER');
    const since = { validFrom: '2026-01-01T00:00:00.000Z', grantedBy: uuidv7() };
    await world.learn([RoleGrantedV1, { roleAssignmentId: uuidv7(), personId: who.id, role: 'SYS_ADMIN', ...since }]);
    const devices = world.inStock(1);
    const unit = aUnit();
    await allocate(world, devices, unit);
    const { id } = await drafted(devices, unit);
    const { body } = await who.post(`/waybills/${id}/release`, {}).expect(409);
    expect(body).toMatchObject(refusal('CR-60', 'RELEASE_APPROVE', 'SYS_ADMIN'));
  });

  it('CR-60, AM-3 a system administrator signs for no device, whoever records it and whichever id he is known by', async () => {
    const unit = aUnit();
    const { devices } = await onTheRoad(world, 1, unit);
    const [administrator, double, formerly] = [uuidv7(), uuidv7(), uuidv7()];
    const [month, day, hour] = [30, 1, 1 / 24].map((days) => new Date(Date.now() - days * 86_400_000).toISOString());
    const grant = (personId: string): Promise<string> => {
      const roleAssignmentId = uuidv7();
      const role = { personId, role: 'SYS_ADMIN', validFrom: month, grantedBy: uuidv7() };
      return world.learn([RoleGrantedV1, { roleAssignmentId, ...role }]).then(() => roleAssignmentId);
    };
    await grant(administrator);
    await world.learn([
      EntryMergedV1,
      { correctionId: uuidv7(), of: 'PERSON', id: double, intoId: administrator, proposedBy: uuidv7() },
    ]);
    const revoked = await grant(formerly);
    await world.learn([RoleRevokedV1, { roleAssignmentId: revoked, personId: formerly, revokedAt: hour }]);
    await world.told();
    for (const [personId, signedAt] of [
      [administrator, new Date().toISOString()],
      [double, new Date().toISOString()],
      [formerly, day],
    ]) {
      const paper = { channel: 'PAPER_TRANSCRIBED', witnessId: uuidv7(), sheetSha256: 'ab'.repeat(32), signedAt };
      const signature = { ...signed(personId as string, 'DELEGATE'), signedAt };
      const body = sheet(world, unit, devices.map(accepted), { ...paper, signature });
      const { body: refused } = await world.people.deputy.post('/handovers', body).expect(409);
      expect(refused).toMatchObject(refusal('CR-60', 'ACCEPT', 'SYS_ADMIN'));
    }
    expect(await world.told()).toEqual([]);
    await acknowledge(world, unit, devices.map(accepted));
  });

  it('CR-60 refuses every business transition to a system administrator', async () => {
    const administrator = await somebody('SYS_ADMIN');
    const id = uuidv7();
    const transitions = [
      ...['/allocations', `/allocations/${id}/approval`, `/allocations/${id}/cancellation`],
      ...['/waybills', `/waybills/${id}/release`, `/waybills/${id}/dispatch`, `/waybills/${id}/arrivals`],
      ...[`/waybills/${id}/withdrawal`, `/waybills/${id}/short-closure`, '/handovers', '/deeds'],
      ...[`/handovers/${id}/countersignature`, `/handovers/${id}/completion`, `/handovers/${id}/rectifications`],
    ];
    for (const path of transitions) {
      const { status } = await administrator.post(path, {});
      expect({ path, status }).toEqual({ path, status: 403 });
    }
  });
});

describe('§13.1 is about persons: one who was recorded twice', () => {
  const merged = (id: string, intoId: string): Promise<void> =>
    world.learn([EntryMergedV1, { correctionId: uuidv7(), of: 'PERSON', id, intoId, proposedBy: uuidv7() }]);

  it('has one set of duties from the merge on, whichever id he signs with', async () => {
    const [first, second, keeper] = [uuidv7(), uuidv7(), await somebody('BUDGET_HOLDER')];
    const [devices, unit] = [world.inStock(1), aUnit()];
    await procured(world, [devices[0]?.deviceId as string], { receivedBy: first });
    await allocate(world, devices, unit);
    const { id } = await drafted(devices, unit);
    // In two steps, so that nobody hides behind a chain.
    await merged(first, second);
    await merged(second, keeper.id);
    const { body } = await keeper.post(`/waybills/${id}/release`, {}).expect(409);
    expect(body).toMatchObject(refusal('§13.1', 'RELEASE_APPROVE', 'RECEIVE'));
  });

  it('is told of what he signed before, once; it keeps its effect', async () => {
    const unit = aUnit();
    const other = uuidv7();
    const devices = world.inStock(2);
    await procured(
      world,
      devices.map(({ deviceId }) => deviceId),
      { receivedBy: other },
    );
    await allocate(world, devices, unit);
    const { id } = await drafted(devices, unit);
    await world.people.manager.post(`/waybills/${id}/release`, {}).expect(200);
    await world.told();
    await merged(other, world.people.manager.id);
    await merged(other, world.people.manager.id);
    expect(await exceptionCodes(world, `documentId=${id}&code=DUTY_CONFLICT`)).toEqual(['DUTY_CONFLICT']);
    expect(types(await world.told())).toEqual(['duty-conflict-found']);
    await world.people.dispatcher.post(`/waybills/${id}/dispatch`, departure(world)).expect(200);
  });

  it('is not every merge: units and places are no persons', async () => {
    const [one, other] = [uuidv7(), uuidv7()];
    await world.learn([
      EntryMergedV1,
      { correctionId: uuidv7(), of: 'UNIT', id: one, intoId: other, proposedBy: uuidv7() },
    ]);
    const [{ same }] = await world.worker.query<[{ same: boolean }]>(`SELECT one_person($1) = $2 AS same`, [
      one,
      other,
    ]);
    expect(same).toBe(false);
  });
});

describe('what becomes known late', () => {
  it('opens an exception on the document that is signed, and takes nothing back', async () => {
    const [{ manager }, unit] = [world.people, aUnit()];
    const { devices, waybill } = await onTheRoad(world, 2, unit);
    const ids = devices.map(({ deviceId }) => deviceId);
    const late = delivery(world, ids, { receivedBy: manager.id });
    await late.hear('order');
    await late.hear('receipt');
    await late.hear('receipt');
    const told = await world.told();
    expect(types(told)).toEqual(['duty-conflict-found']);
    expect(told[0]?.data).toMatchObject({
      ...{ documentId: waybill.id, otherDocumentId: late.receiptId, personId: manager.id },
      ...{ duty: 'RELEASE_APPROVE', otherDuty: 'RECEIVE', devices: 2 },
    });
    expect(await exceptionCodes(world, `documentId=${waybill.id}`)).toEqual(['DUTY_CONFLICT']);
    await acknowledge(world, unit, devices.map(accepted));
  });
});

describe('AM-3: a waiver of CR-19', () => {
  const waiverFor = async (personId: string, change: object = {}): Promise<string> => {
    const waiverId = uuidv7();
    const from = new Date(Date.now() - 60_000).toISOString();
    const to = new Date(Date.now() + 86_400_000).toISOString();
    const waiver = {
      waiverId,
      rule: 'CR-19',
      placeId: storePlace,
      personIds: [personId],
      validFrom: from,
      validTo: to,
    };
    const why = { grantedBy: uuidv7(), reason: 'Un seul agent', compensatingControl: 'Témoin par vidéo' };
    await world.learn([WaiverGrantedV1, { ...waiver, ...why, ...change }]);
    return waiverId;
  };
  const allocated = async (receivedBy: string): Promise<{ id: string; unit: Unit; devices: ReservedDevice[] }> => {
    const [devices, unit] = [world.inStock(1), aUnit()];
    await procured(world, [devices[0]?.deviceId as string], { receivedBy });
    await allocate(world, devices, unit);
    const { id } = await drafted(devices, unit);
    await world.told();
    return { id, unit, devices };
  };

  it('lets one store-keeper receive, approve the release and let the goods go; its evidence is due before the waybill closes', async () => {
    const keeper = await somebody('BUDGET_HOLDER', 'STOREKEEPER');
    const waiverId = await waiverFor(keeper.id);
    const { id, unit, devices } = await allocated(keeper.id);
    await keeper.post(`/waybills/${id}/release`, {}).expect(200);
    await world.people.dispatcher
      .post(`/waybills/${id}/dispatch`, departure(world, { releasedBy: keeper.id }))
      .expect(200);
    const told = await world.told();
    expect(fact(told, 'release-approved').data).toMatchObject({ waiverIds: [waiverId] });
    expect(fact(told, 'waybill-dispatched').data).toMatchObject({ waiverIds: [waiverId] });
    const lines = devices.map(accepted);
    const own = { signature: signed(keeper.id, 'DELEGATE'), channel: 'PAPER_TRANSCRIBED' };
    const borrowed = { ...own, witnessId: uuidv7(), sheetSha256: 'e'.repeat(64) };
    const refused = await world.people.head.post('/handovers', sheet(world, unit, lines, borrowed)).expect(409);
    expect(refused.body).toMatchObject({ code: 'receiver-sent-the-goods' });
    await acknowledge(world, unit, lines);
    const missing = `documentId=${id}&code=WAIVER_EVIDENCE_MISSING&open=true`;
    expect(await exceptionCodes(world, missing)).toEqual(['WAIVER_EVIDENCE_MISSING']);
    const evidence = { waiverId, documentId: id, sha256: 'f'.repeat(64), recordedBy: uuidv7() };
    await world.learn([WaiverEvidenceRecordedV1, evidence]);
    expect(await exceptionCodes(world, missing)).toEqual([]);
  });

  it('asks for nothing more when the control was done in time', async () => {
    const keeper = await somebody('BUDGET_HOLDER');
    const waiverId = await waiverFor(keeper.id);
    const { id, unit, devices } = await allocated(keeper.id);
    await keeper.post(`/waybills/${id}/release`, {}).expect(200);
    await world.people.dispatcher.post(`/waybills/${id}/dispatch`, departure(world)).expect(200);
    await world.learn([
      WaiverEvidenceRecordedV1,
      { waiverId, documentId: id, sha256: 'f'.repeat(64), recordedBy: uuidv7() },
    ]);
    await acknowledge(world, unit, devices.map(accepted));
    expect(await exceptionCodes(world, `documentId=${id}`)).toEqual([]);
  });

  it.each([
    ['of another place', { placeId: uuidv7() }],
    ['of another person', { personIds: [uuidv7()] }],
    ['of another rule', { rule: 'CR-10' }],
    ['that has ended', { validTo: new Date(Date.now() - 1_000).toISOString() }],
    ['that has not begun', { validFrom: new Date(Date.now() + 3_600_000).toISOString() }],
  ])('does not let off when it is one %s', async (_, change) => {
    const keeper = await somebody('BUDGET_HOLDER');
    await waiverFor(keeper.id, change);
    const { id } = await allocated(keeper.id);
    await keeper.post(`/waybills/${id}/release`, {}).expect(409);
  });

  it('ends when it is revoked', async () => {
    const keeper = await somebody('BUDGET_HOLDER');
    const waiverId = await waiverFor(keeper.id);
    await world.learn([WaiverRevokedV1, { waiverId, revokedAt: new Date().toISOString() }]);
    const { id } = await allocated(keeper.id);
    await keeper.post(`/waybills/${id}/release`, {}).expect(409);
  });
});

describe('G-34: by direct SQL as the run-time role', () => {
  const asService = <T>(
    work: (query: (sql: string, values?: unknown[]) => Promise<unknown>) => Promise<T>,
  ): Promise<T> => withClient(world.app.database.url, (client) => work((sql, values) => client.query(sql, values)));

  it.each(
    DUTIES.filter((duty) => duty !== 'SYS_ADMIN').flatMap((duty, index, all) =>
      all.slice(index + 1).flatMap((other) => (areIncompatible(duty, other) ? [[duty, other] as const] : [])),
    ),
  )('%s and %s of one device by one person are refused', async (duty, other) => {
    const [deviceId, personId, one, two] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const sign = `INSERT INTO duty_done (document_id, person_id, duty, done_at) VALUES ($1, $2, $3, now())`;
    const about = `INSERT INTO duty_device (document_id, device_id) VALUES ($1, $2)`;
    await asService(async (query) => {
      await query(sign, [one, personId, duty]);
      await query(about, [one, deviceId]);
      await query(sign, [two, personId, other]);
      await expect(query(about, [two, deviceId])).rejects.toThrow('one person has two duties');
      await query(about, [two, uuidv7()]);
      await query(sign, [two, uuidv7(), other]);
      await query(about, [one, uuidv7()]);
      await expect(query(sign, [one, personId, other])).rejects.toThrow('one person has two duties');
    });
  });

  it('no signature is written past them', async () => {
    const unit = aUnit();
    const { devices, waybill, allocation } = await onTheRoad(world, 1, unit);
    const pv = await acknowledge(world, unit, devices.map(accepted));
    const signature = JSON.stringify(signed(world.people.storekeeper.id, 'HEAD'));
    const changes: [sql: string, values: unknown[]][] = [
      [`UPDATE waybill SET released_by = approved_by WHERE id = $1`, [waybill.id]],
      [`UPDATE waybill SET approved_by = $2 WHERE id = $1`, [waybill.id, uuidv7()]],
      [`UPDATE allocation SET approved_by = $2 WHERE id = $1`, [allocation.id, uuidv7()]],
      [`UPDATE handover SET signature = $2 WHERE id = $1`, [pv.id, signature]],
      [`UPDATE handover SET countersignature = $2 WHERE id = $1`, [pv.id, signature]],
    ];
    for (const [sql, values] of changes) {
      // Also in the scope of the unit, which sees no duty and not every device.
      for (const scope of ['*', unit.orgUnitId]) {
        const write = asService(async (query) => {
          await query(`SELECT set_config('app.scope', $1, false)`, [scope]);
          return query(sql, values);
        });
        await expect(write).rejects.toThrow('is not kept among the duties');
      }
    }
    for (const table of ['duty_done', 'duty_device', 'duty_cover', 'duty_pair']) {
      const rewrite = asService((query) =>
        query(`UPDATE ${table} SET ${table === 'duty_device' ? 'device_id = device_id' : 'duty = duty'}`),
      );
      await expect(rewrite).rejects.toThrow('never rewritten');
    }
  });
});
