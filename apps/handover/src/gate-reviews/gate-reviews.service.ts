import { AskGate } from '@dotation/contracts';
import type { GateAnswer } from '@dotation/contracts';
import { CallFailed, Calls } from '@dotation/messaging';
import { WorkerDatabase } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { liftAccess, type Goods } from '../access-overrides/access-override.rules.js';
import { overridesOf } from '../access-overrides/access-overrides.queries.js';
import { reviewGate } from './gate-review.rules.js';
import {
  keepFindings,
  lockSigned,
  questionOf,
  takeReview,
  waitingReviews,
  type Waiting,
} from './gate-reviews.queries.js';

const atOnce = 50;

/**
 * Q7: asks the gate again for signed PVs that later news may concern. The gate stays directory's alone, so the question is a
 * call; a mark in the database survives until it is answered, however often a process dies in between.
 */
@Injectable()
export class GateReviewsService {
  constructor(
    private readonly calls: Calls,
    private readonly database: WorkerDatabase,
  ) {}

  /** Says how many PVs were looked at; whatever directory cannot answer now is asked again later. */
  async review(): Promise<number> {
    const source = await this.database.ready();
    const waiting = await source.transaction((tx) => waitingReviews(tx, atOnce));
    let reviewed = 0;
    for (const one of waiting) {
      const asked = await source.transaction((tx) => questionOf(tx, one.handoverId));
      let gate: GateAnswer | null = null;
      try {
        gate = asked && (await this.calls.ask(AskGate, asked.question));
      } catch (error) {
        if (error instanceof CallFailed) return reviewed;
        throw error;
      }
      await this.settle(one, gate, asked?.goods ?? []);
      reviewed += 1;
    }
    return reviewed;
  }

  private async settle(waiting: Waiting, gate: GateAnswer | null, goods: readonly Goods[]): Promise<void> {
    const source = await this.database.ready();
    await source.transaction(async (tx) => {
      const signed = await lockSigned(tx, waiting.handoverId);
      if (!(await takeReview(tx, waiting))) return;
      const lifted = gate && liftAccess(gate, goods, await overridesOf(tx, goods));
      const findings = lifted?.unitKnown ? reviewGate(signed, lifted) : [];
      await keepFindings(tx, waiting.handoverId, findings, new Date());
    });
  }
}
