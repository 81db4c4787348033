import { endListing, needsReview, type Listed } from './prohibited-list.rules.js';

const listed: Listed = { effectiveFrom: '2020-08-13', effectiveTo: null, proposedTo: null, proposedBy: null };

describe('AM-30: two persons take an entry off the list', () => {
  it('the first proposes a last day, another confirms the same day', () => {
    const proposed = { ...listed, ...endListing(listed, '2026-11-30', 'ana') };
    expect(proposed).toMatchObject({ effectiveTo: null, proposedTo: '2026-11-30', proposedBy: 'ana' });
    expect(() => endListing(proposed, '2026-11-30', 'ana')).toThrow('screening-same-person');
    expect(endListing(proposed, '2026-12-01', 'bob')).toEqual({
      ...{ effectiveTo: null, proposedTo: '2026-12-01', proposedBy: 'bob' },
    });
    expect(endListing(proposed, '2026-11-30', 'bob')).toEqual({
      ...{ effectiveTo: '2026-11-30', proposedTo: null, proposedBy: null },
    });
  });

  it('not before it was on it', () => {
    expect(() => endListing(listed, '2020-08-12', 'ana')).toThrow('listing-ends-early');
  });
});

it('an entry is looked at every year', () => {
  expect(needsReview(null, '2026-11-25')).toBe(true);
  expect(needsReview('2025-11-25', '2026-11-25')).toBe(false);
  expect(needsReview('2025-11-24', '2026-11-25')).toBe(true);
});
