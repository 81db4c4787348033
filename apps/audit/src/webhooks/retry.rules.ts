const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** 5 s, 20 s, 80 s … six hours, and then every six hours; less a random part, so that what failed together does not return together. */
export function pauseAfter(failures: number, random: number): number {
  const longest = Math.min(5_000 * 4 ** Math.min(failures - 1, 12), 6 * hour);
  return Math.round(longest * (0.5 + random / 2));
}

export interface Attempt {
  /** Undefined when nobody answered. */
  responseCode?: number | undefined;
}

/** Only 2xx is taken; a redirect is not followed, it could lead anywhere. */
export function isTaken({ responseCode }: Attempt): boolean {
  return responseCode !== undefined && responseCode >= 200 && responseCode < 300;
}

/** A subscription's failures since it last worked. */
export interface Failing {
  failures: number;
  failingSince: Date | null;
}

export interface AfterFailure {
  failures: number;
  failingSince: Date;
  nextAttemptAt: Date;
  /** Why it is switched off now; null while it is tried again. */
  disabledReason: string | null;
}

/** What becomes of a subscription whose message was not taken: 410 says never again, days of silence say the same. */
export function afterFailure(
  failing: Failing,
  attempt: Attempt & { error: string | null },
  { now, random, giveUpAfterDays }: { now: Date; random: number; giveUpAfterDays: number },
): AfterFailure {
  const failures = failing.failures + 1;
  const failingSince = failing.failingSince ?? now;
  const nextAttemptAt = new Date(now.getTime() + pauseAfter(failures, random));
  const last = attempt.error ?? `answered ${attempt.responseCode}`;
  const gone = attempt.responseCode === 410;
  const tooLong = now.getTime() - failingSince.getTime() >= giveUpAfterDays * day;
  const disabledReason = gone
    ? 'The target answered 410: it wants no more.'
    : tooLong
      ? `Nothing was taken since ${failingSince.toISOString()}, ${failures} attempts; the last one: ${last}.`
      : null;
  return { failures, failingSince, nextAttemptAt, disabledReason };
}
