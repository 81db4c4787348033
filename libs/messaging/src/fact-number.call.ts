import { Controller, Inject } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { nudge } from './committed.js';
import { OnCall } from './calls.js';
import { MESSAGING_OPTIONS, workerOf } from './options.js';
import type { ResolvedOptions } from './options.js';
import { pause } from './pause.js';
import type { FactNumber } from './positions.service.js';
import { FactNumberRequest, factNumberCall } from './positions.service.js';

/** A committed fact is numbered within milliseconds while the relay runs; the asker waits no longer than this anyway. */
const NUMBERED_WITHIN_MS = 1_500;

/** The controller of `call.<service>.fact-number`; made per service, because its subject carries the service's name. */
export function factNumberController(service: string): Type {
  @Controller()
  class FactNumberController {
    constructor(@Inject(MESSAGING_OPTIONS) private readonly options: ResolvedOptions) {}

    @OnCall(factNumberCall(service))
    async factNumber({ factId }: FactNumberRequest): Promise<FactNumber> {
      const worker = await workerOf(this.options);
      const giveUpAt = Date.now() + NUMBERED_WITHIN_MS;
      for (;;) {
        const [row] = await worker.query<{ publish_seq: string | null }[]>(
          'SELECT publish_seq FROM outbox WHERE fact_id = $1',
          [factId],
        );
        if (!row) return { seq: null };
        if (row.publish_seq !== null) return { seq: Number(row.publish_seq) };
        if (Date.now() > giveUpAt) return { seq: null };
        nudge();
        await pause(20);
      }
    }
  }
  return FactNumberController;
}
