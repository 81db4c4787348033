import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdentityConfig } from '../config.js';
import { identityError } from '../errors.js';
import { hashText, parseHash } from './phc.rules.js';
import type { PasswordHash } from './phc.rules.js';

/** OWASP's first choice for argon2id where memory is dear: 19 MiB, two passes. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const hashBytes = 32;
/** Whoever comes when this many wait already is asked to come again: the queue stays within some seconds. */
const mostWaiting = 400;

/** argon2id off the event loop, a few at a time: however many people sign in, other work and the thread pool go on. */
@Injectable()
export class Passwords {
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  /** Checked in place of the hash of somebody who has no account, so that the answer takes as long. */
  readonly #nobody: PasswordHash = { ...cost, salt: randomBytes(16), hash: randomBytes(hashBytes) };

  constructor(private readonly config: IdentityConfig) {}

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    return hashText({ ...cost, salt, hash: await this.#derive(password, { ...cost, salt }) });
  }

  /** Takes as long for nobody's password as for somebody's. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const known = stored === undefined ? this.#nobody : parseHash(stored);
    const derived = await this.#derive(password, known);
    return timingSafeEqual(derived, known.hash) && stored !== undefined;
  }

  async #derive(password: string, { memory, passes, parallelism, salt }: Omit<PasswordHash, 'hash'>): Promise<Buffer> {
    await this.#turn();
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        // The same letters typed on another keyboard may be other characters: NFKC makes them one.
        const message = Buffer.from(password.normalize('NFKC'));
        const parameters = { message, nonce: salt, parallelism, tagLength: hashBytes, memory, passes };
        argon2('argon2id', parameters, (error, derived) => (error ? reject(error) : resolve(derived)));
      });
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < this.config.checksAtOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= mostWaiting) throw identityError('busy', 'Try again in a moment.');
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
