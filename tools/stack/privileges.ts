// PostgreSQL refuses to run as root. When we are root, the server and initdb run as an ordinary
// user of the machine, with binaries and data where that user can reach them: the repository may
// lie under /root, which nobody else may enter.
import { chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface RunAs {
  uid: number;
  gid: number;
  name: string;
}

/** Undefined when we are not root: then everything simply runs as ourselves. */
export function unprivilegedUser(passwd = readFileSync('/etc/passwd', 'utf8')): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody', '_postgres']) {
    const entry = passwd.split('\n').find((line) => line.startsWith(`${name}:`));
    const [, , uid, gid] = entry?.split(':') ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid), name };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". Run npm start as an ordinary user.',
  );
}

/** Whether users other than the owner may pass through every folder down to `path`. */
export function reachableByOthers(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Root's place for things another user must reach: survives a restart of the machine where possible. */
export function publicPlace(): string {
  for (const place of ['/var/lib/dotation', join(tmpdir(), 'dotation')]) {
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 });
      return place;
    } catch {
      continue;
    }
  }
  throw new Error('Neither /var/lib nor the temporary folder can be written.');
}

/** A folder only `runAs` (or we ourselves) may read. */
export function privateFolder(path: string, runAs: RunAs | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (runAs) chownSync(path, runAs.uid, runAs.gid);
}
