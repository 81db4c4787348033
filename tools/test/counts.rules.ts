// Counting what a run of several stages passed and failed.
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

export function counted(outcomes: readonly boolean[]): Count {
  const passed = outcomes.filter(Boolean).length;
  return { passed, failed: outcomes.length - passed, skipped: 0 };
}

export function total(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The line that machines read: alone, and the last one. */
export function closingLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** Too slow is no failure (a busy machine is not a bug), but it is said, with the stage's name. */
export function overrun(name: string, tookMs: number, budgetMinutes: number): string | undefined {
  const minutes = tookMs / 60_000;
  if (minutes <= budgetMinutes) return undefined;
  return `Stage "${name}" took ${minutes.toFixed(1)} min, more than its ${budgetMinutes} min.`;
}
