import fc from 'fast-check';
import {
  amended,
  checkAcceptance,
  enlarged,
  hasSubstitute,
  standingProblems,
  type LineAddition,
  type LineChange,
  type StandingLine,
} from './amendment.rules.js';

const line = (lineNumber: number, more: Partial<StandingLine> = {}): StandingLine => ({
  ...{ orderLineId: `l${lineNumber}`, lineNumber, catalogueItemId: 'laptop', quantity: 10, unitPriceMinor: 100 },
  ...{ funding: [{ awardId: 'inl', percent: 100 }], budgetLineId: 'eq', substitutesLine: null },
  ...{ category: 'LAPTOP', received: 0, rejected: 0, ...more },
});
const addition = (lineNumber: number, more: Partial<LineAddition> = {}): LineAddition => ({
  ...{ lineNumber, catalogueItemId: 'other', quantity: 4, unitPriceMinor: 90, substitutesLine: null },
  ...{ funding: [{ awardId: 'jpn', percent: 100 }], budgetLineId: null, ...more },
});
const instead = { substitutesLine: 1, funding: null };
const categories = new Map([
  ['other', 'LAPTOP'],
  ['radio', 'RADIO_BASE'],
]);
const problems = (standing: StandingLine[], changes: LineChange[], additions: LineAddition[]): unknown[] =>
  amended(standing, changes, additions, categories).problems.map(({ row, field, code }) => [row, field, code]);

describe('an amendment (AM-7, CR-06)', () => {
  it('changes quantities and prices, cancels, and adds, for the whole of the order', () => {
    const changes = [
      { lineNumber: 1, quantity: 0 },
      { lineNumber: 2, unitPriceMinor: 120 },
    ];
    const made = amended([line(1), line(2), line(3)], changes, [addition(4)], categories);
    expect(made.problems).toEqual([]);
    expect(
      made.lines.map(({ lineNumber, quantity, unitPriceMinor }) => [lineNumber, quantity, unitPriceMinor]),
    ).toEqual([
      ...[
        [1, 0, 100],
        [2, 10, 120],
        [3, 10, 100],
        [4, 4, 90],
      ],
    ]);
  });

  it('CR-06 never falls below what came, and keeps the price of what came (AM-12)', () => {
    const came = line(1, { received: 4 });
    expect(problems([came], [{ lineNumber: 1, quantity: 3 }], [])).toEqual([
      [1, 'quantity', 'quantity-below-received'],
    ]);
    expect(problems([came], [{ lineNumber: 1, quantity: 4 }], [])).toEqual([]);
    expect(problems([came], [{ lineNumber: 1, unitPriceMinor: 90 }], [])).toEqual([
      [1, 'unitPriceMinor', 'price-of-received'],
    ]);
    const rejected = line(1, { rejected: 1 });
    expect(standingProblems({ quantity: 0, unitPriceMinor: 100 }, rejected, 1)).toEqual([]);
    expect(standingProblems({ quantity: 10, unitPriceMinor: 99 }, rejected, 1)).toHaveLength(1);
  });

  it('AM-7 a substitute is of the same category, paid the same way, and takes what its line gives up', () => {
    const made = amended(
      [line(1, { received: 4 })],
      [{ lineNumber: 1, quantity: 6 }],
      [addition(2, instead)],
      categories,
    );
    expect(made.problems).toEqual([]);
    expect(made.lines[1]).toMatchObject({ funding: [{ awardId: 'inl' }], budgetLineId: 'eq', substitutesLine: 1 });
    expect(hasSubstitute(made.lines, [line(1)])).toBe(true);
    expect(hasSubstitute(made.lines, [line(1), { ...line(2), orderLineId: '' }])).toBe(false);
    expect(problems([line(1)], [{ lineNumber: 1, quantity: 7 }], [addition(2, instead)])).toEqual([
      [2, 'quantity', 'substitute-too-many'],
    ]);
    expect(
      problems([line(1)], [{ lineNumber: 1, quantity: 0 }], [addition(2, { ...instead, catalogueItemId: 'radio' })]),
    ).toEqual([[2, 'catalogueItemId', 'category-differs']]);
    const paid = addition(2, { substitutesLine: 1 });
    expect(problems([line(1)], [{ lineNumber: 1, quantity: 0 }], [paid])).toEqual([
      [2, 'funding', 'substitute-paid-otherwise'],
    ]);
  });

  it('names the row of what cannot be', () => {
    const changes = [
      { lineNumber: 9, quantity: 1 },
      { lineNumber: 1, quantity: 10 },
      { lineNumber: 1, quantity: 5 },
    ];
    expect(
      problems([line(1)], changes, [
        addition(1),
        addition(5, { funding: null }),
        addition(6, { ...instead, substitutesLine: 8 }),
      ]),
    ).toEqual([
      [1, 'lineNumber', 'line-unknown'],
      [2, 'quantity', 'nothing-changes'],
      [3, 'lineNumber', 'line-repeated'],
      [4, 'lineNumber', 'line-repeated'],
      [5, 'funding', 'funding-not-whole'],
      [6, 'substitutesLine', 'line-unknown'],
    ]);
  });

  it('asks again only of what is more than before', () => {
    const { lines } = amended([line(1), line(2)], [{ lineNumber: 1, quantity: 5 }], [addition(3)], categories);
    expect(enlarged(lines, [line(1), line(2)]).map(({ lineNumber }) => lineNumber)).toEqual([3]);
  });

  it('CR-06 whatever is asked, an accepted one covers what came', () => {
    const quantity = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(quantity, quantity, quantity, (ordered, received, wanted) => {
        const standing = [line(1, { quantity: ordered, received: Math.min(ordered, received) })];
        const made = amended(standing, [{ lineNumber: 1, quantity: wanted }], [], categories);
        if (made.problems.length > 0) return;
        expect(made.lines[0]!.quantity).toBeGreaterThanOrEqual(standing[0]!.received);
      }),
    );
  });

  it('AM-7 nobody accepts for the requester', () => {
    expect(() => checkAcceptance('ana', 'bob')).toThrow('not-the-requester');
    expect(() => checkAcceptance('ana', 'ana')).not.toThrow();
  });
});
