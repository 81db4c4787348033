import fc from 'fast-check';
import { aCarriedLot as aLeg } from '../../test/counted.ts';
import {
  arriveLots,
  isEnded,
  leftOf,
  signable,
  signLots,
  travelling,
  type AllocatedLot,
  type CarriedLot,
  type SaidLot,
} from './lot.rules.js';
import { loadLots } from './lot-loading.rules.js';

const anAllocation = (change: Partial<AllocatedLot> = {}): AllocatedLot => ({
  ...{ lineId: 'al1', allocationId: 'a1', orgUnitId: 'unit', lotId: 'lot', quantity: 50, cancelled: 0 },
  ...{ onWaybills: 0, reserved: true },
  ...change,
});
const said = (change: Partial<SaidLot> = {}): SaidLot => ({
  ...{ waybillId: 'w1', lotId: 'lot', accepted: 0, withReserve: 0, refused: 0, notArrived: 0, remark: null },
  ...change,
});
const from = { originWaybillId: null, fromPlaceId: 'p', livingThere: [] } as const;
const toUnit = { ...from, purpose: 'TO_UNIT', toOrgUnitId: 'unit' } as const;
const at = { orgUnitId: 'unit', homeward: false, gateOpen: true };

describe('CR-18, AM-9: what of a lot may go on a waybill', () => {
  it('is what one allocation for the unit has left', () => {
    const left = anAllocation({ cancelled: 10, onWaybills: 15 });
    expect(leftOf(left)).toBe(25);
    expect(loadLots(toUnit, [{ lotId: 'lot', quantity: 25 }], [left], []).loaded).toMatchObject([
      { allocationLotId: 'al1', previousId: null },
    ]);
  });

  it.each([
    ['more than is left', [anAllocation({ onWaybills: 30 })]],
    ['what another unit was given', [anAllocation({ orgUnitId: 'other' })]],
    ['what is not reserved yet', [anAllocation({ reserved: false })]],
    ['what nobody allocated', []],
  ])('is not %s', (_, allocated) => {
    const { problems } = loadLots(toUnit, [{ lotId: 'lot', quantity: 25 }], allocated, []);
    expect(problems).toMatchObject([{ code: 'lot-not-loadable', field: 'lots[0].quantity' }]);
  });

  it('T37 is what a unit refused and what is not on its way home yet', () => {
    const home = { ...from, purpose: 'RETURN', toOrgUnitId: 'store' } as const;
    const leg = aLeg({ signed: 20, refused: 5, returning: 2, arrived: 50 });
    expect(loadLots(home, [{ lotId: 'lot', quantity: 3 }], [], [leg]).loaded).toMatchObject([{ previousId: 'wl1' }]);
    expect(loadLots(home, [{ lotId: 'lot', quantity: 4 }], [], [leg]).problems).toHaveLength(1);
  });

  it('T37 is also what the unit holds: what it refused goes first, and what was not found never goes', () => {
    const home = { ...from, purpose: 'RETURN', toOrgUnitId: 'store' } as const;
    const leg = aLeg({ signed: 30, accepted: 25, refused: 5, returning: 2, leaving: 4, absent: 1, arrived: 50 });
    const load = (quantity: number) => loadLots(home, [{ lotId: 'lot', quantity }], [], [leg]);
    expect(load(3).loaded).toMatchObject([{ held: 0 }]);
    expect(load(23).loaded).toMatchObject([{ held: 20 }]);
    expect(load(24).problems).toMatchObject([{ code: 'lot-not-loadable' }]);
  });

  it('AM-9, T37 is what stands where the waybill leaves from, and never what another unit has', () => {
    const home = { ...from, purpose: 'RETURN', toOrgUnitId: 'store' } as const;
    const has = { signed: 20, accepted: 20, arrived: 20 };
    const first = aLeg({ ...has, lineId: 'elsewhere', toOrgUnitId: 'other', toPlaceId: 'far' });
    const legs = [first, aLeg({ ...has, lineId: 'here', accepted: 15 })];
    const load = (quantity: number, change: object = {}) =>
      loadLots({ ...home, ...change }, [{ lotId: 'lot', quantity }], [], legs);
    expect(load(5).loaded).toMatchObject([{ previousId: 'here' }]);
    expect(load(16).problems).toMatchObject([{ code: 'lot-not-loadable' }]);
    expect(load(5, { fromPlaceId: 'nowhere' }).problems).toMatchObject([{ code: 'lot-not-loadable' }]);
    // Brought to it elsewhere, and carried to its own place.
    expect(load(16, { fromPlaceId: 'own', livingThere: ['other'] }).loaded).toMatchObject([
      { previousId: 'elsewhere' },
    ]);
  });

  it('CR-18, T37 is of one unit: where several stand at one place, the waybill that brought it says whose', () => {
    const home = { ...from, purpose: 'RETURN', toOrgUnitId: 'store' } as const;
    const has = { signed: 20, accepted: 20, arrived: 20 };
    const legs = [
      aLeg({ ...has, waybillId: 'w0', waybillNumber: 'WB-0', lineId: 'theirs', toOrgUnitId: 'other' }),
      aLeg({ ...has, lineId: 'ours' }),
    ];
    const load = (originWaybillId: string | null) =>
      loadLots({ ...home, originWaybillId }, [{ lotId: 'lot', quantity: 5 }], [], legs);
    const [problem] = load(null).problems;
    expect(problem).toMatchObject({ code: 'several-units-have-it', field: 'lots[0].lotId' });
    expect(problem?.detail).toMatch(/other has 20 by WB-0.*unit has 20 by WB-1/);
    expect(load('w1').loaded).toMatchObject([{ previousId: 'ours' }]);
  });

  it('CR-16, T37 is also what a gate holds back, after what was refused and before what the unit has', () => {
    const home = { ...from, purpose: 'RETURN', toOrgUnitId: 'store' } as const;
    const leg = aLeg({ signed: 30, accepted: 10, refused: 5, pending: 15, arrived: 50 });
    const load = (quantity: number, change: object = {}) =>
      loadLots(home, [{ lotId: 'lot', quantity }], [], [{ ...leg, ...change }]);
    expect(load(5).loaded).toMatchObject([{ pending: 0, held: 0 }]);
    expect(load(12).loaded).toMatchObject([{ pending: 7, held: 0 }]);
    expect(load(30).loaded).toMatchObject([{ pending: 15, held: 10 }]);
    expect(load(31).problems).toMatchObject([{ code: 'lot-not-loadable' }]);
    // Given after all, though a waybill home was planned: nothing of it is there any more.
    expect(load(15, { pending: -15 }).loaded).toMatchObject([{ pending: 0, held: 10 }]);
  });

  it('T36 is what travels with the waybill it is taken from', () => {
    const onward = { ...from, purpose: 'ONWARD', toOrgUnitId: 'unit', originWaybillId: 'w1' } as const;
    const leg = aLeg({ arrived: 45 });
    expect(loadLots(onward, [{ lotId: 'lot', quantity: 5 }], [], [leg]).loaded).toHaveLength(1);
    expect(loadLots(onward, [{ lotId: 'lot', quantity: 6 }], [], [leg]).problems).toHaveLength(1);
  });

  it('is said once, and is something', () => {
    const wanted = [
      { lotId: 'lot', quantity: 1 },
      { lotId: 'lot', quantity: 1 },
      { lotId: 'other', quantity: 0 },
    ];
    const { problems } = loadLots(toUnit, wanted, [anAllocation()], []);
    expect(problems.map(({ code }) => code)).toEqual(['lot-listed-twice', 'quantity-required']);
  });
});

describe('T09, CR-20: what of a lot arrives', () => {
  it('is all that travels, or what the driver showed', () => {
    expect(arriveLots([aLeg()], []).lots).toEqual([{ lineId: 'wl1', lotId: 'lot', expected: 50, present: 50 }]);
    expect(arriveLots([aLeg()], [{ lotId: 'lot', present: 48 }]).lots).toMatchObject([{ expected: 50, present: 48 }]);
  });

  it('AM-20 is also what had been given up', () => {
    const leg = aLeg({ arrived: 40, short: 10 });
    expect(arriveLots([leg], []).lots).toEqual([]);
    expect(arriveLots([leg], [{ lotId: 'lot', present: 10 }]).problems).toEqual([]);
    expect(arriveLots([leg], [{ lotId: 'lot', present: 11 }]).problems).toMatchObject([{ code: 'more-than-sent' }]);
  });
});

describe('AM-9, AM-17: what a unit says of a lot', () => {
  it('AM-18 had arrived, whoever recorded it', () => {
    const { signed } = signLots([said({ accepted: 30, refused: 2, remark: 'Décousu' })], [aLeg({ arrived: 10 })], at);
    expect(signed).toMatchObject([{ implied: 22, effect: 'MOVES' }]);
  });

  it('CR-16 waits where a gate is closed, but for what is refused', () => {
    const closed = { ...at, gateOpen: false };
    expect(signLots([said({ accepted: 1 })], [aLeg()], closed).signed).toMatchObject([{ effect: 'PENDING' }]);
    expect(signLots([said({ refused: 1, remark: 'x' })], [aLeg()], closed).signed).toMatchObject([{ effect: 'MOVES' }]);
  });

  it.each([
    ['more than is open', said({ accepted: 51 }), {}, 'more-than-open'],
    ['more than is left to sign', said({ accepted: 11 }), { signed: 40 }, 'more-than-open'],
    ['nothing', said(), {}, 'quantity-required'],
    ['less than nothing', said({ accepted: -1 }), {}, 'quantity-required'],
    ['a refusal without a reason', said({ refused: 1 }), {}, 'reason-required'],
    ['a reserve without a reason', said({ withReserve: 1 }), {}, 'reason-required'],
    ['what goes to another unit', said({ accepted: 1 }), { toOrgUnitId: 'other' }, 'not-announced'],
    ['what has not left', said({ accepted: 1 }), { state: 'PLANNED' as const }, 'not-announced'],
  ])('is never %s', (_, sheet, leg, code) => {
    expect(signLots([sheet], [aLeg(leg)], at).problems).toMatchObject([{ code, row: 1 }]);
  });

  it('a store takes back and refuses nothing', () => {
    const home = { ...at, homeward: true };
    const leg = aLeg({ homeward: true });
    expect(signLots([said({ accepted: 50 })], [leg], home).signed).toMatchObject([{ implied: 0, effect: 'MOVES' }]);
    const refused = signLots([said({ refused: 1, remark: 'x' })], [leg], home);
    expect(refused.problems).toMatchObject([{ code: 'return-cannot-be-refused' }]);
  });

  it('never comes to more than was sent, whatever is said and in which order', () => {
    const count = fc.integer({ min: 0, max: 30 });
    const sheet = fc.record({ accepted: count, withReserve: count, refused: count, notArrived: count });
    const step = fc.oneof(
      sheet,
      fc.record({ present: fc.integer({ min: 0, max: 60 }) }),
      fc.constant('short' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let leg = aLeg();
        for (const one of steps) {
          if (one === 'short') leg = { ...leg, short: leg.short + travelling(leg) };
          else if ('present' in one) leg = cameIn(leg, arriveLots([leg], [{ lotId: 'lot', ...one }]));
          else {
            const { signed } = signLots([said({ ...one, remark: 'x' })], [leg], at);
            for (const { implied, accepted, withReserve, refused } of signed) {
              leg = arrivedBy(leg, implied);
              leg = { ...leg, signed: leg.signed + accepted + withReserve + refused, refused: leg.refused + refused };
            }
          }
          expect(signable(leg)).toBeGreaterThanOrEqual(0);
          expect(travelling(leg)).toBeGreaterThanOrEqual(0);
          expect(leg.signed).toBeLessThanOrEqual(leg.arrived);
          expect(isEnded(leg)).toBe(leg.signed + leg.short >= leg.quantity);
        }
      }),
    );
  });
});

const arrivedBy = (leg: CarriedLot, present: number): CarriedLot => ({
  ...leg,
  arrived: leg.arrived + present,
  short: Math.min(leg.short, leg.quantity - leg.onward - leg.arrived - present),
});
const cameIn = (leg: CarriedLot, { lots, problems }: ReturnType<typeof arriveLots>): CarriedLot =>
  problems.length > 0 ? leg : arrivedBy(leg, lots[0]?.present ?? 0);
