import fc from 'fast-check';
import { aCarriedLot as aLeg } from '../../test/counted.ts';
import { heldOf, inDeposit, signable } from './lot.rules.js';
import { correctionTold, correctLots, type SaidCorrection } from './rectified-lot.rules.js';

const said = (change: Partial<SaidCorrection>): SaidCorrection => ({
  ...{ waybillId: 'w1', lotId: 'lot', strike: 0, add: 0, remark: 'Recompté', ...change },
});
const number = fc.integer({ min: 0, max: 30 });

describe('CR-23, AM-23 quantities that a rectifying PV strikes or adds', () => {
  it('add comes out of what nobody signed for, then out of what waits with the giver', () => {
    const leg = aLeg({ quantity: 20, arrived: 12, signed: 14, accepted: 10, refused: 4, returning: 1 });
    const { corrected } = correctLots([said({ add: 8 })], [leg], []);
    expect(corrected).toMatchObject([{ struck: 0, addedOpen: 6, addedRefused: 2, implied: 8 }]);
    // The register has to know where each comes from: what another PV holds back stands beside what nobody signed for.
    expect(corrected.map((lot) => correctionTold(lot, 'line'))).toMatchObject([{ added: 8, addedRefused: 2 }]);
    expect(correctLots([said({ add: 10 })], [leg], []).problems).toMatchObject([{ code: 'more-than-open' }]);
  });

  it('strike is of what this PV gave and the unit still has', () => {
    const leg = aLeg({ quantity: 20, arrived: 20, signed: 20, accepted: 20, leaving: 6, absent: 4 });
    const struck = (strike: number, given: number) =>
      correctLots([said({ strike })], [leg], [{ waybillLotId: leg.lineId, given }]);
    expect(struck(10, 20).corrected).toMatchObject([{ struck: 10 }]);
    expect(struck(11, 20).problems).toMatchObject([{ code: 'more-than-given' }]);
    expect(struck(6, 5).problems).toMatchObject([{ code: 'more-than-given' }]);
  });

  it('after any of them nothing is below zero', () => {
    fc.assert(
      fc.property(number, number, number, number, fc.boolean(), number, (accepted, refused, left, back, strikes, n) => {
        const signed = accepted + refused;
        const leg = aLeg({
          ...{ quantity: signed + left, arrived: signed, signed, accepted, refused },
          ...{ returning: Math.min(back, refused), leaving: Math.min(back, accepted) },
        });
        const change = strikes ? { strike: n } : { add: n };
        const given = [{ waybillLotId: leg.lineId, given: accepted }];
        for (const { struck, addedOpen, addedRefused } of correctLots([said(change)], [leg], given).corrected) {
          const after = {
            ...leg,
            signed: leg.signed + addedOpen,
            accepted: leg.accepted + addedOpen + addedRefused - struck,
            refused: leg.refused + struck - addedRefused,
          };
          for (const least of [heldOf(after), inDeposit(after), signable(after)])
            expect(least).toBeGreaterThanOrEqual(0);
          expect(after.accepted + after.refused).toBe(after.signed);
        }
      }),
    );
  });
});
