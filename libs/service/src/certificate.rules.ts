/** What a stranger who holds a paper is told of it (AM-29). */
export type Verdict = 'VALID' | 'CHANGED' | 'REVOKED' | 'UNKNOWN';

export interface Certificate {
  verdict: Verdict;
  number: string;
  /** The day it was signed; only for whoever has the paper's hash. */
  date: string | null;
}

/** What is recorded under the number of a paper. */
export interface KnownPaper {
  hash: string;
  day: string;
  /** No later document took it back. */
  stands: boolean;
}

/** The hash is of all that was signed or printed: whoever has it has seen the paper, and nobody can guess it. */
export function certificateOf(number: string, hash: string, recorded: KnownPaper | undefined): Certificate {
  if (!recorded) return { verdict: 'UNKNOWN', number, date: null };
  if (recorded.hash !== hash) return { verdict: 'CHANGED', number, date: null };
  return { verdict: recorded.stands ? 'VALID' : 'REVOKED', number, date: recorded.day };
}
