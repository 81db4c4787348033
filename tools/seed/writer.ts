import { setTimeout as pause } from 'node:timers/promises';
import { Client, Refused } from '../journey/client.ts';
import { seedId } from './ids.ts';

const patienceMs = 60_000;
const atOnce = 8;

/** One person's way of recording what may be recorded already. */
export class Writer {
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  /**
   * Records the document called `name`, whose id follows from the name. A repeat changes nothing; a document that another
   * account recorded before counts as recorded. Services that are just starting are waited for.
   */
  async record(name: string, path: string, body: object): Promise<Record<string, unknown>> {
    const key = seedId(name);
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      try {
        return await this.client.post(path, body, { key, after: this.client.after });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.status === 409 && /-(exists|taken)$/.test(error.problem.code ?? '')) return { id: key };
        if (![502, 503, 504].includes(error.status) || Date.now() > giveUpAt) throw error;
        await pause(250);
      }
    }
  }
}

/** Independent work, a few at a time: a seed is part of every first start. */
export async function inParallel<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const left = [...things];
  const worker = async (): Promise<void> => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await work(thing);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
