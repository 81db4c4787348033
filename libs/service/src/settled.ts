import { setTimeout as pause } from 'node:timers/promises';

const longestWait = 20_000;

/**
 * Reads until `done`, at most as long as `Prefer: wait=<seconds>` asks (20 s): for documents whose effects arrive from
 * other services. Without the header it reads once. The last reading is the answer, settled or not.
 */
export async function settled<T>(
  prefer: string | undefined,
  read: () => Promise<T>,
  done: (reading: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + waitOf(prefer);
  for (let step = 10; ; step = Math.min(step * 1.5, 200)) {
    const reading = await read();
    const left = deadline - performance.now();
    if (left <= 0 || done(reading)) return reading;
    await pause(Math.min(step, left));
  }
}

function waitOf(prefer: string | undefined): number {
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,3})"?/i.exec(prefer ?? '')?.[1];
  return Math.min(Number(seconds ?? 0) * 1000, longestWait);
}
