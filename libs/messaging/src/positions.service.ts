import { Injectable } from '@nestjs/common';
import { IsInt, IsOptional, IsUUID } from 'class-validator';
import type { CallType } from './calls.js';
import { Calls } from './calls.js';
import type { ResolvedOptions } from './options.js';
import { workerOf } from './options.js';
import { pause } from './pause.js';
import { positionOf } from './position.queries.js';

export class FactNumberRequest {
  @IsUUID() factId!: string;
}

export class FactNumber {
  /** null: not numbered yet, or no fact of this service. */
  @IsOptional() @IsInt() seq!: number | null;
}

/** Every service answers it: what is the number of this fact of yours? */
export function factNumberCall(service: string): CallType<FactNumberRequest, FactNumber> {
  return { subject: `call.${service}.fact-number`, request: FactNumberRequest, reply: FactNumber };
}

/** Read your own writes: has this service seen the fact a command of another service was answered with? */
@Injectable()
export class Positions {
  constructor(
    private readonly options: ResolvedOptions,
    private readonly calls: Calls,
    private readonly producersRead: () => string[],
  ) {}

  /** Own facts and producers this service does not read count as reached. False when the time is over or nobody answers. */
  async reached(producer: string, factId: string, timeoutMs = 2_000): Promise<boolean> {
    if (producer === this.options.service || !this.producersRead().includes(producer)) return true;
    const deadline = Date.now() + timeoutMs;
    const seq = await this.numberOf(producer, factId, deadline);
    if (seq === null) return false;
    const worker = await workerOf(this.options);
    const position = this.options.positionOf ?? positionOf;
    for (let wait = 10; ; wait = Math.min(wait * 2, 100)) {
      if ((await position(worker.manager, producer)) >= seq) return true;
      if (Date.now() + wait > deadline) return false;
      await pause(wait);
    }
  }

  private async numberOf(producer: string, factId: string, deadline: number): Promise<number | null> {
    const left = deadline - Date.now();
    if (left <= 0) return null;
    const call = factNumberCall(producer);
    return this.calls.ask(call, { factId }, left).then(
      ({ seq }) => seq,
      () => null,
    );
  }
}
