import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { castFrom, type Cast, type DemoIds } from '../../tools/journey/cast.ts';
import { seedDemo } from '../../tools/seed/main.ts';
import { startStack, type Stack } from '../../tools/stack/stack.ts';
import { PersistentClient } from './persistent-client.ts';
import type { RunRecord } from './record.ts';

/** A product of its own with demo data, in a folder of its own. */
export interface Stage {
  stack: Stack;
  /** A cast whose requests are repeated until answered, and noted. */
  cast(record: RunRecord): Cast;
  folder: string;
  strike(): Promise<void>;
}

const settings = { demo: true, durable: true, restartPauses: [100] } as const;

/** A stopped product with demo data, of which stages are copies: making one anew takes several times as long. */
export async function makeModel(): Promise<{ folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'dotation-faults-model-'));
  const stack = await startStack({ stateDir: folder, ...settings });
  const { baseUrl, secrets } = stack;
  await seedDemo({ baseUrl, bootstrapToken: secrets.bootstrapToken, stateDir: folder, examples: false });
  await stack.close();
  return {
    folder,
    remove() {
      const home = homeOf(folder);
      if (home !== null) rmSync(home, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function setStage(model: string, patienceMs: number): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'dotation-faults-'));
  copyModel(model, folder);
  const stack = await startStack({ stateDir: folder, ...settings });
  const read = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
  const plain = castFrom(stack.baseUrl, read('demo-tokens.json'), read<DemoIds>('demo-ids.json'));
  return {
    stack,
    folder,
    cast(record) {
      const persistent = new Map<string, PersistentClient>();
      return {
        ...plain,
        as(person) {
          const known = persistent.get(person);
          if (known !== undefined) return known;
          const { token, who } = plain.as(person);
          const client = new PersistentClient(stack.baseUrl, token, who, record, patienceMs);
          persistent.set(person, client);
          return client;
        },
      };
    },
    strike: () => stack.destroy(),
  };
}

/** As root PostgreSQL's data lies outside the state folder, where its own user may read it. */
function homeOf(folder: string): string | null {
  try {
    return (JSON.parse(readFileSync(join(folder, 'postgres-home.json'), 'utf8')) as { folder: string }).folder;
  } catch {
    return null;
  }
}

function copyModel(model: string, folder: string): void {
  cpSync(model, folder, { recursive: true, preserveTimestamps: true });
  const home = homeOf(model);
  if (home === null) return;
  // Owner and mode must stay: PostgreSQL refuses a data folder of anybody else.
  const copy = join(dirname(home), `data-${folder.replaceAll(/[^a-zA-Z0-9]/g, '')}`);
  execFileSync('cp', ['-a', home, copy]);
  writeFileSync(join(copy, 'belongs-to'), folder);
  writeFileSync(join(folder, 'postgres-home.json'), JSON.stringify({ folder: copy }));
}
