import { orderTable, type WrittenOrder } from './order-file.rules.js';

const order: WrittenOrder = {
  ...{ number: 'PO-1', revision: 2, orderedOn: '2026-08-17', incoterm: 'DAP Kinshasa', currency: 'USD' },
  lines: [
    {
      ...{ lineNumber: 1, maker: 'HP', model: 'ProBook', quantity: 3, unitPriceMinor: 78_901, received: 1, open: 2 },
      ...{
        substitutesLine: null,
        funding: [
          { awardId: 'a', percent: 33.33 },
          { awardId: 'b', percent: 66.67 },
        ],
      },
    },
  ],
};
const names = { supplier: 'Comptoir', awards: new Map([['a', 'SINLEC24']]), decimals: 2 };

it.each(['fr', 'en'] as const)('writes a row per line under as many headings, in %s', (language) => {
  const { heading, rows } = orderTable(order, names, language);
  expect(rows).toEqual([
    [
      ...[
        'PO-1',
        2,
        '2026-08-17',
        'Comptoir',
        'DAP Kinshasa',
        'USD',
        1,
        null,
        'HP',
        'ProBook',
        3,
        789.01,
        2367.03,
        1,
        2,
      ],
      'SINLEC24 33.33 %, b 66.67 %',
    ],
  ]);
  expect(rows[0]).toHaveLength(heading.length);
  expect(new Set(heading).size).toBe(heading.length);
});

it('writes prices with the decimals of their currency', () => {
  expect(orderTable(order, { ...names, decimals: 0 }, 'fr').rows[0]?.slice(11, 13)).toEqual([78_901, 236_703]);
});
