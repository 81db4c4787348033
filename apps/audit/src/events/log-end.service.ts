import { Injectable } from '@nestjs/common';
import { promptly, RunTimeDatabase } from '@dotation/service';
import { projectedPosition } from './events.queries.js';

const look = 200;

interface Waiter {
  position: number;
  wake: () => void;
}

/** Tells streams and webhooks that the log goes on: one cheap question every 200 ms, however many wait, none when nobody does. */
@Injectable()
export class LogEnd {
  readonly #waiting = new Set<Waiter>();
  #looking = false;

  constructor(private readonly database: RunTimeDatabase) {}

  /** Returns when there is more than `position`, when `longest` milliseconds are over, or when the signal comes. */
  passed(position: number, longest: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiter = {
        position,
        wake: () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', waiter.wake);
          this.#waiting.delete(waiter);
          resolve();
        },
      };
      const timer = setTimeout(waiter.wake, longest);
      signal.addEventListener('abort', waiter.wake);
      this.#waiting.add(waiter);
      if (signal.aborted) waiter.wake();
      else void this.#look();
    });
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    while (this.#waiting.size > 0) {
      const end = await this.#end();
      for (const waiter of this.#waiting) if (waiter.position < end) waiter.wake();
      if (this.#waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, look));
    }
    this.#looking = false;
  }

  /** Without the database there is nothing new. */
  async #end(): Promise<number> {
    try {
      return await promptly(await this.database.ready(), projectedPosition);
    } catch {
      return 0;
    }
  }
}
