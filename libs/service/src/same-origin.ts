import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser sent this from a page of ours. A browser names the origin of every unsafe request, or says in
 * `Sec-Fetch-Site` where it comes from; `null` and silence are somebody else.
 */
export function isSameOrigin({ origin, ...headers }: IncomingHttpHeaders, own: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined ? site === 'same-origin' : origin === own;
}
