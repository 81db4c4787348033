import type { Signature } from '@dotation/contracts';
import { aLeg, aStanding, at, knowing, OTHER_UNIT, UNIT } from '../../test/standings.ts';
import type { Standing } from '../consignments/consignment.rules.js';
import {
  rectify,
  signedByParties,
  type AddedLine,
  type Parties,
  type RectifiableHandover,
  type RectifiedDevice,
} from './rectification.rules.js';

const pv: RectifiableHandover = {
  id: 'PV',
  status: 'FINAL',
  kind: 'FIRST',
  orgUnitId: UNIT,
};
const parties: Parties = {
  receivers: ['head'],
  givers: ['officer'],
  receiverSuperiors: ['commissioner'],
  giverSuperiors: ['chief'],
  senders: ['storekeeper', 'dispatcher'],
};
const by = (personId: string, capacity = 'HEAD'): Signature => ({ personId, capacity, signedAt: at(6).toISOString() });
const signedFor = (deviceId: string): Standing =>
  aStanding(deviceId, [aLeg('ACCEPTED', { handoverId: 'PV', outcome: 'ACCEPTED' })]);
const add = (deviceId: string, change: Partial<AddedLine> = {}): AddedLine => ({
  code: `TAG-${deviceId}`,
  condition: 'EXCELLENT',
  confirmedBy: 'READ',
  ...change,
});
const correct = (strike: string[], added: AddedLine[], ...standings: Standing[]): RectifiedDevice[] =>
  rectify(
    pv,
    strike.map((deviceId) => ({ deviceId })),
    added,
    { struck: new Map(standings.map((standing) => [standing.deviceId, standing])), codes: knowing(...standings) },
  );

describe('CR-23 who signs a rectifying PV', () => {
  it.each([
    ['both parties', [by('head'), by('officer')], true],
    ['the superior of the receiver', [by('commissioner', 'SUPERIOR'), by('officer')], true],
    ['the superior of the giver', [by('head'), by('chief', 'SUPERIOR')], true],
    ['the superior’s word without the superior’s capacity', [by('commissioner'), by('officer')], false],
    ['the word SUPERIOR without any unit above', [by('stranger', 'SUPERIOR'), by('officer')], false],
    ['the giver’s superior for the receiver', [by('chief', 'SUPERIOR'), by('officer')], false],
    ['one party twice', [by('head'), by('head')], false],
    ['one party and a stranger', [by('head'), by('stranger')], false],
    ['two strangers', [by('x'), by('y')], false],
  ])('%s', (_, signatures, enough) => {
    const check = (): void => signedByParties(parties, signatures);
    if (enough) expect(check).not.toThrow();
    else expect(check).toThrow('parties-must-sign');
  });

  it('CR-19 nobody who sent or gave the goods stands for the receiver', () => {
    for (const person of ['storekeeper', 'officer']) {
      const mixed = { ...parties, receivers: [person] };
      expect(() => signedByParties(mixed, [by(person), by('officer')])).toThrow('receiver-sent-the-goods');
    }
  });
});

describe('CR-23 a signed PV', () => {
  it('T41 loses a line that was not received', () => {
    expect(correct(['1'], [], signedFor('1'))).toMatchObject([{ change: 'STRUCK', deviceId: '1', becomes: 'STRUCK' }]);
  });

  it.each([
    ['still under way', 'OPEN', true],
    ['arrived and never said', 'ARRIVED', false],
    ['refused by mistake', 'REFUSED', false],
    ['closed short', 'SHORT', true],
  ] as const)('T12 gains a line that is %s', (_, state, impliesArrival) => {
    expect(correct([], [add('2')], aStanding('2', [aLeg(state)]))).toMatchObject([
      { change: 'ADDED', deviceId: '2', becomes: 'ACCEPTED', impliesArrival },
    ]);
  });

  it('AM-23 swaps two lines in one go', () => {
    const lines = correct(['1'], [add('2')], signedFor('1'), aStanding('2', [aLeg('ARRIVED')]));
    expect(lines.map(({ change }) => change)).toEqual(['STRUCK', 'ADDED']);
  });

  it('AM-23 takes a device that was struck from another unit’s PV', () => {
    const elsewhere = aStanding('3', [aLeg('STRUCK', { toOrgUnitId: OTHER_UNIT })], { reservedFor: null });
    expect(correct([], [add('3')], elsewhere)).toMatchObject([{ change: 'ADDED', deviceId: '3' }]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a line of another PV cannot be struck',
      () => correct(['1'], [], aStanding('1', [aLeg('ACCEPTED', { handoverId: 'x' })])),
      'does not have this device by this PV',
    ],
    [
      'a refused line cannot be struck',
      () => correct(['1'], [], aStanding('1', [aLeg('REFUSED', { handoverId: 'PV' })])),
      'does not have',
    ],
    [
      'what another unit has cannot be added',
      () =>
        correct([], [add('3')], aStanding('3', [aLeg('ACCEPTED', { toOrgUnitId: OTHER_UNIT })], { reservedFor: null })),
      'No device that could be added',
    ],
    ['an unknown code cannot be added', () => correct([], [add('9')]), 'No device that could be added'],
    [
      'CR-21 an added serial was confirmed',
      () => correct([], [add('2', { confirmedBy: null })], aStanding('2', [aLeg('ARRIVED')])),
      'CR-21',
    ],
    [
      'one device is not struck and added at once',
      () => correct(['1'], [add('1')], signedFor('1')),
      'lines-not-rectifiable',
    ],
    ['something must be said', () => correct([], []), 'nothing-said'],
    [
      'a pending PV has nothing to correct',
      () => rectify({ ...pv, status: 'PENDING' }, [], [], { struck: new Map(), codes: knowing() }),
      'handover-pending',
    ],
    [
      'a return is not corrected like this',
      () => rectify({ ...pv, kind: 'RETURN' }, [], [add('1')], { struck: new Map(), codes: knowing() }),
      'lines-not-rectifiable',
    ],
  ])('%s', (_, act, detail) => {
    expect(act).toThrow(detail);
  });
});
