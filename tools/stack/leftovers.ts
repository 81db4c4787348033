// What a killed run left behind: found by what it wrote down (pid and start time), and on Linux also by
// the mark every process of ours carries, because a run can be killed between starting and noting.
import { readFileSync, readdirSync } from 'node:fs';
import { identify, isRunning, runState, stop, type ProcessId } from './processes.ts';
import type { State } from './state.ts';

export interface Leftover {
  part: string;
  process: ProcessId;
}

export class Noted {
  private readonly state: State;
  private readonly known: Record<string, ProcessId>;

  constructor(state: State) {
    this.state = state;
    this.known = state.read<Record<string, ProcessId>>('processes.json') ?? {};
  }

  set(part: string, process: ProcessId | undefined): void {
    if (process) this.known[part] = process;
    else delete this.known[part];
    this.state.write('processes.json', this.known);
  }

  running(): Leftover[] {
    return Object.entries(this.known)
      .filter(([, process]) => isRunning(process))
      .map(([part, process]) => ({ part, process }));
  }
}

/** DOTATION_PART of a process that belongs to `folder`, from the text of its environment; else undefined. */
export function partIn(environ: string, folder: string): string | undefined {
  const variables = environ.split('\0');
  if (!variables.includes(`DOTATION_STATE=${folder}`)) return undefined;
  return variables.find((entry) => entry.startsWith('DOTATION_PART='))?.slice('DOTATION_PART='.length);
}

function marked(folder: string): Leftover[] {
  if (process.platform !== 'linux') return [];
  const found = new Map<number, Leftover & { parent: number }>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const part = partIn(readFileSync(`/proc/${name}/environ`, 'utf8'), folder);
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (part && runState(stat) !== 'Z') found.set(Number(name), { part, process: identify(Number(name)), parent });
    } catch {
      continue; // gone meanwhile, or another user's
    }
  }
  // The children of a PostgreSQL that still runs are ended by it.
  return [...found.values()].filter(({ parent }) => !found.has(parent));
}

const order = (part: string) => (part === 'postgres' ? 3 : part === 'nats' ? 2 : part === 'gateway' ? 0 : 1);

/** Stops them in the usual order and answers which they were. */
export async function stopLeftovers(state: State): Promise<string[]> {
  const all = new Map<number, Leftover>();
  for (const leftover of [...new Noted(state).running(), ...marked(state.folder)])
    all.set(leftover.process.pid, leftover);
  for (const step of [0, 1, 2, 3]) {
    const now = [...all.values()].filter(({ part }) => order(part) === step);
    await Promise.all(
      now.map(({ part, process }) =>
        stop(process, part === 'postgres' ? 'SIGINT' : 'SIGTERM', step === 3 ? 30_000 : 10_000),
      ),
    );
  }
  state.write('processes.json', {});
  return [...new Set([...all.values()].map(({ part }) => part))];
}
