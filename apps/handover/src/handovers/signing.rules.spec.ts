import { aLeg, at } from '../../test/standings.ts';
import { countersignFindings, driverFindings, maySign, mayRecord, readClock, type Signing } from './signing.rules.js';

const by = (personId: string, change: Partial<Signing> = {}): Signing => ({
  homeward: false,
  signature: { personId, capacity: 'HEAD', signedAt: at(5).toISOString() },
  giverId: 'giver',
  witnessId: null,
  channel: 'OWN_PHONE',
  sheetSha256: null,
  recordedBy: personId,
  ...change,
});
const legs = [aLeg('ARRIVED')];
const drivers = ['driver', 'driver after a change of carrier'];

describe('who may sign for the receiver', () => {
  it('is the head on his own phone', () => {
    expect(() => maySign(by('head'), legs, drivers)).not.toThrow();
  });

  it.each([
    ['CR-19 not the store-keeper who released the goods', 'storekeeper', 'receiver-sent-the-goods'],
    ['CR-19, AM-3 not who dispatched them', 'dispatcher', 'receiver-sent-the-goods'],
    ['not who approved the release', 'manager', 'receiver-sent-the-goods'],
    ['AM-1 not the giver', 'giver', 'giver-signs-as-receiver'],
    ['AM-1 not the officer who answers for the goods', 'officer', 'giver-signs-as-receiver'],
  ])('%s', (_, person, code) => {
    expect(() => maySign(by(person), legs, drivers)).toThrow(code);
  });

  it.each(drivers)('§13.1, AM-1 not the %s, whose phone it may be, on the way out and back', (driver) => {
    const borrowed = { channel: 'GIVERS_PHONE', recordedBy: 'officer', witnessId: 'wanda', sheetSha256: 'ab' } as const;
    for (const change of [{}, borrowed, { homeward: true }]) {
      expect(() => maySign(by(driver, change), legs, drivers)).toThrow('driver-signs-as-receiver');
    }
  });

  it('on a return only who sent it back is excluded', () => {
    expect(() => maySign(by('storekeeper', { homeward: true }), legs, drivers)).not.toThrow();
    expect(() => maySign(by('dispatcher', { homeward: true }), legs, drivers)).toThrow('receiver-sent-the-goods');
  });

  it.each(['GIVERS_PHONE', 'PAPER_TRANSCRIBED'] as const)('AM-1 %s needs a witness and the sheet', (channel) => {
    const recorded = { channel, recordedBy: 'giver' };
    expect(() => maySign(by('head', recorded), legs, drivers)).toThrow('witness-and-sheet-required');
    expect(() => maySign(by('head', { ...recorded, witnessId: 'wanda' }), legs, drivers)).toThrow(
      'witness-and-sheet-required',
    );
    expect(() =>
      maySign(by('head', { ...recorded, witnessId: 'wanda', sheetSha256: 'ab' }), legs, drivers),
    ).not.toThrow();
  });

  it('AM-1 the receiver’s own phone is recorded by its signer alone', () => {
    expect(() => maySign(by('head', { recordedBy: 'deputy' }), legs, drivers)).toThrow('not-the-receivers-phone');
    expect(() => maySign(by('head', { recordedBy: 'officer' }), legs, drivers)).toThrow('not-the-receivers-phone');
  });

  it('a party is no witness', () => {
    expect(() => maySign(by('head', { witnessId: 'head' }), legs, drivers)).toThrow('witness-is-a-party');
    expect(() => maySign(by('head', { witnessId: 'giver' }), legs, drivers)).toThrow('witness-is-a-party');
  });

  it.each(['giver', 'officer', 'clerk'])('AM-1 on a borrowed phone the witness is not the %s', (witnessId) => {
    const sheet = { channel: 'GIVERS_PHONE', recordedBy: 'clerk', sheetSha256: 'ab', witnessId } as const;
    expect(() => maySign(by('head', sheet), legs, drivers)).toThrow('witness-is-a-party');
  });

  it('CR-29 an SMS never replaces a serial', () => {
    expect(() => maySign(by('head', { channel: 'SMS' }), legs, drivers)).toThrow('sms-not-yet');
  });

  it('a store-keeper records returns, a unit’s people what the unit received', () => {
    expect(() => mayRecord('RETURN', ['STOREKEEPER'])).not.toThrow();
    expect(() => mayRecord('FIRST', ['STOREKEEPER'])).toThrow('role-not-for-purpose');
    expect(() => mayRecord('RETURN', ['UNIT_HEAD'])).toThrow('role-not-for-purpose');
  });
});

describe('CR-20 the driver’s signature', () => {
  const waybill = { id: 'W1', number: 'WB-2026-000001' };
  const against = ['recorder', 'officer', 'head', null];

  it('is the named driver’s; another one is told', () => {
    expect(driverFindings({ signerId: 'driver', named: 'driver' }, against, waybill)).toEqual([]);
    expect(driverFindings({ signerId: 'driver2', named: 'driver' }, against, waybill)).toMatchObject([
      { code: 'DRIVER_DIFFERS', personId: 'driver2', waybillId: 'W1' },
    ]);
  });

  it.each(['recorder', 'officer', 'head'])('is never given by the %s', (signerId) => {
    expect(() => driverFindings({ signerId, named: 'driver' }, against, waybill)).toThrow('signs-for-the-driver');
  });
});

describe('CR-31 the clocks, as AM-24 reads them', () => {
  const values = { toleranceMinutes: 10, backdatedDays: 7 };
  const minutes = (n: number): Date => new Date(at(10).getTime() + n * 60_000);
  const clock = (change: object): ReturnType<typeof readClock> =>
    readClock({ signedAt: at(10), recordedAt: at(10), sentAt: null, typed: false, ...change }, values);
  const codes = ({ findings }: ReturnType<typeof readClock>): string[] => findings.map(({ code }) => code);

  it('on time says nothing', () => {
    expect(clock({ recordedAt: minutes(10) })).toEqual({ late: false, findings: [] });
  });

  it('a late sync is LATE, not suspect, however late', () => {
    expect(codes(clock({ recordedAt: minutes(11) }))).toEqual(['LATE']);
    expect(codes(clock({ recordedAt: at(29) }))).toEqual(['LATE']);
  });

  it('a changed offset is CLOCK_SUSPECT', () => {
    expect(codes(clock({ recordedAt: minutes(5), sentAt: minutes(30) }))).toEqual(['CLOCK_SUSPECT']);
    expect(codes(clock({ recordedAt: minutes(5), sentAt: minutes(6) }))).toEqual([]);
  });

  it('a signature from the future is CLOCK_SUSPECT', () => {
    expect(codes(clock({ recordedAt: minutes(-11) }))).toEqual(['CLOCK_SUSPECT']);
  });

  it('a typed date more than 7 days back is CLOCK_SUSPECT', () => {
    expect(codes(clock({ typed: true, recordedAt: at(16) }))).toEqual(['LATE']);
    expect(codes(clock({ typed: true, recordedAt: at(18) }))).toEqual(['LATE', 'CLOCK_SUSPECT']);
  });
});

it('AM-2 a counter-signature after 7 days counts, and somebody is told', () => {
  expect(countersignFindings(at(1), at(8), 7)).toEqual([]);
  expect(countersignFindings(at(1), at(8, 10), 7)).toMatchObject([{ code: 'COUNTERSIGNED_LATE' }]);
});
