import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown, Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { Broker } from './broker.js';
import type { Calls } from './calls.js';
import { subscriptionsOf } from './handlers.js';
import { Lease } from './lease.js';
import type { ResolvedOptions } from './options.js';
import { workerOf } from './options.js';
import { Reader } from './reader.service.js';
import { Relay } from './relay.service.js';
import { FactStream } from './stream.js';

const RELAY = 'relay';

/** Starts and stops relay and readers with the application. */
@Injectable()
export class MessagingRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly lease: Lease;
  private readers: string[] = [];

  constructor(
    private readonly options: ResolvedOptions,
    private readonly broker: Broker,
    private readonly calls: Calls,
    private readonly modules: ModuleRef,
  ) {
    this.lease = new Lease(() => workerOf(options), options.service, options.timing.election);
  }

  /** The services whose facts this one reads. */
  get producers(): string[] {
    return this.readers;
  }

  onApplicationBootstrap(): void {
    const { service, nats, timing, handlers } = this.options;
    const subscriptions = subscriptionsOf(
      handlers.map((type: Type) => this.modules.get<object>(type, { strict: false })),
    );
    const relay = new Relay(new FactStream(this.broker, service), nats.replicas ?? 1, timing);
    this.lease.want(RELAY, (held) => relay.lead(held));
    for (const subscription of subscriptions) {
      const stream = new FactStream(this.broker, subscription.producer);
      const reader = new Reader(service, subscription, stream, () => workerOf(this.options), timing);
      this.lease.want(subscription.producer, (held) => reader.lead(held));
    }
    this.readers = subscriptions.map(({ producer }) => producer);
    this.lease.start();
  }

  /** Readers first, each after its current transaction: what they still record, the relay still publishes. */
  async beforeApplicationShutdown(): Promise<void> {
    // Whoever waits for a broker that is not there must not hold the shutdown.
    if (!this.broker.isConnected()) await this.broker.close();
    await this.lease.release(this.readers);
  }

  /** After the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.lease.close();
    await this.calls.close();
    await this.broker.close();
  }
}
