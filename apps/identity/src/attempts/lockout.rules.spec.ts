import { counterKey, guessed, succeeded, untouched, waitFor } from './lockout.rules.js';
import type { Counter, CounterKind } from './lockout.rules.js';

const now = new Date('2027-03-01T09:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const minute = 60_000;

function after(guesses: number, kind: CounterKind, at = now): Counter {
  let counter = untouched(at);
  for (let i = 0; i < guesses; i++) counter = guessed(kind, counter, at);
  return counter;
}
const counters = (changes: Partial<Record<CounterKind, Counter>>) => ({
  pair: untouched(now),
  login: untouched(now),
  address: untouched(now),
  ...changes,
});

describe('guessing passwords', () => {
  it('is free five times from one address, for people mistype', () => {
    expect(waitFor(counters({ pair: after(4, 'pair') }), now)).toBe(0);
    expect(waitFor(counters({ pair: after(5, 'pair') }), now)).toBe(2_000);
  });

  it.each([
    [6, 4_000],
    [8, 16_000],
    [12, 256_000],
    [40, 15 * minute],
  ])('after %i wrong guesses waits %i ms', (guesses, wait) => {
    expect(waitFor(counters({ pair: after(guesses, 'pair') }), now)).toBe(wait);
  });

  it('may go on when the wait is over, and is forgotten with time', () => {
    const pair = after(8, 'pair');
    expect(waitFor(counters({ pair }), later(16_000))).toBe(0);
    expect(waitFor(counters({ pair }), later(60 * minute))).toBe(0);
    expect(guessed('pair', pair, later(120 * minute)).level).toBeCloseTo(1);
  });

  it('from one address never stops the right person at another one', () => {
    const attacker = after(1_000, 'pair');
    expect(waitFor(counters({ pair: attacker }), now)).toBe(15 * minute);
    expect(waitFor(counters({ pair: untouched(now), login: after(49, 'login') }), now)).toBe(0);
  });

  it('from everywhere asks strangers for five seconds, not those who signed in here before', () => {
    const login = after(5_000, 'login');
    expect(waitFor(counters({ login }), now)).toBe(5_000);
    const pair = succeeded('pair', untouched(now), later(-minute));
    expect(waitFor(counters({ login, pair }), now)).toBe(0);
    const longAgo = succeeded('pair', untouched(now), later(-91 * 24 * 60 * minute));
    expect(waitFor(counters({ login, pair: longAgo }), now)).toBe(5_000);
  });

  it('with many names from one address is slowed to one a second', () => {
    expect(waitFor(counters({ address: after(150, 'address') }), now)).toBe(1_000);
  });

  it('ends with a success, which takes back what was counted before it was checked', () => {
    expect(succeeded('pair', after(9, 'pair'), now)).toEqual({ level: 0, countedAt: now, succeededAt: now });
    expect(succeeded('login', after(3, 'login'), now).level).toBe(2);
  });

  it('is counted under a key that does not hold what was typed', () => {
    expect(counterKey('login', 'Secret123').toString('latin1')).not.toContain('Secret123');
    expect(counterKey('pair', 'a', 'bc')).not.toEqual(counterKey('pair', 'ab', 'c'));
  });
});
