import { Census, type Counted, yearsBetween } from './counts.rules.js';

const device = (more: Partial<Counted> = {}): Counted => ({
  ...{ lifecycle: 'A04_IN_STOCK', category: 'LAPTOP', placeId: 'store', awardIds: ['inl'] },
  ...{ acquisitionDate: '2025-03-10', costMinor: 78_900, currency: 'USD' },
  ...more,
});

describe('counts of the register', () => {
  it.each([
    ['2025-03-10', '2026-03-09', 0],
    ['2025-03-10', '2026-03-10', 1],
    ['2025-12-31', '2026-01-01', 0],
    ['2024-02-29', '2026-02-28', 1],
    ['2026-05-01', '2026-04-01', 0],
  ])('from %s to %s are %i whole years', (from, to, years) => {
    expect(yearsBetween(from, to)).toBe(years);
  });

  it('stand the most first, and say how many are not known', () => {
    const census = new Census('2026-11-25T10:00:00.000Z');
    census.add(device());
    census.add(device({ placeId: 'unit', lifecycle: 'A08_HANDED_OVER' }));
    census.add(device({ placeId: 'unit', lifecycle: 'A08_HANDED_OVER', acquisitionDate: null, awardIds: [] }));
    expect(census.result()).toMatchObject({
      devices: 3,
      lifecycles: [
        { key: 'A08_HANDED_OVER', devices: 2 },
        { key: 'A04_IN_STOCK', devices: 1 },
      ],
      places: [
        { key: 'unit', devices: 2 },
        { key: 'store', devices: 1 },
      ],
      awards: [
        { key: 'inl', devices: 2 },
        { key: null, devices: 1 },
      ],
      ages: [
        { key: null, devices: 1 },
        { key: '1', devices: 2 },
      ],
    });
  });

  it('add what is known of the cost by currency, and count a device of two awards under both', () => {
    const census = new Census('2026-11-25T10:00:00.000Z');
    census.add(device({ awardIds: ['inl', 'other'] }));
    census.add(device({ awardIds: ['inl', 'inl'], costMinor: 100, currency: 'EUR' }));
    census.add(device({ costMinor: null }));
    const { awards, costs } = census.result();
    expect(awards).toEqual([
      { key: 'inl', devices: 3 },
      { key: 'other', devices: 1 },
    ]);
    expect(costs).toEqual([
      { currency: 'EUR', minor: 100, devices: 1 },
      { currency: 'USD', minor: 78_900, devices: 1 },
    ]);
  });

  it('of nothing are nothing', () => {
    expect(new Census('2026-01-01T00:00:00Z').result()).toEqual({
      ...{ devices: 0, lifecycles: [], categories: [], places: [], awards: [], ages: [], costs: [] },
    });
  });
});
