import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { RunTimeDatabase } from '@dotation/service';

const every = 10 * 60_000;

/** Clears away what a sign-in leaves behind when its time is over. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('Housekeeping');
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: RunTimeDatabase) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.forgetExpired(new Date()), every).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async forgetExpired(now: Date): Promise<void> {
    try {
      await (await this.database.ready()).query('SELECT forget_expired($1)', [now]);
    } catch (error) {
      this.#log.warn(`What has expired stays for now: ${String(error)}`);
    }
  }
}
