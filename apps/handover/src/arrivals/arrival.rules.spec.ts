import type { LineState } from '../consignments/consignment.rules.js';
import type { Waybill } from '../waybills/dispatch.rules.js';
import { recordArrival, type Arrival, type ArrivingLine } from './arrival.rules.js';

const waybill: Waybill = {
  id: 'W1',
  number: 'WB-2026-000001',
  status: 'DISPATCHED',
  purpose: 'TO_UNIT',
  homeward: false,
  reason: null,
  approvedBy: 'manager',
};
const aLine = (deviceId: string, state: LineState = 'OPEN'): ArrivingLine => ({
  lineId: `line ${deviceId}`,
  deviceId,
  state,
  tagCode: `TAG${deviceId}`,
  serialCode: 'SAME',
});
const driven: Arrival = {
  sealsIntact: true,
  sealNote: null,
  driverSigned: true,
  driverAbsent: false,
  missing: [],
  damaged: [],
};

describe('an arrival', () => {
  it.each<[LineState, boolean, string]>([
    ['OPEN', true, 'MOVES'],
    ['OPEN', false, 'CONFIRMS'],
    ['SHORT', true, 'MOVES'],
    ['ARRIVED', true, 'CONFIRMS'],
    ['ACCEPTED', true, 'CONFIRMS'],
    ['ACCEPTED', false, 'CONFLICT'],
    ['RETURNED', true, 'CONFIRMS'],
  ])('of a line %s, present %s: %s', (state, present, effect) => {
    const missing = present ? [] : [{ deviceId: '1' }];
    expect(recordArrival(waybill, [aLine('1', state)], { ...driven, missing }).lines).toMatchObject([
      { present, effect },
    ]);
  });

  it('CR-20 is signed by the driver, or says before whom he was absent', () => {
    expect(() => recordArrival(waybill, [aLine('1')], { ...driven, driverSigned: false })).toThrow(
      'driver-signature-required',
    );
    expect(() =>
      recordArrival(waybill, [aLine('1')], { ...driven, driverSigned: false, driverAbsent: true }),
    ).not.toThrow();
  });

  it('CR-20 what is missing, damaged or unsealed is an exception', () => {
    const { findings } = recordArrival(waybill, [aLine('1'), aLine('2')], {
      ...driven,
      sealsIntact: false,
      missing: [{ code: 'tag-1', remark: 'Carton ouvert' }],
      damaged: [{ deviceId: '2', remark: 'Coin cassé' }],
    });
    expect(findings).toMatchObject([
      { code: 'SEAL_BROKEN', waybillId: 'W1' },
      { code: 'SHORT', deviceId: '1', detail: 'Carton ouvert' },
      { code: 'DAMAGED', deviceId: '2', detail: 'Coin cassé' },
    ]);
  });

  it('is late when everything was known already, and leaves out what went on with another waybill', () => {
    const { late, findings, lines } = recordArrival(
      waybill,
      [aLine('1', 'ACCEPTED'), aLine('2', 'TRANSFERRED')],
      driven,
    );
    expect({ late, codes: findings.map(({ code }) => code) }).toEqual({ late: true, codes: ['LATE'] });
    expect(lines.map(({ deviceId }) => deviceId)).toEqual(['1']);
    expect(recordArrival(waybill, [aLine('1', 'ACCEPTED'), aLine('2')], driven).late).toBe(false);
  });

  it('names what is missing by a code of this waybill that means one device', () => {
    const missing = (code: string): Arrival => ({ ...driven, missing: [{ code }] });
    expect(() => recordArrival(waybill, [aLine('1')], missing('TAG-9'))).toThrow('No line of this waybill has it.');
    expect(() => recordArrival(waybill, [aLine('1'), aLine('2')], missing('same'))).toThrow(
      'Two devices of this waybill',
    );
  });

  it('is none of a waybill that has not left, nor of a return', () => {
    expect(() => recordArrival({ ...waybill, status: 'RELEASED' }, [], driven)).toThrow('waybill-not-dispatched');
    expect(() => recordArrival({ ...waybill, homeward: true }, [], driven)).toThrow('return-has-no-arrival');
  });
});
