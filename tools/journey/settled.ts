import type { Progress } from './answers.ts';
import type { Client } from './client.ts';

const settledWithin = 10;

/** Reads a document until every service has done its part. Throws when that takes longer than 30 s. */
export async function settled<T extends { progress?: Progress }>(reader: Client, path: string): Promise<T> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const document = await reader.get<T>(path, { wait: settledWithin });
    if (document.progress?.settled === true) return document;
  }
  throw new Error(`${path} has not settled after ${3 * settledWithin} s; \`npm run ops -- status\` says why.`);
}
