import type { Device } from '../register/device.rules.js';
import { MOST_DEVICES, reserveDevices } from './reservation.rules.js';

const inStock = (change: Partial<Device> = {}): Device =>
  ({
    lifecycle: 'A04_IN_STOCK',
    condition: 'EXCELLENT',
    funding: [{ awardId: 'f1', percent: 100 }],
    ...change,
  }) as Device;
const reserve = (
  device: Device | undefined,
  reservations: { deviceId: string; endReason: string | null }[] = [],
): unknown =>
  reserveDevices({ deviceIds: ['d'], awardIds: ['f1'] }, new Map(device ? [['d', device]] : []), reservations);

describe('a reservation (T06)', () => {
  it.each(['EXCELLENT', 'USABLE'] as const)('takes what is in stock and %s', (condition) => {
    expect(reserve(inStock({ condition }))).toEqual({ reserve: ['d'], problems: [] });
  });

  it.each([
    ['is not registered', undefined, 'device-not-found'],
    ['CR-18 is not in stock', inStock({ lifecycle: 'A01_RECEIVED_PENDING_INSPECTION' }), 'device-not-in-stock'],
    ['CR-18 is reserved for another', inStock({ lifecycle: 'A05_ALLOCATED' }), 'device-not-in-stock'],
    ['is broken', inStock({ condition: 'REPAIRABLE' }), 'device-not-usable'],
    ['nobody knows to be whole', inStock({ condition: 'UNKNOWN' }), 'device-not-usable'],
    ['another award paid for', inStock({ funding: [{ awardId: 'f2', percent: 100 }] }), 'device-of-another-award'],
    [
      'another award shares in',
      inStock({
        funding: [
          { awardId: 'f1', percent: 60 },
          { awardId: 'f2', percent: 40 },
        ],
      }),
      'device-of-another-award',
    ],
  ])('refuses what %s', (_, device, code) => {
    expect(reserve(device)).toMatchObject({ reserve: [], problems: [{ deviceId: 'd', code }] });
  });

  it('asked again takes nothing more and has no problem', () => {
    expect(reserve(inStock({ lifecycle: 'A05_ALLOCATED' }), [{ deviceId: 'd', endReason: null }])).toEqual({
      reserve: [],
      problems: [],
    });
  });

  it.each([
    ['CANCELLED', 'allocation-cancelled'],
    ['RETURNED', 'reservation-ended'],
  ])('does not come back after %s', (endReason, code) => {
    expect(reserve(inStock(), [{ deviceId: 'd', endReason }])).toMatchObject({ problems: [{ code }] });
  });

  it('is refused whole when its answer would not fit a message', () => {
    const deviceIds = Array.from({ length: MOST_DEVICES + 1 }, (_, n) => `d${n}`);
    const decided = reserveDevices({ deviceIds, awardIds: ['f1'] }, new Map(), []);
    expect(decided).toMatchObject({ reserve: [], problems: [{ code: 'too-many-devices' }] });
  });

  it('counts a device named twice once', () => {
    const decided = reserveDevices({ deviceIds: ['d', 'd'], awardIds: ['f1'] }, new Map([['d', inStock()]]), []);
    expect(decided.reserve).toEqual(['d']);
  });
});

describe('CR-67 a reservation that moves on the road (T06)', () => {
  const reallocate = (
    change: Partial<Device>,
    { held = true, own = [] }: { held?: boolean; own?: { deviceId: string; endReason: string | null }[] } = {},
  ): unknown =>
    reserveDevices(
      { deviceIds: ['d'], awardIds: ['f1'], inTransit: true },
      new Map([['d', inStock({ lifecycle: 'A06_IN_TRANSIT_OUT', ...change })]]),
      own,
      new Set(held ? ['d'] : []),
    );

  it.each(['A06_IN_TRANSIT_OUT', 'A07_DELIVERED_PENDING_ACK'] as const)('takes over what is %s', (lifecycle) => {
    expect(reallocate({ lifecycle })).toEqual({ reserve: ['d'], problems: [] });
  });

  it.each<[string, Partial<Device>, boolean, string]>([
    ['is in a store', { lifecycle: 'A04_IN_STOCK' }, true, 'device-not-under-way'],
    ['waits in a store for its unit', { lifecycle: 'A05_ALLOCATED' }, true, 'device-not-under-way'],
    ['a unit has signed for', { lifecycle: 'A08_HANDED_OVER' }, true, 'device-not-under-way'],
    ['no allocation holds', {}, false, 'device-not-reserved'],
    ['is broken', { condition: 'REPAIRABLE' }, true, 'device-not-usable'],
    ['another award paid for', { funding: [{ awardId: 'f2', percent: 100 }] }, true, 'device-of-another-award'],
  ])('refuses what %s', (_, change, held, code) => {
    expect(reallocate(change, { held })).toMatchObject({ reserve: [], problems: [{ code }] });
  });

  it.each([null, 'ACCEPTED', 'LOST', 'RETURNED', 'REALLOCATED'])(
    'asked again answers the same, though the goods lived on (%s)',
    (endReason) => {
      const own = [{ deviceId: 'd', endReason }];
      expect(reallocate({ lifecycle: 'A08_HANDED_OVER' }, { held: false, own })).toEqual({ reserve: [], problems: [] });
    },
  );

  it('does not come back after its allocation was cancelled', () => {
    const own = [{ deviceId: 'd', endReason: 'CANCELLED' }];
    expect(reallocate({}, { own })).toMatchObject({ problems: [{ code: 'allocation-cancelled' }] });
  });

  it('is never taken from the road by an ordinary allocation', () => {
    expect(reserve(inStock({ lifecycle: 'A06_IN_TRANSIT_OUT' }))).toMatchObject({
      problems: [{ code: 'device-not-in-stock' }],
    });
  });
});
