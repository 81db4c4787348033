import { waitsFor, type Acceptable } from './acceptance.rules.js';

const complete: Acceptable = {
  tag: 'INLCD-000001-D',
  costMinor: 78_900,
  funding: [{ awardId: 'f1', percent: 100 }],
  orderLineId: 'line',
  disputed: false,
};

describe('CR-12 an accepted device leaves A01 only complete', () => {
  it('CR-12 waits for nothing with tag, cost, funding and order line', () => {
    expect(waitsFor(complete)).toEqual([]);
  });

  it.each([
    ['a tag', { tag: null }, ['TAG']],
    ['a cost', { costMinor: null }, ['COST']],
    ['a cost above 0', { costMinor: 0 }, ['COST']],
    ['funding', { funding: null }, ['FUNDING']],
    ['funding of 100 %', { funding: [{ awardId: 'f1', percent: 99.99 }] }, ['FUNDING']],
    ['its order line (AM-6)', { orderLineId: null }, ['ORDER']],
    ['the end of the dispute (AM-8)', { disputed: true }, ['DISPUTE']],
  ])('CR-12 waits for %s', (_, change, missing) => {
    expect(waitsFor({ ...complete, ...change })).toEqual(missing);
  });

  it('AM-12 waits for no cost of what costs nothing for a reason', () => {
    expect(waitsFor({ ...complete, costMinor: 0, zeroCostReason: 'IN_KIT' })).toEqual([]);
    expect(waitsFor({ ...complete, costMinor: null, zeroCostReason: 'IN_KIT' })).toEqual(['COST']);
  });

  it('CR-12 says everything that is missing at once', () => {
    const nothing = { tag: null, costMinor: null, funding: null, orderLineId: null, disputed: true };
    expect(waitsFor(nothing)).toEqual(['TAG', 'COST', 'FUNDING', 'ORDER', 'DISPUTE']);
  });

  it('CR-12 sums shares of a third each to 100 %', () => {
    const funding = [33.33, 33.33, 33.34].map((percent, index) => ({ awardId: `f${index}`, percent }));
    expect(waitsFor({ ...complete, funding })).toEqual([]);
  });
});
