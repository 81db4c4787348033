/** One measured figure, its floor taken in the same run, and what is aimed at. */
export interface Figure {
  what: string;
  measured: string;
  floor: string;
  /** Measured speed as a share of the floor's; null where there is no floor. */
  ratio: number | null;
  aim: string;
  reached: boolean | null;
}

export const milliseconds = (ms: number): string =>
  ms < 10 ? `${ms.toFixed(2)} ms` : ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;

export const perSecond = (count: number, ms: number): string =>
  `${Math.round((count / ms) * 1000).toLocaleString('en')}/s`;

/** Middle value: these machines are shared, and a mean would tell of the neighbours. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

/** Runs `work` n times after a warm-up and returns the median in ms. */
export async function medianOf(times: number, work: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < Math.min(10, times); warm += 1) await work();
  const all: number[] = [];
  for (let run = 0; run < times; run += 1) all.push((await timed(work)).ms);
  return median(all);
}

/** Progress, beside the figures on standard output. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);
