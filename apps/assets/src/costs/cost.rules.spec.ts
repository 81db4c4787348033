import { LIFECYCLES, type FundingShare } from '@dotation/contracts';
import { placeOfMoney, reconciled, type Account, type Held } from './cost.rules.js';

const funding: FundingShare[] = [
  { awardId: 'a', percent: 66.67 },
  { awardId: 'b', percent: 33.33 },
];
const held = (costMinor: number, count = 1, more: Partial<Held> = {}): Held => ({
  ...{ place: 'STOCK', category: 'LAPTOP', currency: 'USD', funding, isAccounted: true, costMinor, count, ...more },
});
const account = (more: Partial<Account> = {}): Account => ({
  ...{ category: 'LAPTOP', currency: 'USD', invoicedMinor: 0, notRegisteredMinor: 0, notInvoicedMinor: 0, awards: [] },
  ...more,
});

describe('Q21: does the money reconcile', () => {
  it('to 0 where register and documents agree, by category and by award', () => {
    const { money, awards } = reconciled(
      [held(101, 2), held(100, 1, { place: 'TRANSIT' })],
      [
        account({
          ...{ invoicedMinor: 400, notRegisteredMinor: 198, notInvoicedMinor: 100 },
          awards: [
            { awardId: 'a', minor: 67 * 2 + 67 },
            { awardId: 'b', minor: 34 * 2 + 33 },
          ],
        }),
      ],
    );
    expect(money).toEqual([
      expect.objectContaining({
        registeredMinor: 302,
        differenceMinor: 0,
        places: expect.objectContaining({ STOCK: 202, TRANSIT: 100 }),
      }),
    ]);
    expect(
      awards.map(({ awardId, registeredMinor, differenceMinor }) => [awardId, registeredMinor, differenceMinor]),
    ).toEqual([
      ['a', 201, 0],
      ['b', 101, 0],
    ]);
  });

  it('says by how much they do not, and never adds one currency to another', () => {
    const { money } = reconciled(
      [held(99), held(50, 1, { currency: 'EUR', isAccounted: false })],
      [account({ invoicedMinor: 100 })],
    );
    expect(money.map(({ currency, differenceMinor }) => [currency, differenceMinor])).toEqual([
      ['EUR', 0],
      ['USD', -1],
    ]);
  });

  it('takes what has no invoice at all as its order has it', () => {
    const { money, awards } = reconciled([held(78_900, 24, { isAccounted: false, place: 'HANDED_OVER' })], []);
    expect(money[0]).toMatchObject({ notInvoicedMinor: 1_893_600, registeredMinor: 1_893_600, differenceMinor: 0 });
    expect(awards.map(({ byDocumentsMinor, differenceMinor }) => [byDocumentsMinor, differenceMinor])).toEqual([
      [52_603 * 24, 0],
      [26_297 * 24, 0],
    ]);
  });

  it('counts every state but those of what was never bought', () => {
    expect(LIFECYCLES.filter((state) => placeOfMoney(state) === null)).toEqual([
      ...['A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER', 'A20_VOIDED'],
    ]);
  });
});
