import { RuleValueSetV1, WaiverEvidenceRecordedV1, WaiverGrantedV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import {
  accepted,
  acknowledge,
  aUnit,
  exceptionCodes,
  fact,
  onceArrived,
  signed,
  type Answer,
  type Unit,
} from '../../test/steps.ts';
import { reset, startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const sheetSha256 = 'ab'.repeat(32);
const matches = { result: 'MATCHES', sheetSha256 };
const hour = 3_600_000;

/** The officer writes down what the head signed on paper, two days ago. */
async function transcribed(): Promise<{ pv: Answer; unit: Unit; deviceId: string }> {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 1, unit);
  const paper = {
    ...{ channel: 'PAPER_TRANSCRIBED', witnessId: world.people.otherHead.id, sheetSha256 },
    signature: { ...signed(world.people.head.id, 'HEAD'), signedAt: new Date(Date.now() - 48 * hour).toISOString() },
  };
  const pv = await acknowledge(world, unit, devices.map(accepted), paper, 'officer');
  await world.told();
  return { pv, unit, deviceId: devices[0]!.deviceId };
}

const listed = async (query: string): Promise<Record<string, unknown>[]> =>
  ((await world.people.auditor.get(`/transcriptions?${query}`).expect(200)).body as { items: [] }).items;

/** As if the time were over: so many days are given from now on. */
const given = (days: number): Promise<void> => {
  const value = { ruleValueId: uuidv7(), rule: 'pv.transcriptionCheckDays', value: String(days) };
  return world.learn([RuleValueSetV1, { ...value, validFrom: new Date().toISOString() }]);
};

describe('AM-1: another person compares what was transcribed with the signed sheet', () => {
  it('once; nothing moves, and the PV says who looked', async () => {
    const { pv, deviceId } = await transcribed();
    const path = `/handovers/${pv.id}/transcription-check`;
    for (const party of ['officer', 'head', 'otherHead'] as const) {
      const mayNot = party === 'officer' ? 409 : 403;
      await world.people[party].post(path, matches).expect(mayNot);
    }
    const { body } = await world.people.manager.post(path, matches).expect(200);
    const check = { result: 'MATCHES', remark: null, checkedBy: world.people.manager.id };
    expect(body).toMatchObject({ status: pv.status, transcriptionCheck: check });
    expect(fact(await world.told(), 'transcription-checked').data).toMatchObject({
      ...{ documentId: pv.id, number: pv.number, sheetSha256, ...check },
      lines: [{ deviceId, effect: 'CONFIRMS' }],
    });
    await world.people.dispatcher.post(path, matches).expect(409);
  });

  it('of two who look at the same time one is first', async () => {
    const { pv } = await transcribed();
    const { manager, dispatcher } = world.people;
    const both = await Promise.all(
      [manager, dispatcher].map((one) => one.post(`/handovers/${pv.id}/transcription-check`, matches)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('and what differs is an exception until a rectifying PV settles it (AM-23)', async () => {
    const { pv, deviceId } = await transcribed();
    const differs = { result: 'DIFFERS', sheetSha256, remark: 'La feuille dit refusé' };
    await world.people.manager.post(`/handovers/${pv.id}/transcription-check`, differs).expect(200);
    const open = (): Promise<string[]> =>
      exceptionCodes(world, `documentId=${pv.id}&open=true&code=TRANSCRIPTION_DIFFERS`);
    expect(await open()).toEqual(['TRANSCRIPTION_DIFFERS']);
    const { head, officer } = world.people;
    const rectified = {
      ...{ reason: 'Refusé sur la feuille', strike: [{ deviceId, remark: 'Inscrit par erreur' }] },
      signatures: [signed(head.id, 'HEAD'), signed(officer.id, 'OFFICER')],
    };
    await officer.post(`/handovers/${pv.id}/rectifications`, rectified).expect(201);
    expect(await open()).toEqual([]);
  });

  it('says in time that nobody has looked, and Q33 which, how late, checked by whom', async () => {
    const { pv, unit } = await transcribed();
    const open = (): Promise<string[]> => exceptionCodes(world, `documentId=${pv.id}&code=TRANSCRIPTION_NOT_CHECKED`);
    expect(await open()).toEqual([]);
    await given(0);
    expect(await open()).toEqual(['TRANSCRIPTION_NOT_CHECKED']);
    const mine = `orgUnitId=${unit.orgUnitId}`;
    expect(await listed(`${mine}&checked=false`)).toMatchObject([
      { id: pv.id, hoursLate: 48, recordedBy: world.people.officer.id, check: null, waiverId: null },
    ]);
    await world.people.dispatcher.post(`/handovers/${pv.id}/transcription-check`, matches).expect(200);
    expect(await open()).toEqual([]);
    expect(await listed(`${mine}&checked=false`)).toEqual([]);
    expect(await listed(`${mine}&checked=true`)).toMatchObject([{ check: { checkedBy: world.people.dispatcher.id } }]);
    const before = new Date(Date.now() - hour).toISOString();
    expect(await listed(`${mine}&recordedBefore=${before}`)).toEqual([]);
    expect(await listed(`${mine}&recordedFrom=${before}`)).toHaveLength(1);
    await given(14);
  });

  it.each([
    ['the control of the waiver stands for the check', 'unit', 'officer', 'TRANSCRIPTION_CHECK', [], null],
    [
      'not of a waiver for another place',
      'elsewhere',
      'officer',
      'TRANSCRIPTION_CHECK',
      ['TRANSCRIPTION_NOT_CHECKED'],
      null,
    ],
    [
      'not of a waiver for another person',
      'unit',
      'dispatcher',
      'TRANSCRIPTION_CHECK',
      ['TRANSCRIPTION_NOT_CHECKED'],
      null,
    ],
    ['not of a waiver of another rule', 'unit', 'officer', 'CR-10', ['TRANSCRIPTION_NOT_CHECKED'], null],
    [
      'not when a party of the PV gives it',
      'unit',
      'officer',
      'TRANSCRIPTION_CHECK',
      ['TRANSCRIPTION_NOT_CHECKED'],
      'WITNESS',
    ],
    [
      'not when it is the sheet once again',
      'unit',
      'officer',
      'TRANSCRIPTION_CHECK',
      ['TRANSCRIPTION_NOT_CHECKED'],
      'SHEET',
    ],
  ] as const)('AM-3: in a small office %s', async (_, where, who, rule, left, wrong) => {
    const unit = aUnit();
    const waiverId = uuidv7();
    const at = { placeId: where === 'unit' ? unit.placeId : uuidv7(), personIds: [world.people[who].id] };
    const from = new Date(Date.now() - hour).toISOString();
    const why = { grantedBy: uuidv7(), reason: 'Un seul agent', compensatingControl: 'Appel du chef' };
    const to = new Date(Date.now() + 24 * hour).toISOString();
    await world.learn([WaiverGrantedV1, { waiverId, rule, ...at, validFrom: from, validTo: to, ...why }]);
    const { devices } = await onceArrived(world, 1, unit);
    const paper = { channel: 'GIVERS_PHONE', witnessId: world.people.otherHead.id, sheetSha256 };
    const pv = await acknowledge(world, unit, devices.map(accepted), paper, 'officer');
    await given(0);
    const open = (): Promise<string[]> => exceptionCodes(world, `documentId=${pv.id}&code=TRANSCRIPTION_NOT_CHECKED`);
    // A waiver alone checks nothing: what is due in its place has to be done first.
    expect(await open()).toEqual(['TRANSCRIPTION_NOT_CHECKED']);
    const recordedBy = wrong === 'WITNESS' ? world.people.otherHead.id : uuidv7();
    const sha256 = wrong === 'SHEET' ? sheetSha256 : 'cd'.repeat(32);
    const control = { waiverId, documentId: pv.id, sha256, recordedBy };
    await world.learn([WaiverEvidenceRecordedV1, control]);
    expect(await open()).toEqual(left);
    expect(await listed(`orgUnitId=${unit.orgUnitId}`)).toMatchObject([
      { waiverId: left.length === 0 ? waiverId : null },
    ]);
    await given(14);
  });
});
