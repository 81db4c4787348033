import { Logger } from '@nestjs/common';
import type { Consumer } from '@nats-io/jetstream';
import type { DataSource } from 'typeorm';
import { Effects, HandlerFailed } from './effects.service.js';
import type { Received } from './effects.service.js';
import type { Subscription } from './handlers.js';
import type { Held } from './lease.js';
import type { Timing } from './options.js';
import { backoff, pause } from './pause.js';
import { noteReaderStopped, noteSeen, Overtaken, startPosition } from './position.queries.js';
import type { FactStream, StreamState } from './stream.js';

const FETCH = 256;
/**
 * A reader this far behind applies facts together, in one transaction: several times faster. Otherwise each has its own,
 * because a long transaction holds locks a person's command may wait for.
 */
const TOGETHER = 24;

/** Numbers are missing in the stream and stay missing: going on would be to forget facts. */
class Hole extends Error {}

/** Reads one producer's facts in order, each exactly once. Runs in one process at a time; the position is its only memory. */
export class Reader {
  private readonly logger = new Logger(Reader.name);
  private readonly producer: string;
  /** The last fact received, and the last one whose position is committed. */
  private at = 0;
  private moved = 0;
  /** Those between: waiting to be applied, with the facts nobody handles. */
  private waiting: Received[] = [];
  /** The number a hole was found at, to tell a lost delivery from a lost message. */
  private holeAt = 0;
  private seenAt = 0;

  constructor(
    private readonly service: string,
    private readonly subscription: Subscription,
    private readonly stream: FactStream,
    private readonly source: () => Promise<DataSource>,
    private readonly timing: Timing,
  ) {
    this.producer = subscription.producer;
  }

  async lead({ signal }: Held): Promise<void> {
    const source = await this.source();
    const effects = new Effects(this.subscription, source, signal);
    for (let failures = 0; !signal.aborted;) {
      const before = this.moved;
      try {
        await this.read(source, effects, signal);
      } catch (error) {
        if (signal.aborted) return;
        failures = this.moved > before ? 0 : failures + 1;
        if (error instanceof HandlerFailed || error instanceof Hole) await this.stand(source, error, signal);
        else {
          if (!(error instanceof Overtaken))
            this.logger.warn({ message: 'reading is interrupted', producer: this.producer, error: String(error) });
          await pause(backoff(failures, 2_000), signal);
        }
      }
    }
  }

  /** Reads with one consumer from the position on; returns when the consumer has to be made again. */
  private async read(source: DataSource, effects: Effects, signal: AbortSignal): Promise<void> {
    this.at = this.moved = await startPosition(source.manager, this.producer);
    this.waiting = [];
    const state = await this.noteStream(source);
    // Its producer has not started yet, or is about to fill a lost store again.
    if (!state) return pause(this.timing.poll, signal);
    const consumer = await this.stream.consumer(this.service, this.at + 1);
    while (!signal.aborted) {
      const got = await this.readSome(consumer, effects, signal);
      if (got === 'again') return;
      if (got === 0 || Date.now() - this.seenAt > this.timing.watchdog) {
        const silent = await this.look(source, effects);
        if (got === 0 && silent) return;
      }
    }
  }

  /** How many messages came, or 'again' after a hole. */
  private async readSome(consumer: Consumer, effects: Effects, signal: AbortSignal): Promise<number | 'again'> {
    const messages = await consumer.fetch({ max_messages: FETCH, expires: Math.max(1_000, this.timing.watchdog) });
    const stop = (): void => messages.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      let got = 0;
      for await (const message of messages) {
        if (signal.aborted) break;
        got += 1;
        // Known already: after a rollback of the store the end comes again.
        if (message.seq <= this.at) continue;
        if (message.seq !== this.at + 1) return this.hole(message.seq, effects, signal);
        this.at = message.seq;
        this.waiting.push({ seq: message.seq, type: message.subject, body: Buffer.from(message.data) });
        if (this.waiting.length >= TOGETHER || messages.getPending() === 0) await this.apply(effects, signal);
      }
      await this.apply(effects, signal);
      return got;
    } finally {
      signal.removeEventListener('abort', stop);
      messages.stop();
    }
  }

  /** Applies what waits; facts nobody handles only move the position, together with the next that somebody does. */
  private async apply(effects: Effects, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const waiting = this.waiting;
    this.waiting = [];
    const last = waiting.at(-1)?.seq ?? this.moved;
    const concerned = waiting.filter(({ type }) => effects.concerns(type));
    if (concerned.length >= TOGETHER / 2 && (await effects.applyTogether(concerned, this.moved, last)))
      this.moved = last;
    else for (const received of concerned) if (!signal.aborted) await this.applyOne(received, effects);
    if (!signal.aborted) await this.skipTo(last, effects);
  }

  private async applyOne(received: Received, effects: Effects): Promise<void> {
    try {
      const outcome = await effects.apply(received, this.moved);
      if (outcome === 'dead')
        this.logger.error({ message: 'no fact: put to the dead letters', producer: this.producer, seq: received.seq });
    } catch (error) {
      // So that `ops status` shows the position right before the fact that failed.
      if (error instanceof HandlerFailed) await this.skipTo(received.seq - 1, effects);
      throw error;
    }
    this.moved = received.seq;
  }

  private async skipTo(seq: number, effects: Effects): Promise<void> {
    if (seq <= this.moved) return;
    await effects.skip(this.moved, seq);
    this.moved = seq;
  }

  private async hole(found: number, effects: Effects, signal: AbortSignal): Promise<'again'> {
    await this.apply(effects, signal);
    const missing = this.at + 1;
    if (this.holeAt === missing)
      throw new Hole(`number ${missing} is missing in ${this.stream.name}, the next one there is ${found}`);
    this.holeAt = missing;
    return 'again';
  }

  /** Now and then: tell how far the stream is, take up dead letters. True when the stream has more than was delivered. */
  private async look(source: DataSource, effects: Effects): Promise<boolean> {
    this.seenAt = Date.now();
    const state = await this.noteStream(source);
    await effects.retryDead();
    return !state || state.last > this.at;
  }

  private async noteStream(source: DataSource): Promise<StreamState | null> {
    const state = await this.stream.state();
    await noteSeen(source.manager, this.producer, state?.last ?? 0);
    return state;
  }

  private async stand(source: DataSource, error: HandlerFailed | Hole, signal: AbortSignal): Promise<void> {
    const factId = error instanceof HandlerFailed ? error.factId : null;
    this.logger.error(
      { message: `the reader stopped: ${error.message}`, producer: this.producer, seq: this.moved + 1, factId },
      error.cause instanceof Error ? error.cause.stack : undefined,
    );
    const reason = `number ${this.moved + 1}: ${error.message}`.slice(0, 2_000);
    await noteReaderStopped(source.manager, this.producer, reason, factId)
      .then(() => this.noteStream(source))
      .catch(() => undefined);
    await pause(this.timing.retryStopped, signal);
  }
}
