import { Injectable } from '@nestjs/common';
import type { Broker } from './broker.js';
import type { ResolvedOptions } from './options.js';
import { workerOf } from './options.js';
import type { MessagingStatusReport } from './status.queries.js';
import { messagingStatus } from './status.queries.js';

/** For /metrics, /readyz and `ops status`. */
@Injectable()
export class MessagingStatus {
  constructor(
    private readonly options: ResolvedOptions,
    private readonly broker: Broker,
  ) {}

  /** Relay, readers and dead letters, from the database alone. */
  async read(): Promise<MessagingStatusReport> {
    return messagingStatus(await workerOf(this.options));
  }

  brokerConnected(): boolean {
    return this.broker.isConnected();
  }
}
