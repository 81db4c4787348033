import { mkdtempSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { castFrom, type Cast, type DemoIds } from '../../tools/journey/cast.ts';
import { seedDemo } from '../../tools/seed/main.ts';
import { startStack, type Stack } from '../../tools/stack/stack.ts';

export interface Stage {
  stack: Stack;
  cast: Cast;
  /** Names the demo's people sign in with. */
  logins: string[];
}

/** A product of its own, as `npm start` runs it: durable, demo data, its own folder. */
export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'dotation-bench-'));
  const stack = await startStack({ stateDir: folder, demo: true, durable: true });
  const { tokens, ids } = await seedDemo({
    baseUrl: stack.baseUrl,
    bootstrapToken: stack.secrets.bootstrapToken,
    stateDir: folder,
    examples: false,
  });
  const logins = tokens.map(({ login }) => login);
  return { stack, cast: castFrom(stack.baseUrl, tokens, ids as DemoIds), logins };
}

/** Waits until the auditor's projection has read everything. */
export async function caughtUp(stack: Stack): Promise<void> {
  for (;;) {
    const [row] = await query<{ behind: string }>(
      stack.adminUrl('audit'),
      'SELECT (SELECT position FROM log_head) - (SELECT position FROM projection) AS behind',
    );
    if (row?.behind === '0') return;
    await pause(200);
  }
}

export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
