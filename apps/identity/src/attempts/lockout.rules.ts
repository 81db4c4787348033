import { createHash } from 'node:crypto';

/** Wrong guesses of one kind, as a level that sinks by itself; a success is remembered. */
export interface Counter {
  level: number;
  countedAt: Date;
  succeededAt: Date | null;
}

/**
 * Who is made to wait: one login from one address, one login from anywhere, one address whatever the login. The first wait
 * grows until nobody guesses that way; the other two only ask for patience, and never those who have signed in from the same
 * address before. So nobody locks anybody else out by guessing.
 */
export type CounterKind = 'pair' | 'login' | 'address';

const kinds: Record<CounterKind, Kind> = {
  pair: {
    free: 5,
    most: 15,
    sinksPerHour: 4,
    waitMs: (level) => Math.min(15 * 60_000, 2_000 * 2 ** (level - 5)),
  },
  login: { free: 50, most: 200, sinksPerHour: 60, waitMs: () => 5_000 },
  address: { free: 100, most: 1_000, sinksPerHour: 600, waitMs: () => 1_000 },
};
interface Kind {
  /** Guesses before anybody waits. */
  free: number;
  /** Where the level stays however many more guesses there are: an attack is over within hours of its end. */
  most: number;
  sinksPerHour: number;
  waitMs: (level: number) => number;
}
const hour = 3_600_000;
const knownFor = 90 * 24 * hour;

export const untouched = (now: Date): Counter => ({ level: 0, countedAt: now, succeededAt: null });

export function counterKey(kind: CounterKind, ...parts: string[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest();
}

function levelAt(kind: CounterKind, { level, countedAt }: Counter, now: Date): number {
  const hours = Math.max(0, now.getTime() - countedAt.getTime()) / hour;
  return Math.max(0, level - hours * kinds[kind].sinksPerHour);
}

/** How long the next guess has to wait, in milliseconds; 0 when it may be made now. */
export function waitFor(counters: Record<CounterKind, Counter>, now: Date): number {
  const { succeededAt } = counters.pair;
  const isKnownHere = succeededAt !== null && now.getTime() - succeededAt.getTime() < knownFor;
  const asked: CounterKind[] = isKnownHere ? ['pair'] : ['pair', 'login', 'address'];
  return Math.max(
    ...asked.map((kind) => {
      const counter = counters[kind];
      // Begun guesses count whole: five within some seconds are five.
      const level = Math.ceil(levelAt(kind, counter, now));
      if (level < kinds[kind].free) return 0;
      return Math.max(0, counter.countedAt.getTime() + kinds[kind].waitMs(level) - now.getTime());
    }),
  );
}

/** Counted before the guess is checked: guesses sent all at once count as well. */
export function guessed(kind: CounterKind, counter: Counter, now: Date): Counter {
  return { ...counter, level: Math.min(kinds[kind].most, levelAt(kind, counter, now) + 1), countedAt: now };
}

/** It was no guess: the right person is here. */
export function succeeded(kind: CounterKind, counter: Counter, now: Date): Counter {
  if (kind === 'pair') return { level: 0, countedAt: now, succeededAt: now };
  return { ...counter, level: Math.max(0, levelAt(kind, counter, now) - 1) };
}
