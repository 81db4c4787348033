// Reference and demo data come in through the public API, like everything else. The seed may be repeated
// safely; a mark that names its content only saves the time of repeating it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inherited } from '../stack/processes.ts';
import { compileCache, repository } from '../stack/services.ts';
import type { Stack } from '../stack/stack.ts';
import { State } from '../stack/state.ts';

export interface SeedOptions {
  demo: boolean;
  say?: (text: string) => void;
}

export async function seed(stack: Stack, { demo, say = () => undefined }: SeedOptions): Promise<void> {
  const main = join(repository, 'tools', 'seed', 'main.ts');
  if (!existsSync(main)) return say('none yet');
  const state = new State(stack.stateDir);
  // Tokens and vetting results of the demo end, so each month renews them.
  const month = demo ? new Date().toISOString().slice(0, 7) : '';
  const mark = contentOf(join(repository, 'tools', 'seed'), demo) + month;
  const tokens = state.path('demo-tokens.json');
  // The mark lies in the state folder beside the data it speaks of; without the tokens it is not believed.
  if (state.read<{ mark: string }>('seeded.json')?.mark === mark && (!demo || existsSync(tokens)))
    return say('as before');
  const args = [main, '--reference', ...(demo ? ['--demo'] : []), '--url', stack.baseUrl, '--state', stack.stateDir];
  const child = spawn(process.execPath, args, {
    env: { ...inherited(), NODE_COMPILE_CACHE: compileCache, DOTATION_TOKEN: stack.secrets.bootstrapToken },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += String(chunk)));
  child.stdout.on('data', (chunk: Buffer) => {
    text += String(chunk);
    say(String(chunk).trim().split('\n').at(-1) ?? '');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`The seed failed:\n${text.trim().split('\n').slice(-15).join('\n')}`);
  state.write('seeded.json', { mark });
}

function contentOf(folder: string, demo: boolean): string {
  const hash = createHash('sha256').update(String(demo));
  for (const file of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    if (/\.(ts|json|csv)$/.test(file)) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}
