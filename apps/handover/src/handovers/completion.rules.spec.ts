import { aLeg, aStanding, at, OTHER_UNIT, UNIT } from '../../test/standings.ts';
import {
  completable,
  completeLines,
  countersign,
  statusAfter,
  type PendingLine,
  type SignedHandover,
} from './completion.rules.js';

const pending: SignedHandover = {
  ...{ id: 'PV', status: 'PENDING', pending: 'VETTING', recordedAt: at(5), kind: 'FIRST', orgUnitId: UNIT },
  signerId: 'head',
};
const line = (deviceId: string, change: Partial<PendingLine> = {}): PendingLine => ({
  lineId: `line ${deviceId}`,
  row: 1,
  deviceId,
  outcome: 'ACCEPTED',
  ...change,
});
const held = aLeg('PENDING', { handoverId: 'PV', outcome: 'ACCEPTED', signedAt: at(5) });

describe('completing a pending PV', () => {
  it('CR-16 gives the unit what waited for the gate', () => {
    const { lines, findings } = completeLines(pending, [line('1')], new Map([['1', aStanding('1', [held])]]));
    expect(lines).toMatchObject([{ effect: 'MOVES', becomes: 'ACCEPTED', impliesArrival: false }]);
    expect(findings).toEqual([]);
  });

  it('gives what waited for its dispatch, once that is known', () => {
    const standings = new Map([['1', aStanding('1', [aLeg('OPEN')])]]);
    expect(completeLines(pending, [line('1')], standings).lines).toMatchObject([
      { effect: 'MOVES', impliesArrival: true },
    ]);
    expect(() => completeLines(pending, [line('1')], new Map([['1', aStanding('1', [])]]))).toThrow('still-pending');
  });

  it('refuses what was refused', () => {
    const standings = new Map([['1', aStanding('1', [aLeg('ARRIVED')])]]);
    expect(completeLines(pending, [line('1', { outcome: 'REFUSED' })], standings).lines).toMatchObject([
      { effect: 'MOVES', becomes: 'REFUSED' },
    ]);
  });

  it('is a DUPLICATE when another sheet said the same meanwhile', () => {
    const standings = new Map([['1', aStanding('1', [aLeg('ACCEPTED', { outcome: 'ACCEPTED' })])]]);
    const { lines, findings } = completeLines(pending, [line('1')], standings);
    expect(lines).toMatchObject([{ effect: 'DUPLICATE', becomes: null }]);
    expect(findings).toEqual([]);
  });

  it('CR-67 is a CONFLICT when it was reallocated meanwhile, though it still travels with the old waybill', () => {
    const standing = aStanding('1', [held], { allocationLineId: 'of another unit' });
    const { lines } = completeLines(pending, [line('1')], new Map([['1', standing]]));
    expect(lines).toMatchObject([{ effect: 'CONFLICT', becomes: null }]);
  });

  it.each([
    ['went back to the store', [aLeg('RETURNED')]],
    ['another PV holds it', [{ ...held, handoverId: 'another' }]],
    ['it is for another unit now', [aLeg('OPEN', { toOrgUnitId: OTHER_UNIT })]],
  ])('is a CONFLICT when meanwhile %s', (_, legs) => {
    const standing = aStanding('1', legs, { reservedFor: null });
    const { lines, findings } = completeLines(pending, [line('1')], new Map([['1', standing]]));
    expect(lines).toMatchObject([{ effect: 'CONFLICT', becomes: null }]);
    expect(findings).toMatchObject([{ code: 'CONFLICT', deviceId: '1' }]);
  });

  it('happens once', () => {
    expect(() => completable({ ...pending, status: 'PROVISIONAL' }, at(6), 30)).toThrow('handover-not-pending');
    expect(() => completable({ ...pending, status: 'RETURNED' }, at(6), 30)).toThrow('handover-not-pending');
  });

  it('CR-16, AM-19 is possible for 30 days after the server recorded it; then only the return is left', () => {
    const last = at(5 + 30);
    expect(() => completable(pending, last, 30)).not.toThrow();
    expect(() => completable(pending, new Date(last.getTime() + 1), 30)).toThrow('pending-too-long');
    expect(() => completable({ ...pending, pending: 'DISPATCH' }, at(90), 30)).not.toThrow();
  });

  it('AM-19 makes the PV final with its first signatures; what waited for its dispatch is still counter-signed', () => {
    expect(statusAfter(pending)).toBe('FINAL');
    expect(statusAfter({ ...pending, pending: 'ACCESS' })).toBe('FINAL');
    expect(statusAfter({ ...pending, pending: 'DISPATCH' })).toBe('PROVISIONAL');
  });
});

describe('AM-2 counter-signing', () => {
  it('is another person’s, once, after the PV took effect', () => {
    const may = { actorId: 'another officer', officers: ['officer'] };
    expect(() => countersign({ ...pending, status: 'PROVISIONAL' }, 'another officer', may)).not.toThrow();
    expect(() => countersign({ ...pending, status: 'PROVISIONAL' }, 'buyer', may)).toThrow(
      'countersigner-not-the-officer',
    );
    expect(() => countersign({ ...pending, status: 'PROVISIONAL' }, 'officer', may)).not.toThrow();
    expect(() => countersign({ ...pending, status: 'PROVISIONAL' }, 'head', may)).toThrow('countersigner-is-receiver');
    expect(() => countersign({ ...pending, status: 'FINAL' }, 'officer', may)).toThrow('handover-not-provisional');
    expect(() => countersign(pending, 'officer', may)).toThrow('handover-pending');
  });
});
