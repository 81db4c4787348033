import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { as } from './contract.rules.js';
import { decode, factIdOf, Undecodable } from './envelope.rules.js';
import type { Fact } from './fact.js';
import { failureOf } from './failures.rules.js';
import { faultPoint } from './fault-point.js';
import type { Subscription } from './handlers.js';
import { backoff, pause } from './pause.js';
import { movePosition, Overtaken } from './position.queries.js';

const MOST_TRIES = 10;

export interface Received {
  seq: number;
  type: string;
  body: Buffer;
}

/** A handler failed for a reason of its own: the reader stays before this fact until it is mended. */
export class HandlerFailed extends Error {
  constructor(
    readonly factId: string | null,
    cause: unknown,
  ) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
  }
}

type Effect = (tx: EntityManager) => Promise<void>;

/** What to do for a fact, and who the fact is and what it comes from. */
interface Due {
  effect: Effect;
  seq: number;
  factId: string;
  causationId: string;
}

/** A line of the log names so many; the numbers say the rest. */
const MOST_NAMED = 20;

/** Applies one producer's facts: the effect and the position in one transaction. */
export class Effects {
  private readonly logger = new Logger(Effects.name);

  constructor(
    private readonly subscription: Subscription,
    private readonly source: DataSource,
    private readonly signal: AbortSignal,
  ) {}

  concerns(type: string): boolean {
    return this.subscription.every.length > 0 || this.subscription.byType.has(type);
  }

  /** Moves over facts without a handler. */
  async skip(from: number, to: number): Promise<void> {
    await movePosition(this.source.manager, this.subscription.producer, from, to);
  }

  /** Moves from the last position to this fact, with its effect. Bytes that are no fact become a dead letter. */
  async apply(received: Received, from: number): Promise<'applied' | 'dead'> {
    const { producer } = this.subscription;
    const due = this.dueFor(received);
    const move: Effect = (tx) => movePosition(tx, producer, from, received.seq);
    if (due instanceof Undecodable) {
      await this.transaction(received, async (tx) => {
        await move(tx);
        await bury(tx, producer, received, due.message);
      });
      return 'dead';
    }
    await this.transaction(received, async (tx) => {
      faultPoint('before-effect');
      // First, for its lock: a second reader waits here and is then refused, before it does the work.
      await move(tx);
      await due.effect(tx);
      faultPoint('before-position-commit');
    });
    faultPoint('after-position-commit');
    this.tell([due]);
    return 'applied';
  }

  /**
   * Many facts in one transaction, for a reader that is far behind. False when that did not work; nothing has happened
   * then, and one by one will find the fact that is in the way.
   */
  async applyTogether(many: Received[], from: number, to: number): Promise<boolean> {
    const all: Due[] = [];
    for (const received of many) {
      const due = this.dueFor(received);
      if (due instanceof Undecodable) return false;
      all.push(due);
    }
    try {
      await this.source.transaction(async (tx) => {
        await movePosition(tx, this.subscription.producer, from, to);
        for (const { effect } of all) {
          faultPoint('before-effect');
          await effect(tx);
        }
        faultPoint('before-position-commit');
      });
    } catch (error) {
      if (error instanceof Overtaken || failureOf(error) === 'connection') throw error;
      return false;
    }
    faultPoint('after-position-commit');
    this.tell(all);
    return true;
  }

  /** The dead letters somebody asked to try again. Their position is long past; a failure is written on the letter. */
  async retryDead(): Promise<void> {
    const { producer } = this.subscription;
    const letters = await this.source.query<{ seq: string; type: string; body: Buffer }[]>(
      `SELECT seq, type, body FROM dead_letter
       WHERE producer = $1 AND retry_requested_at IS NOT NULL AND resolved_at IS NULL ORDER BY seq LIMIT 100`,
      [producer],
    );
    for (const letter of letters) {
      const received = { seq: Number(letter.seq), type: letter.type, body: letter.body };
      const failed = await this.revive(received);
      if (failed !== null) await bury(this.source.manager, producer, received, failed);
    }
  }

  private async revive(received: Received): Promise<string | null> {
    const due = this.dueFor(received);
    if (due instanceof Undecodable) return due.message;
    try {
      await this.transaction(received, async (tx) => {
        const [, open] = await tx.query<[unknown[], number]>(
          `UPDATE dead_letter SET resolved_at = now(), tried_at = now(), tries = tries + 1, retry_requested_at = NULL
           WHERE producer = $1 AND seq = $2 AND resolved_at IS NULL`,
          [this.subscription.producer, received.seq],
        );
        if (open === 1) await due.effect(tx);
      });
      this.tell([due]);
      return null;
    } catch (error) {
      if (error instanceof HandlerFailed) return error.message;
      throw error;
    }
  }

  /** One line for what one transaction applied: from the request's key on, each cause leads to the facts that it made. */
  private tell(applied: readonly Due[]): void {
    const causes = [...new Set(applied.map(({ causationId }) => causationId))];
    this.logger.log({
      message: 'effects applied',
      producer: this.subscription.producer,
      from: applied[0]?.seq,
      to: applied.at(-1)?.seq,
      facts: applied.length,
      factIds: applied.slice(0, MOST_NAMED).map(({ factId }) => factId),
      causationIds: causes.slice(0, MOST_NAMED),
    });
  }

  private dueFor({ seq, type, body }: Received): Due | Undecodable {
    const { producer, every, byType } = this.subscription;
    let fact: Fact<unknown>;
    try {
      fact = decode(body, type);
      const typed = (byType.get(type) ?? []).map((handler) => ({ ...handler, fact: as(handler.type, fact) }));
      const effect: Effect = async (tx) => {
        for (const apply of every) await apply(tx, { producer, seq, body, fact });
        for (const one of typed) await one.apply(tx, one.fact);
      };
      return { effect, seq, factId: fact.id, causationId: fact.causationId };
    } catch (error) {
      if (error instanceof Undecodable) return error;
      throw new HandlerFailed(factIdOf(body), error);
    }
  }

  /** Conflicts with other transactions are tried again, a lost database is the reader's business, the rest stops it. */
  private async transaction(received: Received, work: Effect): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.source.transaction(work);
      } catch (error) {
        if (error instanceof Overtaken) throw error;
        const failure = failureOf(error);
        if (failure === 'connection') throw error;
        if (failure === 'stop' || tries === MOST_TRIES || this.signal.aborted)
          throw new HandlerFailed(factIdOf(received.body), error);
        await pause(backoff(tries - 1, 1_000), this.signal);
      }
    }
  }
}

async function bury(tx: EntityManager, producer: string, { seq, type, body }: Received, error: string): Promise<void> {
  await tx.query(
    `INSERT INTO dead_letter (producer, seq, type, body, error) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (producer, seq) DO UPDATE SET error = excluded.error, tried_at = now(), tries = dead_letter.tries + 1,
       retry_requested_at = NULL`,
    [producer, seq, type, body, error.slice(0, 2_000)],
  );
}
