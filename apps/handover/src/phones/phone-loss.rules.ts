import type { Finding } from '../exceptions/finding.rules.js';

/** CR-63: signed on a phone that somebody else may have had by then. It counts as signed, and a person looks at it. */
export function signedOnLostPhone(lostSince: Date | null, signedAt: Date): Finding[] {
  if (lostSince === null || signedAt < lostSince) return [];
  const detail = `CR-63: signed at ${signedAt.toISOString()} on a phone that is reported lost since ${lostSince.toISOString()}.`;
  return [{ code: 'PHONE_LOST', detail }];
}
