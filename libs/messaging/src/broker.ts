import { Logger } from '@nestjs/common';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import type { NatsOptions } from './options.js';
import { pause } from './pause.js';

/** Own inbox per service: nobody else may hear the replies meant for it. Reconnects for ever; the broker may come back late. */
export function connectionOptions(service: string, name: string, nats: NatsOptions) {
  const seed = nats.nkeySeed;
  return {
    servers: nats.url.split(','),
    name: `${service}-${name}`,
    inboxPrefix: `_INBOX_${service}`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    reconnectJitter: 200,
    timeout: 3_000,
    pingInterval: 5_000,
    maxPingOut: 2,
    ignoreAuthErrorAbort: true,
    ...(seed ? { authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)) } : {}),
  } satisfies NodeConnectionOptions;
}

export interface Connected {
  nc: NatsConnection;
  js: JetStreamClient;
  jsm: JetStreamManager;
}

/** The connection of relay and readers. A service starts and commits without it; they wait here until it is there. */
export class Broker {
  private readonly logger = new Logger(Broker.name);
  private readonly closing = new AbortController();
  private current?: Promise<Connected>;
  private up = false;
  /** Ends those who wait for an answer that went down with the connection, long before their timeouts. */
  private readonly waiting = new Set<(reason: Error) => void>();

  constructor(
    private readonly service: string,
    private readonly nats: NatsOptions,
  ) {}

  isConnected(): boolean {
    return this.up;
  }

  connection(): Promise<Connected> {
    this.current ??= this.open();
    return this.current;
  }

  /** Asks the broker something; fails at once when it is not there or goes away meanwhile. */
  async use<T>(work: (connected: Connected) => Promise<T>): Promise<T> {
    const connected = await this.connection();
    if (!this.up) throw new Error('the broker is away');
    let giveUp: (reason: Error) => void = () => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        giveUp = reject;
        this.waiting.add(giveUp);
        work(connected).then(resolve, reject);
      });
    } finally {
      this.waiting.delete(giveUp);
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    const connected = await this.current?.catch(() => undefined);
    this.up = false;
    await connected?.nc.drain().catch(() => connected.nc.close());
  }

  private async open(): Promise<Connected> {
    for (;;) {
      if (this.closing.signal.aborted) throw new Error('the broker connection was closed');
      try {
        const nc = await connect(connectionOptions(this.service, 'facts', this.nats));
        this.up = true;
        void this.watch(nc);
        const jsm = await jetstreamManager(nc, { checkAPI: false, timeout: 5_000 });
        return { nc, jsm, js: jetstream(nc, { timeout: 5_000 }) };
      } catch (error) {
        this.logger.warn({ message: 'the broker does not answer', error: String(error) });
        await pause(1_000, this.closing.signal);
      }
    }
  }

  private lost(): void {
    this.up = false;
    for (const giveUp of this.waiting) giveUp(new Error('the broker went away'));
  }

  private async watch(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect') this.lost();
      if (status.type === 'reconnect') this.up = true;
      if (status.type === 'disconnect' || status.type === 'reconnect' || status.type === 'error')
        this.logger.log({
          message: `broker: ${status.type}`,
          error: 'error' in status ? String(status.error) : undefined,
        });
    }
    this.lost();
    // Only when the client gave up for good; the next use opens a new connection.
    this.current = undefined;
  }
}
