import type { Finding } from '../exceptions/finding.rules.js';

/**
 * CR-63: signed on a phone that somebody else may have had by then. It counts as signed, and a person looks at it. The phone's own
 * word for when it was is not enough: what reached us only since then may be dated back.
 */
export function signedOnLostPhone(
  lostSince: Date | null,
  { signedAt, recordedAt }: { signedAt: Date; recordedAt: Date },
): Finding[] {
  if (lostSince === null || (signedAt < lostSince && recordedAt < lostSince)) return [];
  const [signed, recorded, lost] = [signedAt, recordedAt, lostSince].map((at) => at.toISOString());
  const detail = `CR-63: said to be signed at ${signed}, recorded at ${recorded}, on a phone that is reported lost since ${lost}.`;
  return [{ code: 'PHONE_LOST', detail }];
}
