import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Paper } from './paper-form.js';
import { paperTemplate } from './paper.template.js';
import type { PaperJob } from './paper.worker.js';

const file = import.meta.url.endsWith('.ts') ? './paper.worker.ts' : './paper.worker.js';
const worker = fileURLToPath(new URL(file, import.meta.url));
const LARGEST = 32 * 1024 * 1024;

/** One paper at a time in a process: what they cost is not multiplied by how many ask at once. */
let turn: Promise<unknown> = Promise.resolve();

export const printPaper = (paper: Paper): Promise<Buffer> => renderPaper(paperTemplate, paper);

/** A tagged PDF/A-2a. The same template and data give the same bytes: the template may not ask what time it is. */
export function renderPaper(template: string, data: unknown, seconds = 30): Promise<Buffer> {
  const own = turn.then(() => rendered({ template, data }, seconds));
  turn = own.catch(() => undefined);
  return own;
}

function rendered(job: PaperJob, seconds: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const bounds = { timeout: seconds * 1_000, killSignal: 'SIGKILL', maxBuffer: LARGEST } as const;
  // The printer knows nothing of this process: no secret of it is in its environment.
  const child = execFile(process.execPath, [worker], { ...bounds, env: {}, encoding: 'buffer' }, (error, pdf, said) => {
    if (!error) resolve(pdf);
    else if (error.killed) reject(new Error(`The paper was given up after ${seconds} seconds.`));
    else reject(new Error(`The paper was not made: ${said.toString('utf8').slice(0, 2_000)}`));
  });
  // One that died at its start reads nothing; how it ended says why.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(JSON.stringify(job));
  return promise;
}
