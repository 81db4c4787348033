// Keeps one part (a service, PostgreSQL, nats-server) running: starts it, notices its end, starts it
// again after a pause that grows while it keeps failing.
import { EventEmitter } from 'node:events';
import { gone, type Hooks, isRunning, signal, type ProcessId } from './processes.ts';

export interface PartEvent {
  part: string;
  kind: 'died' | 'restarted' | 'restart-failed';
  detail: string;
  at: Date;
}

/** Starts the process and resolves once it is ready; tells of it from the moment it exists. */
export type Launch = (hooks: Hooks) => Promise<void>;

export interface PartOptions {
  name: string;
  launch: Launch;
  /** Ends it the polite way. */
  end: (process: ProcessId) => Promise<'gone' | 'stopped' | 'killed'>;
  /** Told of every process started and ended, so that a later start can recognise what was left. */
  noted: (process: ProcessId | undefined) => void;
  /** Milliseconds before each restart in a row; the last one stands for all after it. */
  pauses?: readonly number[];
}

const patient = [100, 300, 1_000, 2_000, 5_000, 10_000];
const stable = 30_000;

export class Part {
  readonly name: string;
  readonly events = new EventEmitter<{ event: [PartEvent] }>();
  private readonly options: PartOptions;
  private readonly pauses: readonly number[];
  private current: ProcessId | undefined;
  private wanted = false;
  private wasReady = false;
  private failures = 0;
  private pause: NodeJS.Timeout | undefined;
  private starting: Promise<void> | undefined;

  constructor(options: PartOptions) {
    this.name = options.name;
    this.options = options;
    this.pauses = options.pauses ?? patient;
  }

  get process(): ProcessId | undefined {
    return this.current && isRunning(this.current) ? this.current : undefined;
  }

  async start(): Promise<void> {
    this.wanted = true;
    this.failures = 0;
    clearTimeout(this.pause);
    if (this.process && !this.starting) return;
    try {
      await (this.starting ?? this.launch());
    } catch (error) {
      // The first time a person must see why. Later (a fault run kills a service that has just begun) it is
      // what we are for: it is started again, and whoever asked waits for that.
      if (!this.wasReady || !this.wanted) throw error;
      this.again(this.pauses[0] ?? 100);
      await this.runsAgain();
    }
  }

  private runsAgain(): Promise<void> {
    return new Promise((resolve, reject) => {
      const seen = ({ kind, detail }: PartEvent) => {
        if (kind === 'died' || (kind === 'restart-failed' && this.failures < this.pauses.length)) return;
        this.events.off('event', seen);
        if (kind === 'restarted') resolve();
        else reject(new Error(`${this.name} does not start: ${detail}`));
      };
      this.events.on('event', seen);
    });
  }

  /** Asked to end, and not started again. */
  async stop(): Promise<'gone' | 'stopped' | 'killed'> {
    this.wanted = false;
    clearTimeout(this.pause);
    let how = this.current ? await this.options.end(this.current) : 'gone';
    await this.starting?.catch(() => undefined);
    // It was being started, and had no process yet when we looked.
    if (this.process) how = await this.options.end(this.process);
    this.forget();
    return how;
  }

  /** SIGKILL. A supervised part comes back by itself; `stop` first if it should not. */
  async kill9(): Promise<void> {
    if (!this.current) return;
    signal(this.current, 'SIGKILL');
    await gone(this.current, 5_000);
  }

  private launch(): Promise<void> {
    const begun = Date.now();
    const spawned = (process: ProcessId) => {
      this.current = process;
      this.options.noted(process);
    };
    this.starting = this.options
      .launch({ spawned, ended: (how) => this.ended(how, begun) })
      .then(() => {
        // It may have ended in the moment between its answer and now, when `ended` still took it for starting.
        if (!this.process) throw new Error('ended as soon as it was ready');
        this.wasReady = true;
      })
      .finally(() => (this.starting = undefined));
    return this.starting;
  }

  private forget(): void {
    this.current = undefined;
    this.options.noted(undefined);
  }

  private ended(how: string, begun: number): void {
    if (!this.wanted || this.starting) return; // asked for, or told by launch itself failing
    this.forget();
    if (Date.now() - begun > stable) this.failures = 0;
    const wait = this.pauses[Math.min(this.failures, this.pauses.length - 1)] ?? 10_000;
    this.failures += 1;
    this.say('died', `${how}; starting it again in ${wait / 1000} s`);
    this.again(wait);
  }

  private again(wait: number): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      if (!this.wanted) return;
      this.launch().then(
        () => this.say('restarted', 'runs again'),
        (error: Error) => {
          if (!this.wanted) return;
          const next = this.pauses[Math.min(this.failures, this.pauses.length - 1)] ?? 10_000;
          this.failures += 1;
          this.say('restart-failed', `${error.message.split('\n')[0]}; next try in ${next / 1000} s`);
          this.again(next);
        },
      );
    }, wait);
  }

  private say(kind: PartEvent['kind'], detail: string): void {
    this.events.emit('event', { part: this.name, kind, detail, at: new Date() });
  }
}
