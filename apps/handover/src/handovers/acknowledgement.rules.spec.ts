import type { Outcome } from '@dotation/contracts';
import { aLeg, aStanding, at, knowing, OTHER_UNIT, STORE, UNIT } from '../../test/standings.ts';
import type { LineState } from '../consignments/consignment.rules.js';
import { acknowledge, type GateState } from './acknowledgement.rules.js';
import type { Acknowledgement, ReadLine } from './sheet.rules.js';

const open: GateState = { open: true, failures: [] };
const read = (deviceId: string, outcome: Outcome = 'ACCEPTED', change: Partial<ReadLine> = {}): ReadLine => ({
  code: `TAG-${deviceId}`,
  outcome,
  condition: 'EXCELLENT',
  remark: 'said why',
  confirmedBy: 'SCAN',
  ...change,
});
const say = (lines: ReadLine[], change: Partial<Acknowledgement> = {}): Acknowledgement => ({
  orgUnitId: UNIT,
  homeward: false,
  signedAt: at(5),
  signedBefore: false,
  lines,
  ...change,
});

describe('a line on its way, read at the unit', () => {
  it.each<[LineState, Outcome, string, boolean, LineState | null]>([
    ['OPEN', 'ACCEPTED', 'MOVES', true, 'ACCEPTED'],
    ['OPEN', 'ACCEPTED_WITH_RESERVE', 'MOVES', true, 'ACCEPTED'],
    ['OPEN', 'REFUSED', 'MOVES', true, 'REFUSED'],
    ['OPEN', 'NOT_ARRIVED', 'CONFIRMS', false, null],
    ['ARRIVED', 'ACCEPTED', 'MOVES', false, 'ACCEPTED'],
    ['ARRIVED', 'REFUSED', 'MOVES', false, 'REFUSED'],
    ['ARRIVED', 'NOT_ARRIVED', 'CONFIRMS', false, null],
    ['SHORT', 'ACCEPTED', 'MOVES', true, 'ACCEPTED'],
    ['STRUCK', 'ACCEPTED', 'MOVES', false, 'ACCEPTED'],
    ['TRANSFERRED', 'NOT_ARRIVED', 'CONFIRMS', false, null],
  ])('%s, %s: %s', (state, outcome, effect, impliesArrival, becomes) => {
    const { lines } = acknowledge(say([read('1', outcome)]), knowing(aStanding('1', [aLeg(state)])), open);
    expect(lines).toMatchObject([{ deviceId: '1', outcome, effect, impliesArrival, becomes }]);
  });

  it('AM-20 is not lost because the receiver says that it has not arrived; after a recorded arrival somebody must look', () => {
    const known = knowing(aStanding('1', [aLeg('OPEN')]), aStanding('2', [aLeg('ARRIVED')]));
    const { findings } = acknowledge(say([read('1', 'NOT_ARRIVED'), read('2', 'NOT_ARRIVED')]), known, open);
    expect(findings.map(({ code }) => code)).toEqual(['SHORT', 'MISSING_AFTER_ARRIVAL']);
  });
});

describe('CR-67 a line that was reallocated to another unit on the way', () => {
  const reallocated = (state: LineState): ReturnType<typeof aStanding> =>
    aStanding('1', [aLeg(state)], {
      allocationLineId: 'new line',
      reservedFor: { allocationId: 'new', allocationLineId: 'new line', orgUnitId: OTHER_UNIT },
    });

  it.each<[LineState, Outcome, string]>([
    ['OPEN', 'ACCEPTED', 'CONFLICT'],
    ['ARRIVED', 'ACCEPTED', 'CONFLICT'],
    ['ARRIVED', 'REFUSED', 'CONFLICT'],
    ['SHORT', 'ACCEPTED', 'CONFLICT'],
    ['OPEN', 'NOT_ARRIVED', 'CONFIRMS'],
  ])('%s, %s by the old unit: %s, and custody stays', (state, outcome, effect) => {
    const { lines, seenElsewhere } = acknowledge(say([read('1', outcome)]), knowing(reallocated(state)), open);
    expect(lines).toMatchObject([{ effect, becomes: null, impliesArrival: false, leg: { waybillId: 'W1' } }]);
    expect(seenElsewhere).toEqual([]);
  });

  it('older than the departure it is an EARLIER_CLAIM', () => {
    const said = say([read('1')], { signedAt: at(1) });
    expect(acknowledge(said, knowing(reallocated('OPEN')), open).findings).toMatchObject([{ code: 'EARLIER_CLAIM' }]);
  });

  it('read at the new unit before the onward leg is known waits for word of it', () => {
    const said = say([read('1')], { orgUnitId: OTHER_UNIT });
    const { lines, pending } = acknowledge(said, knowing(reallocated('OPEN')), open);
    expect(lines).toMatchObject([{ effect: 'PENDING', leg: null, becomes: null }]);
    expect(pending).toBe('DISPATCH');
  });

  it('what the old unit had signed before stays its own word', () => {
    const leg = aLeg('REFUSED', { outcome: 'REFUSED', signedAt: at(4) });
    const standing = { ...reallocated('REFUSED'), legs: [leg] };
    expect(acknowledge(say([read('1', 'REFUSED')]), knowing(standing), open).lines).toMatchObject([
      { effect: 'DUPLICATE' },
    ]);
  });
});

describe('a line that was signed before', () => {
  const signedAs = (state: LineState, outcome: Outcome): ReturnType<typeof knowing> =>
    knowing(aStanding('1', [aLeg(state, { outcome, signedAt: at(5), handoverId: 'PV' })]));

  it.each<[Outcome, LineState]>([
    ['ACCEPTED', 'ACCEPTED'],
    ['REFUSED', 'REFUSED'],
    ['ACCEPTED', 'PENDING'],
  ])('AM-24 %s again is a DUPLICATE observation', (outcome, state) => {
    const { lines, findings } = acknowledge(say([read('1', outcome)]), signedAs(state, outcome), open);
    expect(lines).toMatchObject([{ effect: 'DUPLICATE', becomes: null }]);
    expect(findings).toMatchObject([{ code: 'DUPLICATE', deviceId: '1' }]);
  });

  it.each<[Outcome, Outcome]>([
    ['ACCEPTED', 'REFUSED'],
    ['REFUSED', 'ACCEPTED'],
    ['ACCEPTED', 'NOT_ARRIVED'],
  ])('AM-24 %s before and %s now is a CONFLICT, and nothing moves', (before, now) => {
    const known = signedAs(before === 'ACCEPTED' ? 'ACCEPTED' : 'REFUSED', before);
    const { lines, findings } = acknowledge(say([read('1', now)], { signedAt: at(6) }), known, open);
    expect(lines).toMatchObject([{ effect: 'CONFLICT', becomes: null, impliesArrival: false }]);
    expect(findings).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('AM-24 an older signature is an EARLIER_CLAIM', () => {
    const { lines, findings } = acknowledge(
      say([read('1', 'REFUSED')], { signedAt: at(4) }),
      signedAs('ACCEPTED', 'ACCEPTED'),
      open,
    );
    expect(lines).toMatchObject([{ effect: 'CONFLICT' }]);
    expect(findings).toMatchObject([{ code: 'EARLIER_CLAIM' }]);
  });
});

describe('codes', () => {
  it('CR-67 consigned elsewhere: the code only, and the match for the dispatcher alone', () => {
    const known = knowing(aStanding('1', [aLeg('OPEN', { toOrgUnitId: OTHER_UNIT })]));
    const { lines, findings, seenElsewhere } = acknowledge(say([read('1')]), known, open);
    expect(lines).toMatchObject([
      { outcome: 'NOT_ANNOUNCED', stated: 'ACCEPTED', deviceId: null, leg: null, effect: null },
    ]);
    expect(findings).toMatchObject([
      { code: 'NOT_ANNOUNCED' },
      { code: 'SEEN_ELSEWHERE', audience: 'DISPATCH', deviceId: '1' },
    ]);
    expect(findings[0]).not.toHaveProperty('deviceId');
    expect(seenElsewhere).toMatchObject([{ deviceId: '1', effect: 'MOVES' }]);
  });

  it('CR-67 a device another unit has signed for is contested there, and stays where it is', () => {
    const known = knowing(aStanding('1', [aLeg('ACCEPTED', { toOrgUnitId: OTHER_UNIT })], { reservedFor: null }));
    const { seenElsewhere, findings } = acknowledge(say([read('1')]), known, open);
    expect(seenElsewhere).toMatchObject([{ effect: 'CONFLICT' }]);
    expect(findings.at(-1)).toMatchObject({ code: 'CONFLICT', audience: 'DISPATCH' });
  });

  it('CR-67 what has not arrived was not seen anywhere', () => {
    const known = knowing(aStanding('1', [aLeg('OPEN', { toOrgUnitId: OTHER_UNIT })]));
    expect(acknowledge(say([read('1', 'NOT_ARRIVED')]), known, open).seenElsewhere).toEqual([]);
  });

  it('CR-67 one serial of two devices under way means none of them; their tags mean one each', () => {
    const same = { serial: 'X1', serialCode: 'X1' };
    const known = knowing(
      aStanding('1', [aLeg('OPEN')], same),
      aStanding('2', [aLeg('OPEN', { toOrgUnitId: OTHER_UNIT })], same),
    );
    const { lines } = acknowledge(say([read('1', 'ACCEPTED', { code: 'x-1' }), read('1')]), known, open);
    expect(lines).toMatchObject([
      { outcome: 'NOT_ANNOUNCED', deviceId: null },
      { outcome: 'ACCEPTED', deviceId: '1' },
    ]);
  });

  it('AM-18 a tag and the serial of one device on one sheet count once', () => {
    const known = knowing(aStanding('1', [aLeg('ARRIVED')]));
    const { lines } = acknowledge(say([read('1'), read('1', 'ACCEPTED', { code: 'SER1' })]), known, open);
    expect(lines.map(({ effect }) => effect)).toEqual(['MOVES', 'DUPLICATE']);
  });

  it('one device cannot be accepted and refused on one sheet', () => {
    const known = knowing(aStanding('1', [aLeg('ARRIVED')]));
    expect(() => acknowledge(say([read('1'), read('1', 'REFUSED')]), known, open)).toThrow(
      'Row 2: Row 1 says ACCEPTED of the same device.',
    );
  });

  it('AM-10 a kit’s tag proposes its components of this unit and confirms none', () => {
    const kit = { kitId: 'kit', kitTag: 'KIT-7' };
    const known = knowing(
      aStanding('1', [aLeg('ARRIVED')], kit),
      aStanding('2', [aLeg('ARRIVED', { toOrgUnitId: OTHER_UNIT })], kit),
    );
    const { lines, kits } = acknowledge(say([read('', 'ACCEPTED', { code: 'KIT 7' })]), known, open);
    expect(lines).toEqual([]);
    expect(kits).toEqual([{ row: 1, code: 'KIT 7', kitId: 'kit', proposes: ['1'] }]);
  });
});

describe('what a line must say', () => {
  it.each<[string, Partial<ReadLine>, string]>([
    ['CR-21 the serial of an accepted line was confirmed at the unit', { confirmedBy: null }, 'serial-not-confirmed'],
    ['a refusal has a reason', { outcome: 'REFUSED', remark: null }, 'reason-required'],
    ['a reserve is said', { outcome: 'ACCEPTED_WITH_RESERVE', remark: null }, 'reserve-required'],
    ['a code was read', { code: '' }, 'code-required'],
  ])('%s', (_, change, code) => {
    const known = knowing(aStanding('1', [aLeg('ARRIVED')]));
    const refusal = (): unknown => acknowledge(say([read('1', 'ACCEPTED', change)]), known, open);
    expect(refusal).toThrow(
      expect.objectContaining({ code: 'rows-not-valid', rows: [expect.objectContaining({ row: 1, code })] }) as Error,
    );
  });
});

describe('a closed gate', () => {
  const closed: GateState = { open: false, failures: [{ gate: 'VETTING', detail: 'Expired.' }] };

  it('CR-16 keeps accepted lines with the officer; refused ones need no gate', () => {
    const known = knowing(aStanding('1', [aLeg('ARRIVED')]), aStanding('2', [aLeg('ARRIVED')]));
    const { lines, pending, findings } = acknowledge(say([read('1'), read('2', 'REFUSED')]), known, closed);
    expect(pending).toBe('VETTING');
    expect(lines).toMatchObject([
      { effect: 'PENDING', becomes: 'PENDING' },
      { effect: 'MOVES', becomes: 'REFUSED' },
    ]);
    expect(findings).toMatchObject([{ code: 'GATE_CLOSED', detail: 'VETTING: Expired.' }]);
  });

  it('CR-16 holds nothing back when nothing is accepted', () => {
    const { pending } = acknowledge(say([read('2', 'REFUSED')]), knowing(aStanding('2', [aLeg('ARRIVED')])), closed);
    expect(pending).toBeNull();
  });

  it('DISPATCH: a device that nobody has said to have left waits, and says so once', () => {
    const waiting = aStanding('1', []);
    expect(acknowledge(say([read('1')]), knowing(waiting), open)).toMatchObject({
      pending: 'DISPATCH',
      lines: [{ effect: 'PENDING', becomes: null, impliesArrival: false }],
    });
    const signed = {
      ...waiting,
      awaitsDispatch: { handoverId: 'PV', orgUnitId: UNIT, outcome: 'ACCEPTED' as const, signedAt: at(4) },
    };
    expect(acknowledge(say([read('1')]), knowing(signed), open).lines).toMatchObject([{ effect: 'DUPLICATE' }]);
    expect(acknowledge(say([read('1', 'REFUSED')]), knowing(signed), open).lines).toMatchObject([
      { effect: 'CONFLICT' },
    ]);
  });
});

describe('a return to the store', () => {
  const home = { orgUnitId: STORE, homeward: true };
  const onItsWay = aLeg('OPEN', { purpose: 'RETURN', homeward: true, toOrgUnitId: STORE });

  it('T37 takes the device back without an arrival', () => {
    const { lines } = acknowledge(say([read('1')], home), knowing(aStanding('1', [onItsWay, aLeg('REFUSED')])), open);
    expect(lines).toMatchObject([{ effect: 'MOVES', impliesArrival: false, becomes: 'RETURNED' }]);
  });

  it('cannot be refused, and must have left', () => {
    const known = knowing(
      aStanding('1', [onItsWay]),
      aStanding('2', [{ ...onItsWay, state: 'PLANNED' }, aLeg('REFUSED')]),
    );
    expect(() => acknowledge(say([read('1', 'REFUSED')], home), known, open)).toThrow('A store takes its goods back');
    expect(() => acknowledge(say([read('2')], home), known, open)).toThrow('Its return waybill has not left.');
  });
});
