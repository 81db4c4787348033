import { appendFileSync, writeFileSync } from 'node:fs';

/** What the generator knows of one command, apart from the product: the oracle believes this file. */
export interface Invocation {
  key: string;
  service: string;
  path: string;
  /** ok: acknowledged, its effect must exist exactly once. fail: refused, no effect. info: unknown, 0 or 1. */
  outcome: 'ok' | 'fail' | 'info';
  sent: number;
  detail?: string;
}

/** The generator's own append-only record of what it asked and what it was told. */
export class RunRecord {
  readonly invocations = new Map<string, Invocation>();
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
    writeFileSync(file, '');
  }

  note(invocation: Invocation): void {
    this.invocations.set(invocation.key, invocation);
    appendFileSync(this.file, `${JSON.stringify({ at: new Date().toISOString(), ...invocation })}\n`);
  }

  count(outcome: Invocation['outcome']): number {
    return [...this.invocations.values()].filter((each) => each.outcome === outcome).length;
  }

  /** Requests beyond the first of a command: without any, the run has not shown that repeating is safe. */
  get repeats(): number {
    return [...this.invocations.values()].reduce((sum, each) => sum + Math.max(0, each.sent - 1), 0);
  }
}
