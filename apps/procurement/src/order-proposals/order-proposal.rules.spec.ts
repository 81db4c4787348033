import fc from 'fast-check';
import { amountOf, approve, awardsOf, isEnough } from './order-proposal.rules.js';

const persons = { requesterId: 'ana', buyerId: 'bob', approverId: 'cid' };

describe('CR-01: a third person approves, whose limit reaches so far', () => {
  it('CR-01 refuses requester, buyer, whoever the matrix does not reach, and the same person twice', () => {
    expect(() => approve({ ...persons, approverId: 'ana' }, 1, [])).toThrow('duties-not-separate');
    expect(() => approve({ ...persons, approverId: 'bob' }, 1, [])).toThrow('duties-not-separate');
    expect(() => approve(persons, undefined, [])).toThrow('beyond-authority');
    expect(() => approve(persons, 2, [{ personId: 'cid', asked: 2 }])).toThrow('approved-already');
    expect(approve(persons, 2, [{ personId: 'dan', asked: 2 }])).toEqual({ personId: 'cid', asked: 2 });
  });

  it('CR-01 as many approve as one of them asks for, and never fewer', () => {
    const all = (...asked: number[]) => asked.map((one, index) => ({ personId: `p${index}`, asked: one }));
    expect([isEnough([]), isEnough(all(1)), isEnough(all(2)), isEnough(all(2, 2)), isEnough(all(2, 1))]).toEqual([
      ...[false, true, false, true, true],
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }), (asked) => {
        expect(isEnough(all(...asked))).toBe(asked.some((one) => one <= asked.length));
      }),
    );
  });
});

it('is about the whole of the order and every award that pays a part of it', () => {
  const line = (quantity: number, unitPriceMinor: number, ...awards: string[]) => ({
    ...{ quantity, unitPriceMinor },
    funding: awards.map((awardId) => ({ awardId, percent: 100 / awards.length })),
  });
  const lines = [line(3, 100, 'inl'), line(1, 7, 'inl', 'jpn')];
  expect([amountOf(lines), awardsOf(lines)]).toEqual([307, ['inl', 'jpn']]);
});
