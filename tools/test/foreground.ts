import { spawn } from 'node:child_process';
import { repository } from '../stack/services.ts';

/** Runs Node with these arguments where a person can follow it; answers its exit code. Needs no standard input. */
export function inForeground(args: string[], { silent = false, limitMinutes = 60 } = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: repository,
      stdio: ['ignore', silent ? 'ignore' : 'inherit', 'inherit'],
    });
    const limit = setTimeout(() => {
      process.stdout.write(`Ended after ${limitMinutes} minutes: it hangs.\n`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, limitMinutes * 60_000);
    const end = (code: number) => {
      clearTimeout(limit);
      resolve(code);
    };
    child.on('error', () => end(1));
    child.on('close', (code) => end(code ?? 1));
  });
}
