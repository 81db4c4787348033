import type { Standing } from '../principals/principal.rules.js';
import { gatewayError } from '../errors.js';

/** Who may have a session: an active person. A system works by tokens of its own, which somebody answers for (AM-1). */
export function mustBeOfPerson(standing: Pick<Standing, 'active' | 'isSystem'> | undefined): void {
  if (!standing?.active) throw gatewayError('person-inactive');
  if (standing.isSystem) throw gatewayError('system-signs-in');
}

/** Where a browser may be sent after sign-in: a path of ours, else the first page. */
export function returnPath(asked: string | undefined): string {
  const here = 'http://here.invalid';
  if (asked === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || asked.includes('\\')) return '/';
  if (!URL.canParse(asked, here)) return '/';
  const { origin, pathname, search, hash } = new URL(asked, here);
  // `/.//elsewhere` becomes `//elsewhere` once its dots are resolved.
  if (origin !== here || pathname.startsWith('//') || pathname.startsWith('/auth/')) return '/';
  return `${pathname}${search}${hash}`;
}

/** What a provider says of a sign-in (the claims of its id token that matter here). */
export interface SignInClaims {
  auth_time?: unknown;
  acr?: unknown;
  amr?: unknown;
  iat: number;
}

/** When a second factor was shown, if one was: by one of the provider's names for it, or by the method (RFC 8176). */
export function secondFactorAt(claims: SignInClaims, acrs: readonly string[]): Date | null {
  const methods = Array.isArray(claims.amr) ? (claims.amr as unknown[]) : [];
  const shown = acrs.includes(String(claims.acr)) || methods.includes('mfa');
  return shown ? authenticatedAt(claims) : null;
}

export function authenticatedAt({ auth_time: time, iat }: SignInClaims): Date {
  return new Date((typeof time === 'number' ? time : iat) * 1000);
}

const clocksDiffer = 60_000;

/**
 * The provider still knew the browser and asked for nothing: whoever holds it can take the demand for a password out of the
 * address he is sent to. A provider that does not say when it asked is believed.
 */
export function wasRemembered({ auth_time: time }: SignInClaims, begunAt: Date): boolean {
  return typeof time === 'number' && time * 1000 < begunAt.getTime() - clocksDiffer;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The person a provider names in the claim it was set up with. */
export function personIn(claims: Readonly<Record<string, unknown>>, claim: string): string | undefined {
  const value = claims[claim];
  return typeof value === 'string' && uuid.test(value) ? value.toLowerCase() : undefined;
}

/** Where the browser is. In front of the gateway stand `proxies` of ours; what is further left anybody may have written. */
export function clientAddress(socket: string, forwarded: string | undefined, proxies: number): string {
  const addresses = (forwarded ?? '').split(',').map((address) => address.trim());
  const said = proxies === 0 ? '' : (addresses.at(-proxies) ?? '');
  return (/^[0-9a-fA-F.:]{2,45}$/.test(said) ? said : socket).replace(/^::ffff:/, '');
}
