import { aLeg, aStanding, OTHER_UNIT, STORE, UNIT } from '../../test/standings.ts';
import type { Leg, LineState, Standing } from '../consignments/consignment.rules.js';
import {
  closeShort,
  dispatchable,
  dispatchLines,
  releasable,
  withdrawable,
  type Departure,
  type Waybill,
} from './dispatch.rules.js';
import { loadWaybill, placesInReach, type Order } from './waybill.rules.js';

const toUnit: Order = { purpose: 'TO_UNIT', toOrgUnitId: UNIT, reason: null };
const home: Order = { purpose: 'RETURN', toOrgUnitId: STORE, reason: null };
const onward: Order = { purpose: 'ONWARD', toOrgUnitId: UNIT, reason: 'CARRIER_CHANGE' };
const load = (order: Order, standing: Standing | null): ReturnType<typeof loadWaybill> =>
  loadWaybill(order, [{ deviceId: standing?.deviceId ?? 'unknown', standing }]);

describe('CR-18 loading a waybill to a unit', () => {
  it('takes a device that is reserved for this unit and still in the store', () => {
    expect(load(toUnit, aStanding('1', []))).toEqual({
      homeward: false,
      lines: [{ deviceId: '1', allocationLineId: 'allocation line', previousLineId: null }],
    });
  });

  it.each<[string, Standing | null, string]>([
    ['nobody has allocated', null, 'on no approved allocation'],
    ['whose reservation has ended', aStanding('1', [], { reservedFor: null }), 'on no approved allocation'],
    ['that is on another draft', aStanding('1', [aLeg('PLANNED')]), 'not left yet'],
    ['that travels already', aStanding('1', [aLeg('OPEN')]), 'it is on waybill WB-2026-000001'],
    ['that was refused and is still at the unit', aStanding('1', [aLeg('REFUSED')]), 'is REFUSED there'],
  ])('refuses a device %s', (_, standing, detail) => {
    expect(() => load(toUnit, standing)).toThrow(detail);
  });

  it('refuses a device allocated to another unit, and one listed twice', () => {
    expect(() => load({ ...toUnit, toOrgUnitId: OTHER_UNIT }, aStanding('1', []))).toThrow('allocated to another unit');
    const wanted = { deviceId: '1', standing: aStanding('1', []) };
    expect(() => loadWaybill(toUnit, [wanted, wanted])).toThrow('already on row 1');
    expect(() => loadWaybill(toUnit, [])).toThrow('nothing-said');
  });
});

describe('AM-16 loading the way back', () => {
  it.each<LineState>(['REFUSED', 'ACCEPTED', 'ARRIVED', 'PENDING', 'STRUCK'])(
    'takes what is %s at the unit',
    (state) => {
      expect(load(home, aStanding('1', [aLeg(state)]))).toMatchObject({ homeward: true });
    },
  );

  it.each<LineState>(['OPEN', 'RETURNED', 'SHORT'])('refuses what is %s', (state) => {
    expect(() => load(home, aStanding('1', [aLeg(state)]))).toThrow('lines-not-loadable');
  });
});

describe('T36 loading an onward leg', () => {
  it('takes what travels to the same consignee, and late what has arrived since', () => {
    const open = aLeg('OPEN');
    expect(load(onward, aStanding('1', [open])).lines).toMatchObject([{ previousLineId: open.lineId }]);
    expect(() => load(onward, aStanding('1', [aLeg('ACCEPTED')]))).not.toThrow();
    expect(load(onward, aStanding('1', [aLeg('OPEN', { homeward: true })]))).toMatchObject({ homeward: true });
  });

  it('refuses another consignee, a device in the store, and a redirect of what has arrived', () => {
    expect(() => load({ ...onward, toOrgUnitId: OTHER_UNIT }, aStanding('1', [aLeg('OPEN')]))).toThrow('another unit');
    expect(() => load(onward, aStanding('1', []))).toThrow('does not travel');
    expect(() => load({ ...onward, reason: 'REDIRECT' }, aStanding('1', [aLeg('ARRIVED')]))).toThrow('does not travel');
  });
});

describe('CR-67 loading reallocated goods', () => {
  const reallocation: Order = { purpose: 'ONWARD', toOrgUnitId: OTHER_UNIT, reason: 'REALLOCATION' };
  const given = (state: LineState, change: Partial<Leg> = {}): Standing =>
    aStanding('1', [aLeg(state, change)], {
      allocationLineId: 'new line',
      reservedFor: { allocationId: 'new', allocationLineId: 'new line', orgUnitId: OTHER_UNIT },
    });

  it.each<LineState>(['OPEN', 'ARRIVED', 'PENDING', 'REFUSED'])(
    'takes what is %s for the old unit on to the new one, under the new allocation',
    (state) => {
      expect(load(reallocation, given(state)).lines).toMatchObject([{ allocationLineId: 'new line' }]);
    },
  );

  it.each<[string, Order, Standing, string]>([
    ['without an approved reallocation', reallocation, aStanding('1', [aLeg('OPEN')]), 'No approved allocation'],
    ['signed for by the old unit', reallocation, given('ACCEPTED'), 'No approved allocation'],
    ['on its way home', reallocation, given('OPEN', { homeward: true }), 'No approved allocation'],
    ['for a third unit', { ...reallocation, toOrgUnitId: STORE }, given('OPEN'), 'the unit it is for now'],
    ['to the old unit', { ...onward, reason: 'REDIRECT' }, given('OPEN'), 'the unit it is for now'],
    ['by a change of carrier alone', onward, given('OPEN'), 'the unit it is for now'],
    ['as if from the store', { ...toUnit, toOrgUnitId: OTHER_UNIT }, given('REFUSED'), 'is REFUSED there'],
  ])('refuses goods %s', (_, order, standing, detail) => {
    expect(() => load(order, standing)).toThrow(detail);
  });

  it('the way home is open to them still, and keeps the reservation that ends there', () => {
    expect(load(home, given('ARRIVED')).lines).toMatchObject([{ allocationLineId: 'new line' }]);
  });
});

it('CR-66 nothing leaves for a place that an armed group controls', () => {
  const never = (): boolean => false;
  const rubaya = { name: 'Rubaya', access: 'CONTROLLED_BY_ARMED_GROUP', at: new Date('2026-11-05T09:00:00Z') };
  expect(() => placesInReach([{ ...rubaya, access: 'RESTRICTED' }], never)).not.toThrow();
  expect(() => placesInReach([rubaya], never)).toThrow('CR-66: Rubaya.');
  expect(() => placesInReach([rubaya], (moment) => moment === rubaya.at)).not.toThrow();
  expect(() => placesInReach([rubaya, { ...rubaya, at: new Date() }], (moment) => moment === rubaya.at)).toThrow();
});

const released: Waybill = {
  id: 'W1',
  number: 'WB-2026-000001',
  status: 'RELEASED',
  purpose: 'TO_UNIT',
  homeward: false,
  reason: null,
  approvedBy: 'manager',
};
const departure: Departure = {
  dispatchedBy: 'dispatcher',
  releasedBy: 'storekeeper',
  roles: ['DISPATCHER'],
  previousDriverSigned: false,
  previousDriverAbsent: false,
  waived: [],
};

describe('dispatching', () => {
  it('needs an approved release out of a store, not on the way back', () => {
    expect(() => dispatchable(released, departure)).not.toThrow();
    expect(() => dispatchable({ ...released, status: 'DRAFT' }, departure)).toThrow('waybill-not-released');
    expect(() => dispatchable({ ...released, status: 'DRAFT', purpose: 'RETURN' }, departure)).not.toThrow();
    expect(() => dispatchable({ ...released, status: 'DISPATCHED' }, departure)).toThrow('It is DISPATCHED.');
    expect(() => releasable(released)).toThrow('waybill-not-draft');
  });

  it.each(['dispatchedBy', 'releasedBy'] as const)('CR-19 refuses the approver of the release as %s', (duty) => {
    expect(() => dispatchable(released, { ...departure, [duty]: 'manager' })).toThrow('storekeeper-approves-release');
    expect(() => dispatchable(released, { ...departure, [duty]: 'manager', waived: ['manager'] })).not.toThrow();
  });

  it('out of a store is for dispatchers and store-keepers', () => {
    expect(() => dispatchable(released, { ...departure, roles: ['FIELD_OFFICER'] })).toThrow('role-not-for-purpose');
  });

  it('AM-16 a change of carrier has both signatures, or says why not', () => {
    const change: Waybill = { ...released, purpose: 'ONWARD', reason: 'CARRIER_CHANGE' };
    expect(() => dispatchable(change, departure)).toThrow('previous-driver-signature-required');
    expect(() => dispatchable(change, { ...departure, previousDriverSigned: true })).not.toThrow();
    expect(() => dispatchable(change, { ...departure, previousDriverAbsent: true })).not.toThrow();
  });

  const line = { lineId: 'new line', deviceId: '1' };
  const leave = (waybill: Partial<Waybill>, legs: Standing['legs']): ReturnType<typeof dispatchLines> =>
    dispatchLines({ ...released, ...waybill }, [line], new Map([['1', aStanding('1', legs)]]));

  it('T08 opens the leg', () => {
    expect(leave({}, [aLeg('PLANNED')])).toMatchObject([{ effect: 'MOVES', becomes: 'OPEN', previous: null }]);
  });

  it('T37 keeps what was signed, and ends a line that nobody signed', () => {
    expect(leave({ purpose: 'RETURN' }, [aLeg('REFUSED')])).toMatchObject([
      { effect: 'MOVES', previous: { becomes: null } },
    ]);
    expect(leave({ purpose: 'RETURN' }, [aLeg('ARRIVED')])).toMatchObject([{ previous: { becomes: 'RETURNED' } }]);
    expect(() => leave({ purpose: 'RETURN' }, [aLeg('OPEN')])).toThrow('Something else became of the device');
  });

  it('T36 takes the line over; reported too late it only confirms', () => {
    const change = { purpose: 'ONWARD', reason: 'CARRIER_CHANGE' } as const;
    expect(leave(change, [aLeg('OPEN')])).toMatchObject([
      { effect: 'MOVES', becomes: 'OPEN', previous: { becomes: 'TRANSFERRED' } },
    ]);
    expect(leave(change, [aLeg('ACCEPTED')])).toMatchObject([
      { effect: 'CONFIRMS', becomes: 'CONFIRMED', previous: { becomes: null } },
    ]);
    expect(() => leave({ ...change, reason: 'REDIRECT' }, [aLeg('ACCEPTED')])).toThrow('lines-not-loadable');
  });
});

describe('CR-67 reallocated goods leave', () => {
  const line = { lineId: 'new line', deviceId: '1' };
  const leave = (reason: Waybill['reason'], legs: Leg[]): ReturnType<typeof dispatchLines> =>
    dispatchLines(
      { ...released, purpose: 'ONWARD', reason },
      [line],
      new Map([['1', aStanding('1', legs, { allocationLineId: 'new' })]]),
    );
  const planned = aLeg('PLANNED', { waybillId: 'W3', allocationLineId: 'new' });

  it.each<[LineState, LineState | null]>([
    ['OPEN', 'TRANSFERRED'],
    ['ARRIVED', 'TRANSFERRED'],
    ['PENDING', 'TRANSFERRED'],
    ['REFUSED', null],
  ])('from a line that is %s', (state, becomes) => {
    expect(leave('REALLOCATION', [planned, aLeg(state)])).toMatchObject([
      { effect: 'MOVES', becomes: 'OPEN', previous: { becomes } },
    ]);
  });

  it('not when the old unit signed meanwhile, nor on a paper that names the old unit', () => {
    expect(() => leave('REALLOCATION', [planned, aLeg('ACCEPTED')])).toThrow('lines-not-loadable');
    expect(() => leave('REDIRECT', [aLeg('PLANNED', { waybillId: 'W3' }), aLeg('OPEN')])).toThrow('lines-not-loadable');
  });
});

describe('ending a waybill by hand', () => {
  const sent: Waybill = { ...released, status: 'DISPATCHED' };

  it('T11 closes short what still travels, by a person only', () => {
    const lines = [{ state: 'OPEN' as const }, { state: 'ARRIVED' as const }];
    expect(closeShort(sent, lines)).toEqual([{ state: 'OPEN' }]);
    expect(() => closeShort(sent, [{ state: 'ACCEPTED' as const }])).toThrow('nothing-missing');
    expect(() => closeShort(released, lines)).toThrow('waybill-not-dispatched');
  });

  it('withdraws what has not left', () => {
    expect(() => withdrawable(released)).not.toThrow();
    expect(() => withdrawable(sent)).toThrow('waybill-not-draft');
  });
});
