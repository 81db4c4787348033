import { Injectable } from '@nestjs/common';
import { RunTimeDatabase } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { counterKey, guessed, succeeded, untouched, waitFor } from './lockout.rules.js';
import type { Counter, CounterKind } from './lockout.rules.js';

/** Somebody's guess at a secret: whose it is said to be, and where it comes from. */
export interface Guess {
  name: string;
  address: string;
}

const kinds: CounterKind[] = ['pair', 'login', 'address'];

/** Counts guesses for all processes together. */
@Injectable()
export class Attempts {
  constructor(private readonly database: RunTimeDatabase) {}

  /** Counts the guess and answers 0, or answers how many milliseconds to wait and counts nothing. */
  async begin(guess: Guess, now: Date): Promise<number> {
    const source = await this.database.ready();
    return source.transaction(async (tx) => {
      const counters = await lockCounters(tx, keysOf(guess), now);
      const wait = waitFor(counters, now);
      if (wait === 0) await change(tx, guess, (kind) => guessed(kind, counters[kind], now));
      return wait;
    });
  }

  /** Whether whoever made this guess has to wait before the next one. */
  async isLockedOut(guess: Guess, now: Date): Promise<boolean> {
    const source = await this.database.ready();
    return source.transaction(async (tx) => waitFor(await lockCounters(tx, keysOf(guess), now), now) > 0);
  }

  async succeed(tx: EntityManager, guess: Guess, now: Date): Promise<void> {
    const counters = await lockCounters(tx, keysOf(guess), now);
    await change(tx, guess, (kind) => succeeded(kind, counters[kind], now));
  }
}

function keysOf({ name, address }: Guess): Record<CounterKind, Buffer> {
  return {
    pair: counterKey('pair', name, address),
    login: counterKey('login', name),
    address: counterKey('address', address),
  };
}

async function change(tx: EntityManager, guess: Guess, next: (kind: CounterKind) => Counter): Promise<void> {
  const keys = keysOf(guess);
  for (const kind of kinds) {
    const { level, countedAt, succeededAt } = next(kind);
    await tx.query(`UPDATE guess_counter SET level = $2, counted_at = $3, succeeded_at = $4 WHERE key = $1`, [
      keys[kind],
      level,
      countedAt,
      succeededAt,
    ]);
  }
}

/** In the order of their keys, so that two guesses never wait for each other in a circle. */
async function lockCounters(
  tx: EntityManager,
  keys: Record<CounterKind, Buffer>,
  now: Date,
): Promise<Record<CounterKind, Counter>> {
  const sorted = Object.values(keys).sort((one, other) => one.compare(other));
  await tx.query(
    `INSERT INTO guess_counter (key, level, counted_at)
     SELECT key, 0, $2 FROM unnest($1::bytea[]) WITH ORDINALITY AS wanted (key, place) ORDER BY place
     ON CONFLICT (key) DO NOTHING`,
    [sorted, now],
  );
  const rows = await tx.query<({ key: Buffer } & Counter)[]>(
    `SELECT key, level, counted_at AS "countedAt", succeeded_at AS "succeededAt"
       FROM guess_counter WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
    [sorted],
  );
  const of = (kind: CounterKind): Counter => rows.find(({ key }) => key.equals(keys[kind])) ?? untouched(now);
  return { pair: of('pair'), login: of('login'), address: of('address') };
}
