import { dayOfList } from './day.rules.js';

const now = new Date('2026-11-20T08:00:00Z');

it('a day that has passed is known as of its end, today as of now', () => {
  const [yesterday, today] = [dayOfList('2026-11-19', now), dayOfList('2026-11-20', now)];
  expect(yesterday).toMatchObject({ from: new Date('2026-11-19T00:00:00Z'), asOf: new Date('2026-11-20T00:00:00Z') });
  expect(today).toMatchObject({ to: new Date('2026-11-21T00:00:00Z'), asOf: now });
});

it('refuses a day that has not begun', () => {
  expect(() => dayOfList('2026-11-21', now)).toThrow('day-to-come');
});
