import type { Progress } from './progress.mjs';
import type { ServiceName } from './services.ts';
import type { Stack } from './stack.ts';

export interface StackOptions {
  stateDir: string;
  /** Of the gateway; any free port when absent. */
  port?: number;
  /** Which services run (default: all). Databases are made and migrated for these. */
  services?: readonly ServiceName[];
  /** The gateway's demo mode: it refuses any address but loopback. */
  demo?: boolean;
  /** Added to one service's environment, e.g. { assets: { DOTATION_FAULTS: '1', FAULT_POINT: 'after-commit:3' } }. */
  env?: Partial<Record<ServiceName, Record<string, string>>>;
  /** fsync of PostgreSQL; false only where nothing is kept. Default true. */
  durable?: boolean;
  readyTimeoutMs?: number;
  /** Milliseconds before a part that died is started again; default: growing while it keeps failing. */
  restartPauses?: readonly number[];
  progress?: Progress;
  /** Handed out before anything is started, so that a start can be interrupted with `close`. */
  onBegin?: (stack: Stack) => void;
}
