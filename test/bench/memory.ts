import { readFileSync, readdirSync } from 'node:fs';

/** Proportional set size (PSS) of a process and all its descendants, in MB: shared pages are counted once. */
export function memoryOf(roots: number[]): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = tried(`/proc/${name}/stat`);
    if (stat !== null) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const wanted = new Set(roots);
  for (let grown = true; grown;) {
    grown = false;
    for (const [pid, parent] of parents)
      if (wanted.has(parent) && !wanted.has(pid)) {
        wanted.add(pid);
        grown = true;
      }
  }
  let kilobytes = 0;
  for (const pid of wanted)
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(tried(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0);
  return kilobytes / 1024;
}

function tried(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
