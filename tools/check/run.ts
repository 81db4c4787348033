import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { repository } from '../stack/services.ts';
import type { Progress } from '../stack/progress.mjs';
import type { Check } from './stages.ts';

export interface Checked {
  name: string;
  passed: boolean;
  output: string;
  advice: string;
}

/** All of them, as many at a time as there are processors; a failure stops no other. */
export async function runChecks(checks: readonly Check[], progress: Progress): Promise<Checked[]> {
  const waiting = [...checks];
  const results: Checked[] = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runCheck(check, progress));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return checks
    .map(({ name }) => results.find((result) => result.name === name))
    .filter((found) => found !== undefined);
}

async function runCheck(check: Check, progress: Progress): Promise<Checked> {
  let output = '';
  const passed = await progress
    .step(check.name, async () => {
      for (const { module, args } of check.commands) {
        const { code, text } = await run(module, args);
        output = text;
        if (code !== 0) throw new Error(text);
      }
      return true;
    })
    .catch(() => false);
  return { name: check.name, passed, output, advice: check.advice };
}

function run(module: string, args: string[]): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [module, ...args], { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += String(chunk)));
    child.on('error', (error) => resolve({ code: 1, text: error.message }));
    child.on('close', (code) => resolve({ code, text }));
  });
}

/** What a person needs to see of the failed ones. */
export function failures(results: readonly Checked[], mostLines = 60): string {
  return results
    .filter(({ passed }) => !passed)
    .map(({ name, output, advice }) => {
      const lines = output.trim().split('\n');
      const cut =
        lines.length > mostLines ? [...lines.slice(0, mostLines), `… ${lines.length - mostLines} more lines`] : lines;
      return `\n${name} failed. ${advice}\n\n${cut.join('\n')}\n`;
    })
    .join('');
}
