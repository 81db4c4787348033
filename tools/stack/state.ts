// The folder that holds everything one installation keeps (`.dotation/`): secrets, ports, what runs.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { publicPlace, unprivilegedUser } from './privileges.ts';
import { identify, isRunning, type ProcessId } from './processes.ts';

export class StateInUse extends Error {
  readonly holder: ProcessId;
  constructor(holder: ProcessId, folder: string) {
    super(
      `Dotation already runs here (process ${holder.pid}, state in ${folder}). Stop it first with Ctrl-C in its terminal, or: kill ${holder.pid}`,
    );
    this.holder = holder;
  }
}

export class State {
  readonly folder: string;

  /** Made where missing, closed to others. */
  constructor(folder: string) {
    this.folder = resolve(folder);
    mkdirSync(this.logs, { recursive: true, mode: 0o700 });
    chmodSync(this.folder, 0o700);
  }

  /** Of an existing folder; undefined when there is none: a reader makes nothing. */
  static at(folder: string): State | undefined {
    return existsSync(join(folder, 'ports.json')) ? new State(folder) : undefined;
  }

  get logs(): string {
    return join(this.folder, 'logs');
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  read<T>(file: string): T | undefined {
    try {
      return JSON.parse(readFileSync(this.path(file), 'utf8')) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new Error(`${this.path(file)} cannot be read: ${(error as Error).message}`);
    }
  }

  /** Whole or not at all: written aside, then renamed. Readable by us only. */
  write(file: string, value: unknown): void {
    const aside = this.path(`${file}.${process.pid}.tmp`);
    writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    renameSync(aside, this.path(file));
  }

  /** The log of one part; one that has grown past 20 MB is set aside when its part is started next. */
  logFile(name: string): string {
    const path = join(this.logs, `${name}.log`);
    if (existsSync(path) && statSync(path).size > 20_000_000) renameSync(path, `${path}.1`);
    return path;
  }

  /** One starter per folder. A lock whose holder was killed is taken over. */
  lock(): void {
    const path = this.path('lock.json');
    const mine = this.path(`lock.${process.pid}.tmp`);
    writeFileSync(mine, JSON.stringify(identify(process.pid)), { mode: 0o600 });
    try {
      for (;;) {
        if (linked(mine, path)) return;
        const holder = this.read<ProcessId>('lock.json');
        if (holder && isRunning(holder)) throw new StateInUse(holder, this.folder);
        this.setStaleLockAside(path);
      }
    } finally {
      rmSync(mine, { force: true });
    }
  }

  // Two starters may find the same stale lock. Whoever moves away what turns out to be the other's fresh lock puts it back.
  private setStaleLockAside(path: string): void {
    const aside = this.path(`lock.stale.${process.pid}.tmp`);
    try {
      renameSync(path, aside);
    } catch {
      return; // the other one was faster
    }
    const moved = JSON.parse(readFileSync(aside, 'utf8')) as ProcessId;
    if (isRunning(moved)) linked(aside, path);
    unlinkSync(aside);
  }

  unlock(): void {
    if (this.read<ProcessId>('lock.json')?.pid === process.pid) rmSync(this.path('lock.json'), { force: true });
  }

  /** Its starter ended without unlocking. */
  wasKilled(): boolean {
    const holder = this.read<ProcessId>('lock.json');
    return holder !== undefined && !isRunning(holder);
  }
}

/** A hard link appears with its content, in one step; false when the name is taken. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Where PostgreSQL's data lies: in the state folder; for root, who cannot run PostgreSQL and whose folders
 * others cannot enter, in a folder of its own that knows which state folder it belongs to.
 */
export function postgresHome(state: State): string {
  if (!unprivilegedUser()) return state.path('postgres');
  const known = state.read<{ folder: string }>('postgres-home.json');
  if (known && existsSync(known.folder)) return known.folder;
  if (known) throw new Error(`The data folder ${known.folder} is gone. To begin anew, remove ${state.folder}.`);
  const place = publicPlace();
  clearOrphans(place);
  const id = createHash('sha256').update(`${state.folder}\0${Date.now()}\0${process.pid}`).digest('hex').slice(0, 12);
  const folder = join(place, `data-${id}`);
  mkdirSync(folder, { mode: 0o711 });
  writeFileSync(join(folder, 'belongs-to'), state.folder);
  state.write('postgres-home.json', { folder });
  return folder;
}

/** Data folders whose state folder was removed (or made anew) belong to nobody any more. */
function clearOrphans(place: string): void {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith('data-'))) {
    const folder = join(place, name);
    try {
      const owner = readFileSync(join(folder, 'belongs-to'), 'utf8');
      const known = JSON.parse(readFileSync(join(owner, 'postgres-home.json'), 'utf8')) as { folder: string };
      if (known.folder === folder) continue;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') continue;
      if (!existsSync(join(folder, 'belongs-to'))) continue; // not made by us, or being made right now
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
