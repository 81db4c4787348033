import { afterFailure, isTaken, pauseAfter } from './retry.rules.js';

const now = new Date('2027-03-01T00:00:00Z');
const moment = { now, random: 1, giveUpAfterDays: 5 };

it('waits longer each time, six hours at most', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 99].map((failures) => pauseAfter(failures, 1) / 1000)).toEqual([
    5, 20, 80, 320, 1280, 5120, 20480, 21600, 21600,
  ]);
});

it('takes at least half of that', () => {
  expect(pauseAfter(1, 0)).toBe(2_500);
});

it.each([
  [200, true],
  [204, true],
  [301, false],
  [410, false],
  [500, false],
  [undefined, false],
])('an answer of %s counts as taken: %s', (responseCode, taken) => {
  expect(isTaken({ responseCode })).toBe(taken);
});

it('remembers since when nothing was taken', () => {
  const first = afterFailure({ failures: 0, failingSince: null }, { responseCode: 500, error: null }, moment);
  expect(first).toEqual({
    failures: 1,
    failingSince: now,
    nextAttemptAt: new Date('2027-03-01T00:00:05Z'),
    disabledReason: null,
  });
  const second = afterFailure(first, { error: 'no answer in time' }, { ...moment, now: first.nextAttemptAt });
  expect(second).toMatchObject({ failures: 2, failingSince: now, disabledReason: null });
});

it('gives up after days without success, and says why', () => {
  const failing = { failures: 30, failingSince: new Date('2027-02-24T00:00:00Z') };
  expect(afterFailure(failing, { responseCode: 502, error: null }, moment).disabledReason).toBe(
    'Nothing was taken since 2027-02-24T00:00:00.000Z, 31 attempts; the last one: answered 502.',
  );
  const shorter = { ...failing, failingSince: new Date('2027-02-24T00:00:01Z') };
  expect(afterFailure(shorter, { responseCode: 502, error: null }, moment).disabledReason).toBeNull();
});

it('gives up at once when the target says it is gone', () => {
  const gone = afterFailure({ failures: 0, failingSince: null }, { responseCode: 410, error: null }, moment);
  expect(gone.disabledReason).toContain('410');
});
