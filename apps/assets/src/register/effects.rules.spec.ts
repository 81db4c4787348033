import type {
  ArrivalRecordedV1,
  Custodian,
  HandoverLine,
  HandoverRectifiedV1,
  HandoverSignedV1,
  WaybillDispatchedV1,
} from '@dotation/contracts';
import type { Device } from './device.rules.js';
import {
  allocationCancelled,
  arrivalRecorded,
  handoverRectified,
  handoverSigned,
  rounds,
  seenElsewhere,
  waybillDispatched,
} from './effects.rules.js';

const officer: Custodian = {
  partyKind: 'UNIT',
  partyId: 'iom',
  personId: 'officer',
  placeId: 'post',
  enRoute: false,
  hold: 'FIRM',
};
const unit: Custodian = { ...officer, partyId: 'unit', personId: 'head' };
const inState = (lifecycle: Device['lifecycle']): Device =>
  ({ lifecycle, custody: { ...officer, from: new Date(0) } }) as Device;
const arrived = inState('A07_DELIVERED_PENDING_ACK');
const aLine = (change: Partial<HandoverLine>): HandoverLine => ({
  lineId: 'line',
  deviceId: 'device',
  effect: 'MOVES',
  outcome: 'ACCEPTED',
  ...change,
});
const aPv = (line: Partial<HandoverLine>, change: Partial<HandoverSignedV1> = {}): HandoverSignedV1 =>
  ({ kind: 'FIRST', receiver: unit, lines: [aLine(line)], ...change }) as HandoverSignedV1;
const stepsOf = (effects: ReturnType<typeof handoverSigned>, device = arrived): unknown[] =>
  effects.map(({ stepFor }) => stepFor(device));

describe('what a PV asks of the register', () => {
  it.each(['CONFIRMS', 'DUPLICATE', 'CONFLICT'] as const)('nothing on a line that says %s', (effect) => {
    expect(handoverSigned(aPv({ effect }))).toEqual([]);
  });

  it('T12 to the receiver, with the condition said apart', () => {
    expect(stepsOf(handoverSigned(aPv({ condition: 'USABLE' })))).toEqual([
      { move: 'handOver', custodian: unit, condition: 'USABLE' },
    ]);
    expect(stepsOf(handoverSigned(aPv({ outcome: 'ACCEPTED_WITH_RESERVE' })))).toMatchObject([{ move: 'handOver' }]);
  });

  it('T13 keeps custodian and place, in deposit', () => {
    expect(stepsOf(handoverSigned(aPv({ outcome: 'REFUSED' })))).toMatchObject([
      { move: 'deposit', custodian: { ...officer, hold: 'IN_DEPOSIT' } },
    ]);
  });

  it('AM-20 nothing for what did not arrive or was not announced', () => {
    expect(handoverSigned(aPv({ outcome: 'NOT_ARRIVED' }))).toEqual([]);
    expect(handoverSigned(aPv({ outcome: 'NOT_ANNOUNCED' }))).toEqual([]);
  });

  it('CR-16 deposits what has arrived while a gate holds the PV back, and leaves the rest alone', () => {
    const pending = handoverSigned(aPv({ effect: 'PENDING' }));
    expect(stepsOf(pending)).toMatchObject([{ move: 'deposit' }]);
    expect(stepsOf(pending, inState('A05_ALLOCATED'))).toEqual([null]);
  });

  it('T37 back to the store for a return', () => {
    expect(stepsOf(handoverSigned(aPv({}, { kind: 'RETURN' })))).toMatchObject([{ move: 'takeBack', custodian: unit }]);
    expect(handoverSigned(aPv({ effect: 'PENDING' }, { kind: 'RETURN' }))).toEqual([]);
  });

  it('a condition that is not of the scale changes nothing', () => {
    expect(stepsOf(handoverSigned(aPv({ condition: 'FINE' as never })))).toMatchObject([{ condition: null }]);
  });
});

describe('what other documents ask', () => {
  it.each([
    ['TO_UNIT', 'dispatch'],
    ['RETURN', 'sendBack'],
    ['ONWARD', 'changeCarrier'],
  ] as const)('a waybill %s asks %s', (purpose, move) => {
    const lines = [{ lineId: 'line', deviceId: 'device', effect: 'MOVES' as const }];
    const effects = waybillDispatched({ purpose, carrier: officer, lines } as unknown as WaybillDispatchedV1);
    expect(stepsOf(effects)).toMatchObject([{ move, custodian: officer }]);
  });

  it('AM-20 an arrival finds what was given up', () => {
    const lines = [{ lineId: 'line', deviceId: 'device', effect: 'MOVES' as const, present: true }];
    const effects = arrivalRecorded({ officer, lines } as unknown as ArrivalRecordedV1);
    expect(stepsOf(effects, inState('A06_IN_TRANSIT_OUT'))).toMatchObject([{ move: 'arrive' }]);
    expect(stepsOf(effects, inState('A13_MISSING'))).toMatchObject([{ move: 'find' }]);
  });

  it('CR-67 seen elsewhere changes the place and not who answers', () => {
    const lines = [{ lineId: 'line', deviceId: 'device', effect: 'MOVES' as const, waybillId: 'w' }];
    const carrier = { ...officer, partyId: 'carrier', placeId: 'u2', enRoute: true, from: new Date(0) };
    const effects = seenElsewhere({ placeId: 'u1', lines } as never);
    expect(stepsOf(effects, { ...inState('A06_IN_TRANSIT_OUT'), custody: carrier })).toMatchObject([
      { move: 'seeElsewhere', custodian: { partyId: 'carrier', placeId: 'u1', enRoute: false } },
    ]);
  });

  it('CR-23 a rectifying PV gives struck lines back and takes added ones', () => {
    const line = (deviceId: string, change: string): object => ({
      lineId: deviceId,
      deviceId,
      effect: 'MOVES',
      change,
    });
    const effects = handoverRectified({
      giver: officer,
      receiver: unit,
      lines: [line('x', 'STRUCK'), line('y', 'ADDED')],
    } as unknown as HandoverRectifiedV1);
    expect(stepsOf(effects)).toMatchObject([
      { move: 'strike', custodian: officer },
      { move: 'handOver', custodian: unit },
    ]);
  });

  it('T07 lets go only what the allocation still holds', () => {
    const lines = [
      { lineId: '1', deviceId: 'held' },
      { lineId: '2', deviceId: 'never held' },
      { lineId: '3', lotId: 'lot', quantity: 3 },
    ];
    const effects = allocationCancelled({ lines } as never, new Set(['held']));
    expect(effects.map(({ deviceId }) => deviceId)).toEqual(['held']);
  });
});

it('tells a device once per fact: a second line of it goes into the next one', () => {
  const effect = (deviceId: string): ReturnType<typeof rounds>[number][number] => ({ deviceId, stepFor: () => null });
  const told = rounds([effect('a'), effect('b'), effect('a'), effect('a')]);
  expect(told.map((round) => round.map(({ deviceId }) => deviceId))).toEqual([['a', 'b'], ['a'], ['a']]);
});
