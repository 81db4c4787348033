/** Waits, or less when the signal comes; never throws. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** 50 ms, 100, 200 … at most `longest`, with jitter so that two who collided do not collide again. */
export function backoff(attempt: number, longest = 5_000): number {
  return Math.min(longest, 50 * 2 ** Math.min(attempt, 12)) * (0.5 + Math.random() / 2);
}
