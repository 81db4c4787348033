import type { Type } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

export interface NatsOptions {
  /** `nats://host:port`, several separated by commas. */
  url: string;
  /** The service's own nkey seed (SU…); without it the connection is anonymous. */
  nkeySeed?: string;
  /** Copies of the stream: 1 locally, 3 in a cluster. */
  replicas?: number;
}

export interface MessagingOptions {
  /** The service's name as in `fact.<service>.…` and `call.<service>.…`. */
  service: string;
  /**
   * The data source of the worker role, initialised by whoever made it and closed after this module has stopped. Readers
   * run their effects on it; the relay and the elections open one connection of their own to its url.
   */
  worker: DataSource | (() => DataSource | Promise<DataSource>);
  nats: NatsOptions | (() => NatsOptions);
  /** Classes with @OnFact or @OnEveryFact. They are ordinary providers of the service's module. */
  handlers: Type[];
  /** How far this service has got with a producer, where that is more than the reader's position (audit's projection). */
  positionOf?: (tx: EntityManager, producer: string) => Promise<number>;
  timing?: Partial<Timing>;
}

/** Milliseconds. The defaults are for production; tests shorten the slow ones. */
export interface Timing {
  /** Look at the outbox without being woken. */
  poll: number;
  /** An idle relay compares the stream with its own numbers. */
  compare: number;
  /** A reader that got nothing asks the stream whether it is silent or empty. */
  watchdog: number;
  /** A stopped relay or reader tries again. */
  retryStopped: number;
  /** Try for the locks another process holds. */
  election: number;
}

export const defaultTiming: Timing = {
  poll: 300,
  compare: 3_000,
  watchdog: 3_000,
  retryStopped: 10_000,
  election: 1_000,
};

export const MESSAGING_OPTIONS = Symbol('messaging options');

export interface ResolvedOptions extends Omit<MessagingOptions, 'nats' | 'timing'> {
  nats: NatsOptions;
  timing: Timing;
}

export function resolved(options: MessagingOptions): ResolvedOptions {
  const nats = typeof options.nats === 'function' ? options.nats() : options.nats;
  return { ...options, nats, timing: { ...defaultTiming, ...options.timing } };
}

/** Asked for on use, because the worker's data source may open after this module is made. */
export async function workerOf(options: ResolvedOptions): Promise<DataSource> {
  return typeof options.worker === 'function' ? options.worker() : options.worker;
}
