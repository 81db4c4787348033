import { cookieText, csrfToken, endOf, expiryOf, isWorthNoting, secretIn, sessionCookie } from './session.rules.js';
import type { Session } from './session.rules.js';

const minute = 60_000;
const now = new Date('2027-03-01T09:00:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * minute);
const session: Session = {
  id: 's',
  personId: 'p',
  login: 'aline',
  authenticatedAt: now,
  secondFactorAt: null,
  createdAt: now,
  lastSeenAt: now,
  expiresAt: later(12 * 60),
  browser: '',
  address: null,
  idToken: '',
  endedAt: null,
  endedBecause: null,
  endedBy: null,
  phoneId: null,
};
const idle = 30 * minute;
const secret = Buffer.alloc(32, 9);
const text = secret.toString('base64url');

describe('a session', () => {
  it.each([
    ['lives while somebody is there', {}, later(29), undefined],
    ['ends when nobody was there for half an hour', {}, later(30), 'idle'],
    ['goes on for whoever was seen since', { lastSeenAt: later(29) }, later(40), undefined],
    ['ends after twelve hours, however busy', { lastSeenAt: later(12 * 60 - 1) }, later(12 * 60), 'expired'],
    ['is over once it was ended', { endedAt: now }, later(1), 'ended'],
  ] as [string, Partial<Session>, Date, string | undefined][])('%s', (_, changes, at, end) => {
    expect(endOf({ ...session, ...changes }, idle, at)).toBe(end);
  });

  it('notes once a minute that somebody is there', () => {
    expect(isWorthNoting(session, later(0.9))).toBe(false);
    expect(isWorthNoting(session, later(1))).toBe(true);
  });

  it('does not grow by confirming with a second factor', () => {
    expect(expiryOf(12 * 60 * minute, undefined, later(60))).toEqual(later(13 * 60));
    expect(expiryOf(12 * 60 * minute, session, later(60))).toEqual(later(12 * 60));
  });
});

describe('the cookie', () => {
  it('is for this host alone, unseen by scripts, and not sent by other sites’ forms', () => {
    expect(cookieText(sessionCookie, 'x')).toBe('__Host-dotation=x; Path=/; Secure; HttpOnly; SameSite=Lax');
    expect(cookieText(sessionCookie, '', 0)).toContain('Max-Age=0');
  });

  it.each([
    [`${sessionCookie}=${text}`, true],
    [`a=b; ${sessionCookie}=${text}; c=d`, true],
    [`${sessionCookie}=${text}; ${sessionCookie}=${text}`, false],
    [`x${sessionCookie}=${text}`, false],
    [`${sessionCookie}=${text}x`, false],
    [`${sessionCookie}=short`, false],
    [`${sessionCookie}=`, false],
    ['', false],
    [undefined, false],
  ])('is read from %p: %s', (header, is) => {
    expect(secretIn(header, sessionCookie)?.equals(secret) ?? false).toBe(is);
  });

  it('gives the token against forged requests, which does not give the cookie', () => {
    expect(csrfToken(secret)).toMatch(/^[\w-]{43}$/);
    expect(csrfToken(secret)).not.toBe(text);
    expect(csrfToken(Buffer.alloc(32, 8))).not.toBe(csrfToken(secret));
  });
});
