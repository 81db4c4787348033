import { Logger } from '@nestjs/common';
import { onNudge } from './committed.js';
import { factIdOf } from './envelope.rules.js';
import { faultPoint } from './fault-point.js';
import type { Held } from './lease.js';
import type { Timing } from './options.js';
import { backoff, pause } from './pause.js';
import type { NumberedFact } from './relay.queries.js';
import { lastNumber, noteProgress, noteStopped, numberedAfter, numbered, numberNext } from './relay.queries.js';
import type { Session } from './session.js';
import type { FactStream } from './stream.js';
import { isWrongLastSequence } from './stream.js';

const BATCH = 256;
/** Publishes under way at once. Each is fenced by the one before, so one refusal refuses all behind it. */
const WINDOW = 128;
/** A relay that leaves publishes what is committed, if the broker takes it in this time. */
const FLUSH_MS = 5_000;

/** The stream and the outbox tell different stories. No relay can know which is true: it stops and says so. */
class Diverged extends Error {
  constructor(
    reason: string,
    readonly factId: string | null,
  ) {
    super(reason);
  }
}

/** Publishes the outbox to the service's stream, in order and without gaps. Runs in one process at a time. */
export class Relay {
  private readonly logger = new Logger(Relay.name);
  /** The stream's last sequence, as far as this relay knows. */
  private sent = 0;
  private given = 0;
  private window = WINDOW;
  private whole = true;
  private noted = 0;
  private notedAt = 0;

  constructor(
    private readonly stream: FactStream,
    private readonly replicas: number,
    private readonly timing: Timing,
  ) {}

  async lead({ session, signal }: Held): Promise<void> {
    this.sent = 0;
    for (let failures = 0; !signal.aborted;) {
      const before = this.sent;
      try {
        await this.agree(session);
        await this.publishWhile(session, signal);
      } catch (error) {
        if (error instanceof Diverged) {
          this.logger.error({ message: error.message, stream: this.stream.name, factId: error.factId });
          await noteStopped(session, error.message, error.factId).catch(() => undefined);
          await pause(this.timing.retryStopped, signal);
        } else if (!signal.aborted) {
          failures = this.sent > before ? 0 : failures + 1;
          if (!isWrongLastSequence(error))
            this.logger.warn({ message: 'publishing failed', stream: this.stream.name, error: String(error) });
          await pause(backoff(failures, 2_000), signal);
        }
      }
    }
    await this.flush(session);
  }

  /** Until the signal; returns early when the stream has to be looked at again. */
  private async publishWhile(session: Session, signal: AbortSignal): Promise<void> {
    let awake = true;
    let sleeping = new AbortController();
    const off = onNudge(() => {
      awake = true;
      sleeping.abort();
    });
    try {
      let comparedAt = Date.now();
      while (!signal.aborted) {
        awake = false;
        if (await this.publishSome(session)) continue;
        if (Date.now() - comparedAt >= this.timing.compare) {
          await this.agree(session);
          comparedAt = Date.now();
        }
        sleeping = new AbortController();
        if (!awake) await pause(this.timing.poll, AbortSignal.any([sleeping.signal, signal]));
      }
    } finally {
      off();
    }
  }

  /** False when there was nothing to publish. */
  private async publishSome(session: Session): Promise<boolean> {
    let facts: NumberedFact[];
    if (this.sent < this.given) facts = await numberedAfter(session, this.sent, BATCH);
    else {
      facts = await numberNext(session, BATCH);
      if (facts.length > 0) faultPoint('after-numbering');
    }
    this.given = Math.max(this.given, facts.at(-1)?.seq ?? 0);
    if (facts.length > 0 && facts[0]?.seq !== this.sent + 1)
      throw new Error(`fact number ${this.sent + 1} was expected, not ${facts[0]?.seq}: another relay is at work`);
    for (let from = 0; from < facts.length;) {
      const now = facts.slice(from, from + this.window);
      await this.publishTogether(session, now);
      from += now.length;
      this.window = Math.min(WINDOW, this.window * 2);
    }
    if (this.sent !== this.noted && (facts.length === 0 || Date.now() - this.notedAt > 1_000)) await this.note(session);
    return facts.length > 0;
  }

  private async publishTogether(session: Session, facts: NumberedFact[]): Promise<void> {
    faultPoint('before-publish');
    const results = await Promise.allSettled(facts.map((fact) => this.stream.publish(fact.seq, fact.type, fact.body)));
    const refused = results.findIndex((result) => result.status === 'rejected');
    faultPoint('after-publish');
    if (refused === -1) {
      this.sent = facts.at(-1)?.seq ?? this.sent;
      return;
    }
    this.sent = (facts[0]?.seq ?? 1) - 1 + refused;
    // One at a time until it is understood what the stream holds.
    this.window = 1;
    const error = (results[refused] as PromiseRejectedResult).reason as unknown;
    if (!isWrongLastSequence(error)) throw error;
    await this.agree(session, facts[refused]);
    throw error;
  }

  /**
   * Compares the stream with the outbox and sets where to go on. The store lost or rolled back: publish again from its
   * end. Another fact at a number of ours: the database is older than the stream (a restored backup), stop.
   */
  private async agree(session: Session, refused?: NumberedFact): Promise<void> {
    const found = await this.stream.state();
    if (!found && this.sent > 0)
      this.logger.warn({ message: 'the stream is gone: making it again', stream: this.stream.name });
    const { last, whole } = found ?? (await this.stream.create(this.replicas));
    this.given = await lastNumber(session);
    if (last > this.given)
      throw new Diverged(
        `the database is older than the stream: ${this.stream.name} holds number ${last}, the outbox gave ${this.given}`,
        null,
      );
    if (refused && refused.seq <= last) await this.sameAt(refused.seq, refused);
    if (last > 0) await this.sameAt(last, await numbered(session, last));
    if (last < this.sent)
      this.logger.warn({
        message: 'the stream was lost or rolled back: publishing again',
        from: last + 1,
        to: this.sent,
      });
    if (!whole && this.whole)
      this.logger.error({ message: 'messages are missing inside the stream', stream: this.stream.name });
    this.whole = whole;
    this.sent = last;
    await this.note(session);
  }

  private async sameAt(seq: number, own: NumberedFact | null): Promise<void> {
    const body = await this.stream.bodyAt(seq);
    if (body === null || (own && body.equals(own.body))) return;
    const foreign = factIdOf(body);
    const reason =
      own && foreign === own.factId
        ? `number ${seq} of ${this.stream.name} has other bytes than the outbox`
        : `number ${seq} of ${this.stream.name} is another fact (${foreign ?? 'unreadable'}): the database is older than the stream`;
    throw new Diverged(reason, own?.factId ?? null);
  }

  private async note(session: Session): Promise<void> {
    this.notedAt = Date.now();
    this.noted = this.sent;
    await noteProgress(session, this.sent);
  }

  private async flush(session: Session): Promise<void> {
    if (!this.stream.reachable()) return;
    const until = Date.now() + FLUSH_MS;
    try {
      while (Date.now() < until && (await this.publishSome(session)));
    } catch {
      // The next elected relay publishes it: it is committed.
    }
  }
}
