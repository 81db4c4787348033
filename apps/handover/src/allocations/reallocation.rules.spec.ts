import { aLeg, aStanding, OTHER_UNIT, UNIT } from '../../test/standings.ts';
import type { Leg, Standing } from '../consignments/consignment.rules.js';
import { overtaken, reallocatable } from './reallocation.rules.js';

const ask = (standing: Standing | null, orgUnitId = OTHER_UNIT): void =>
  reallocatable(orgUnitId, ['1'], new Map(standing ? [['1', standing]] : []));

describe('CR-67 a reallocation in transit', () => {
  it.each(['OPEN', 'ARRIVED'] as const)('takes what is %s for another unit', (state) => {
    expect(() => ask(aStanding('1', [aLeg(state)]))).not.toThrow();
  });

  it.each<[string, Standing | null, string]>([
    ['nobody has allocated', null, 'No allocation holds it'],
    [
      'whose reservation has ended',
      aStanding('1', [aLeg('ACCEPTED')], { reservedFor: null }),
      'No allocation holds it',
    ],
    ['that waits in the store', aStanding('1', []), 'It does not travel'],
    ['that its unit refused', aStanding('1', [aLeg('REFUSED')]), 'bring it back'],
    ['that goes home', aStanding('1', [aLeg('OPEN', { homeward: true })]), 'It goes home'],
    ['that a PV holds back', aStanding('1', [aLeg('PENDING')]), 'CR-16'],
    ['that is drafted for another leg', aStanding('1', [aLeg('PLANNED'), aLeg('OPEN')]), 'withdraw that first'],
  ])('refuses a device %s', (_, standing, detail) => {
    expect(() => ask(standing)).toThrow(detail);
  });

  it('refuses what another approval is moving just now', () => {
    const standings = new Map([['1', aStanding('1', [aLeg('OPEN')])]]);
    expect(() => reallocatable(OTHER_UNIT, ['1'], standings, new Map([['1', 'AL-7']]))).toThrow('AL-7 is being');
  });

  it('refuses the unit that has the allocation already, naming the row', () => {
    expect(() => ask(aStanding('1', [aLeg('OPEN')]), UNIT)).toThrow('Row 1: It is allocated to this unit already.');
  });
});

describe('AM-24 what ended before the reservation moved', () => {
  const ended = (leg: Leg): unknown => overtaken([aStanding('1', [leg], { reservedFor: null })]);

  it.each([
    ['ACCEPTED', 'ACCEPTED'],
    ['SHORT', 'LOST'],
    ['RETURNED', 'RETURNED'],
  ] as const)('stays ended when it is %s', (state, endReason) => {
    expect(ended(aLeg(state))).toMatchObject([{ deviceId: '1', endReason, waybillId: 'W1' }]);
  });

  it('is nothing while the reservation stands', () => {
    expect(overtaken([aStanding('1', [aLeg('OPEN')])])).toEqual([]);
  });
});
