import { ServerNats } from '@nestjs/microservices';
import type { NatsContext } from '@nestjs/microservices';
import type { Msg, MsgCallback, NatsConnection, Subscription } from '@nats-io/transport-node';
import { connectionOptions } from './broker.js';
import type { NatsOptions } from './options.js';
import { pause } from './pause.js';

/** An unfinished answer may hold the process no longer than this. */
const LONGEST_ANSWER_MS = 10_000;

/**
 * Nest's NATS transport, with two differences. It starts without the broker, because commands do not need it. And it
 * drains: on close it takes no new question, finishes those it has, answers them, and only then goes. Nest's own close
 * drops the answer of a question whose effect then completes.
 */
export class CallServer extends ServerNats {
  private readonly closing = new AbortController();
  private readonly open: Subscription[] = [];
  private readonly unanswered = new Set<object>();
  private client?: NatsConnection;
  private opening?: Promise<void>;
  private bound = false;

  constructor(
    private readonly service: string,
    nats: NatsOptions,
  ) {
    super(connectionOptions(service, 'answers', nats));
  }

  /** True once the broker knows the subjects: until then a question finds nobody. Reconnecting binds again by itself. */
  isBound(): boolean {
    return this.bound;
  }

  override async listen(callback: (error?: unknown) => void): Promise<void> {
    this.opening = this.connectAndBind();
    callback();
  }

  override bindEvents(client: NatsConnection): void {
    for (const subject of this.messageHandlers.keys()) {
      const callback = this.getMessageHandler(subject) as MsgCallback<Msg>;
      // One queue group per service: of several replicas one answers.
      this.open.push(client.subscribe(subject, { queue: this.service, callback }));
    }
  }

  override async handleMessage(subject: string, message: object): Promise<unknown> {
    this.unanswered.add(message);
    try {
      return await super.handleMessage(subject, message);
    } catch (error) {
      this.unanswered.delete(message);
      throw error;
    }
  }

  override getPublisher(
    message: object,
    id: string,
    context: NatsContext,
  ): (response: { isDisposed?: boolean }) => unknown {
    const publish = super.getPublisher(message, id, context) as (response: object) => unknown;
    return (response) => {
      const published = publish(response);
      if (response.isDisposed) this.unanswered.delete(message);
      return published;
    };
  }

  override async close(): Promise<void> {
    this.closing.abort();
    await this.opening;
    await Promise.allSettled(this.open.splice(0).map((subscription) => subscription.drain()));
    const giveUpAt = Date.now() + LONGEST_ANSWER_MS;
    while (this.unanswered.size > 0 && Date.now() < giveUpAt) await pause(10);
    await this.client?.flush().catch(() => undefined);
    await this.client?.close();
    await super.close();
  }

  private async connectAndBind(): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        this.client = (await this.createNatsClient()) as NatsConnection;
        void this.handleStatusUpdates(this.client);
        this.bindEvents(this.client);
        await this.client.flush();
        this.bound = true;
        return;
      } catch (error) {
        await this.client?.close().catch(() => undefined);
        this.logger.warn({ message: 'calls are not served yet: the broker does not answer', error: String(error) });
        await pause(1_000, this.closing.signal);
      }
    }
  }
}
