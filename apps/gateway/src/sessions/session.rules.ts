import { createHmac } from 'node:crypto';

export interface Session {
  id: string;
  personId: string;
  login: string;
  authenticatedAt: Date;
  secondFactorAt: Date | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  browser: string;
  /** Where the browser was; null where nobody knew. */
  address: string | null;
  idToken: string;
  endedAt: Date | null;
  endedBecause: string | null;
  /** The administrator who ended it. */
  endedBy: string | null;
  /** The phone it is on, and ends with (CR-63). */
  phoneId: string | null;
}

/** `__Host-`: over TLS or on this machine only, for this host and no sister of it, for every path. */
export const sessionCookie = '__Host-dotation';
export const loginCookie = '__Host-dotation-login';
const secretBytes = 32;

export function cookieText(name: string, value: string, maxAgeSeconds?: number): string {
  const life = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${life}`;
}

/** The secret in a cookie; undefined when the cookie is not there, there twice, or of another shape. */
export function secretIn(header: string | undefined, name: string): Buffer | undefined {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim().split('='))
    .filter(([key]) => key === name)
    .map(([, value = '']) => value);
  const [value] = values;
  if (values.length !== 1 || !value || !/^[A-Za-z0-9_-]{43}$/.test(value)) return undefined;
  const secret = Buffer.from(value, 'base64url');
  return secret.length === secretBytes ? secret : undefined;
}

export type End = 'idle' | 'expired' | 'ended';

/** Why a session is over; undefined while it lives. */
export function endOf(session: Session, idleMs: number, now: Date): End | undefined {
  if (session.endedAt !== null) return 'ended';
  if (now >= session.expiresAt) return 'expired';
  return now.getTime() - session.lastSeenAt.getTime() >= idleMs ? 'idle' : undefined;
}

const noticed = 60_000;

/** Being there is written down once a minute, not at every request. */
export function isWorthNoting({ lastSeenAt }: Session, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= noticed;
}

/** What a page of ours must send with every write; a page of somebody else can neither read nor guess it. */
export function csrfToken(secret: Buffer): string {
  return createHmac('sha256', secret).update('dotation csrf').digest('base64url');
}

/** Confirming with a second factor gives no longer session than the first sign-in did. */
export function expiryOf(lifeMs: number, before: Session | undefined, now: Date): Date {
  const own = new Date(now.getTime() + lifeMs);
  return before && before.expiresAt < own ? before.expiresAt : own;
}
