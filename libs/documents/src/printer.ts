import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PaperJob, Printed } from './paper.worker.js';

const file = import.meta.url.endsWith('.ts') ? './paper.worker.ts' : './paper.worker.js';
const worker = fileURLToPath(new URL(file, import.meta.url));
/** Typst keeps a little of each paper for ever: a process prints this many, and the next one begins with nothing. */
const PAPERS_EACH = 25;
/** One that nobody needs gives its memory back. */
const IDLE_MS = 30_000;

/** A process that prints one paper after another, and is replaced by a new one from time to time. */
export class Printer {
  #child: ChildProcess | undefined;
  #printed = 0;
  #idle: NodeJS.Timeout | undefined;

  /** One that takes too long, or dies, is ended, and the next paper has a new one. */
  async print(job: PaperJob, seconds: number): Promise<Buffer> {
    clearTimeout(this.#idle);
    const child = (this.#child ??= begun());
    hold(child);
    try {
      const printed = await answerOf(child, job, seconds);
      this.#printed += 1;
      if (this.#printed >= PAPERS_EACH) this.#end();
      if ('pdf' in printed) return Buffer.from(printed.pdf);
      throw new Error(`The paper was not made: ${printed.failed.slice(0, 2_000)}`);
    } catch (error) {
      this.#end();
      throw error;
    } finally {
      if (this.#child) release(this.#child);
      this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
    }
  }

  #end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#printed = 0;
  }
}

function begun(): ChildProcess {
  // The printer knows nothing of this process: no secret of it is in its environment.
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
  return fork(worker, [], { env: {}, execArgv: [], serialization: 'advanced', stdio: [...stdio] });
}

async function answerOf(child: ChildProcess, job: PaperJob, seconds: number): Promise<Printed> {
  const over = new AbortController();
  const { signal } = over;
  const late = setTimeout(
    () => over.abort(new Error(`The paper was given up after ${seconds} seconds.`)),
    seconds * 1_000,
  );
  const answered = once(child, 'message', { signal }).then(([printed]) => printed as Printed);
  const ended = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new Error(`The paper was not made: its printer ended (${String(code ?? by)}).`);
  });
  try {
    child.send(job);
    return await Promise.race([answered, ended]);
  } catch (error) {
    throw signal.aborted ? (signal.reason as Error) : error;
  } finally {
    clearTimeout(late);
    over.abort();
    // Whichever of the two lost has nobody to tell.
    answered.catch(() => undefined);
    ended.catch(() => undefined);
  }
}

/** It keeps this process alive only while it prints. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}
function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
