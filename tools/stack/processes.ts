// A pid alone does not say which process is meant: the kernel gives the number away again. Every
// process we leave behind is therefore written down as pid *and* start time, and only a process
// that shows both is ever signalled.
import { execFileSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessId {
  pid: number;
  /** Opaque; equal for the same process, different after the pid is used again or the machine restarted. */
  startedAt: string;
}

/** Field 22 of /proc/<pid>/stat. The command name (field 2) may itself hold spaces and brackets. */
export function startTicks(stat: string): string | undefined {
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .at(19);
}

/** State letter of /proc/<pid>/stat: Z (zombie) and X (dead) no longer run anything. */
export function runState(stat: string): string | undefined {
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .at(0);
}

let boot: string | undefined;
function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

/** Start time of a running process, or undefined when there is none with this pid. */
export function startTime(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (['Z', 'X'].includes(runState(stat) ?? 'X')) return undefined;
      return `${bootId()}/${startTicks(stat)}`;
    } catch {
      return undefined;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export function identify(pid: number): ProcessId {
  return { pid, startedAt: startTime(pid) ?? 'gone' };
}

export function isRunning(id: ProcessId): boolean {
  return startTime(id.pid) === id.startedAt;
}

/** Signals exactly this process; false when it is gone (or its number belongs to somebody else by now). */
export function signal(id: ProcessId, name: NodeJS.Signals): boolean {
  if (!isRunning(id)) return false;
  try {
    process.kill(id.pid, name);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false when it outlives `timeoutMs`. It need not be our child. */
export async function gone(id: ProcessId, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isRunning(id)) {
    if (Date.now() >= deadline) return false;
    await delay(15);
  }
  return true;
}

/** Asks politely, waits, then kills. Answers how it ended. */
export async function stop(
  id: ProcessId,
  polite: NodeJS.Signals,
  timeoutMs: number,
): Promise<'gone' | 'stopped' | 'killed'> {
  if (!signal(id, polite)) return 'gone';
  if (await gone(id, timeoutMs)) return 'stopped';
  signal(id, 'SIGKILL');
  await gone(id, 5_000);
  return 'killed';
}

/** The command line of a process as a person would type it, or undefined. */
export function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim() || undefined;
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Of our own environment only what any program needs: a PORT or NODE_OPTIONS meant for us is not for them. */
export function inherited(): Record<string, string> {
  const wanted = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];
  return Object.fromEntries(wanted.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** What whoever starts a process wants to hear of it. */
export interface Hooks {
  spawned(id: ProcessId): void;
  ended(how: string): void;
}

export function watch(child: ChildProcess, id: ProcessId, hooks: Partial<Hooks>): void {
  // Who listens for its end stays to hear it; a test that does not must not be held up by it.
  if (!hooks.ended) child.unref();
  child.on('error', (error) => hooks.ended?.(error.message));
  child.on('exit', (code, name) => hooks.ended?.(name ? `was ended by ${name}` : `ended with code ${code}`));
  if (child.pid) hooks.spawned?.(id);
}
