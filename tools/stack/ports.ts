// Ports: which are free, and who holds one that is not.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { commandOf } from './processes.ts';

export const loopback = '127.0.0.1';

export async function isFree(port: number, host = loopback): Promise<boolean> {
  return (await tried(port, host)) === undefined;
}

/** The system's code for why nobody can listen there now; undefined when one can. */
function tried(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without this address (no IPv6) has nobody listening there either.
    const absent = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(absent.includes(code) ? undefined : code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

// Below the range from which systems take ports for outgoing connections (Linux 32768, macOS and IANA 49152): a port found
// free there could be somebody's outgoing connection before our server listens on it.
const lowest = 20_000;
const beyond = 32_768;

/** `count` different ports that are free now: all are held open until the last is known. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, ReturnType<typeof createServer>>();
  while (held.size < count) {
    const port = randomInt(lowest, beyond);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen({ port, host: loopback, exclusive: true }, () => resolve(true));
    });
    if (free) held.set(port, server);
  }
  await Promise.all([...held.values()].map((server) => new Promise((resolve) => server.close(resolve))));
  return [...held.keys()];
}

/** Keeps a wished port where it is free (so that a restart keeps its addresses), replaces it where not. */
export async function keepOrReplace<K extends string>(
  names: readonly K[],
  wished: Partial<Record<K, number>>,
): Promise<Record<K, number>> {
  const kept = await Promise.all(
    names.map(async (name) => [name, wished[name] && (await isFree(wished[name])) ? wished[name] : 0] as const),
  );
  const fresh = await freePorts(kept.filter(([, port]) => port === 0).length);
  return Object.fromEntries(kept.map(([name, port]) => [name, port || fresh.pop()])) as Record<K, number>;
}

export interface PortHolder {
  pid: number;
  command: string;
}

/** Inodes of the sockets that listen on `port`, from the text of /proc/net/tcp or tcp6. */
export function listeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === '0A' && columns[1]?.endsWith(`:${wanted}`))
    .map((columns) => columns[9] ?? '');
}

/** Who listens on a port; undefined when the system does not tell us (another user's process, no tool). */
export function holderOf(port: number): PortHolder | undefined {
  return process.platform === 'linux' ? holderFromProc(port) : holderFromLsof(port);
}

function holderFromProc(port: number): PortHolder | undefined {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => {
      try {
        return listeningInodes(readFileSync(path, 'utf8'), port);
      } catch {
        return [];
      }
    }),
  );
  const sockets = new Set([...inodes].map((inode) => `socket:[${inode}]`));
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        if (sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`)))
          return { pid: Number(pid), command: commandOf(Number(pid)) ?? '?' };
      }
    } catch {
      continue; // gone meanwhile, or not ours to look into
    }
  }
  return undefined;
}

function holderFromLsof(port: number): PortHolder | undefined {
  try {
    const pid = Number(
      execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' }).split('\n')[0],
    );
    return pid ? { pid, command: commandOf(pid) ?? '?' } : undefined;
  } catch {
    return undefined;
  }
}

/** Why the gateway cannot have this port; undefined when it can. */
export async function refusal(port: number): Promise<string | undefined> {
  const [four, six] = await Promise.all([tried(port, loopback), tried(port, '::1')]);
  if (four === 'EACCES') return `Port ${port} is for root only. Choose one above 1023: PORT=3000 npm start`;
  return four || six ? portTaken(port, holderOf(port)) : undefined;
}

/** What `npm start` says when its port is taken. */
export function portTaken(port: number, holder: PortHolder | undefined): string {
  const who = holder
    ? `by process ${holder.pid}: ${holder.command.length > 100 ? `${holder.command.slice(0, 99)}…` : holder.command}`
    : 'by a process of another user (as that user or root, "ss -ltnp" shows it)';
  return `Port ${port} is taken ${who}.\nStop it, or choose another port: PORT=${port + 1} npm start`;
}
