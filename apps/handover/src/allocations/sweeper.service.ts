import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { GateReviewsService } from '../gate-reviews/gate-reviews.service.js';
import { ApprovalsService } from './approvals.service.js';

const every = 3_000;
/** An approval that is still at work in some process is left to it; two at once would only ask the same question twice. */
const patience = 12_000;

/** Finishes approvals that a crash cut in two, and asks the gate again where news may concern a signed PV (Q7). */
@Injectable()
export class SweeperService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('Sweeper');
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(
    private readonly approvals: ApprovalsService,
    private readonly reviews: GateReviewsService,
  ) {}

  onApplicationBootstrap(): void {
    // What is RESERVING when a process begins was most likely left by the one before.
    this.sweepOnce(0);
    this.#timer = setInterval(() => this.sweepOnce(patience), every);
    this.#timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  private sweepOnce(age: number): void {
    this.#sweeping ??= this.sweep(age).finally(() => (this.#sweeping = undefined));
  }

  private async sweep(age: number): Promise<void> {
    try {
      const finished = await this.approvals.resume(new Date(Date.now() - age));
      if (finished > 0) this.#log.log(`Finished ${finished} approvals that were cut short`);
      const reviewed = await this.reviews.review();
      if (reviewed > 0) this.#log.log(`Asked the gate again for ${reviewed} signed handovers`);
    } catch (error) {
      this.#log.warn(`Approvals and reviews cannot be looked after now: ${String(error)}`);
    }
  }
}
