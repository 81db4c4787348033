import { Worker } from 'node:worker_threads';
import type { SheetAnswer, SheetJob } from './sheet.worker.js';
import type { TableLine } from './table.js';
import { UnreadableFile } from './unreadable-file.js';
import { refuseZipBomb } from './zip.js';

/** A visible sheet, its blank lines left out. */
export interface Sheet {
  name: string;
  lines: TableLine[];
}

/** What a file may cost before it is given up. */
export interface Limits {
  seconds: number;
  megabytes: number;
}

const LIMITS: Limits = { seconds: 20, megabytes: 320 };
const MOST_COLUMNS = 200;
/** More are no list of at most 10,000 rows, and each costs memory. */
const MOST_CELLS = 400_000;
/** 10,000 rows of a list are about 2 million; a text shared by every cell of a sheet soon is billions. */
const MOST_CHARACTERS = 16_000_000;

export function isSpreadsheet(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
}

/** One file at a time in a process: what they may cost is not multiplied by how many come at once. */
let turn: Promise<unknown> = Promise.resolve();

/** The visible sheets of a file, read in a thread that is ended when it takes too long or too much. */
export function sheetsOf(bytes: Buffer, mostLines: number, limits = LIMITS): Promise<Sheet[]> {
  refuseZipBomb(bytes);
  const job = { bytes, mostLines, mostColumns: MOST_COLUMNS, mostCells: MOST_CELLS, mostCharacters: MOST_CHARACTERS };
  const own = turn.then(() => parsed(job, limits));
  turn = own.catch(() => undefined);
  return own;
}

function parsed(job: SheetJob, { seconds, megabytes }: Limits): Promise<Sheet[]> {
  const file = import.meta.url.endsWith('.ts') ? './sheet.worker.ts' : './sheet.worker.js';
  const { promise, resolve, reject } = Promise.withResolvers<Sheet[]>();
  const refuse = (why: string): void =>
    reject(new UnreadableFile('file-malformed', `The spreadsheet cannot be read: ${why}.`));
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: job,
    // The reader of strangers' files knows nothing of this process.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
  });
  const late = setTimeout(() => refuse(`it takes more than ${seconds} seconds`), seconds * 1_000);
  worker.once('message', (answer: SheetAnswer) => {
    if ('sheets' in answer) resolve(answer.sheets);
    else refuse(answer.refused);
  });
  worker.once('error', (error: Error & { code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') refuse(`it needs more than ${megabytes} MB`);
    else reject(error);
  });
  worker.once('exit', () => refuse('its reader ended without an answer'));
  return promise.finally(() => {
    clearTimeout(late);
    return worker.terminate();
  });
}
