import { randomBytes } from 'node:crypto';
import {
  expiryOf,
  hashOf,
  isUseWorthNoting,
  parseToken,
  secretOf,
  tokenText,
  useToken,
  whichSecret,
} from './token.rules.js';
import type { ApiToken } from './token.rules.js';

const id = '01970000-0000-7000-8000-000000000001';
const secret = secretOf(randomBytes(32), id);
const now = new Date('2027-03-01T00:00:00Z');
const token: ApiToken = {
  id,
  personId: '01970000-0000-7000-8000-00000000000a',
  secretHash: hashOf(secret),
  scopes: ['read'],
  expiresAt: new Date('2027-04-01T00:00:00Z'),
  revokedAt: null,
  firstUsedAt: null,
  personal: false,
  allowedNetworks: [],
  lastUsedAt: null,
  secretOf: null,
  secretUsedAt: null,
  previousHash: null,
  previousUntil: null,
};

describe('an API token', () => {
  it('is read back from its text, and nothing else is', () => {
    expect(parseToken(tokenText(id, secret))).toEqual({ id, secret });
    for (const text of ['', 'dot_', `dot_${id}_x`, `${tokenText(id, secret)}x`, 'Bearer dot_1_2']) {
      expect(parseToken(text)).toBeUndefined();
    }
  });

  it('is not told by its hash', () => {
    expect(tokenText(id, secret)).not.toContain(token.secretHash.toString('base64url'));
  });

  it('is valid with its secret, in its time, until it is revoked', () => {
    expect(useToken(token, secret, now)).toBe('present');
  });

  it.each([
    ['its id is unknown', undefined, secret, now],
    ['its secret is another', token, randomBytes(32), now],
    ['its time is over', token, secret, token.expiresAt],
    ['it was revoked', { ...token, revokedAt: now }, secret, now],
  ])('is refused when %s', (_, row, presented, at) => {
    expect(() => useToken(row, presented, at)).toThrow('token-invalid');
  });

  it('has another secret after a rotation, and the one before until its time is over', () => {
    const key = randomBytes(32);
    const next = secretOf(key, id, '01970000-0000-7000-8000-00000000000b');
    const previousUntil = new Date(now.getTime() + 3_600_000);
    const rotated = { ...token, secretHash: hashOf(next), previousHash: token.secretHash, previousUntil };
    expect(whichSecret(rotated, next, now)).toBe('present');
    expect(whichSecret(rotated, secret, now)).toBe('previous');
    expect(whichSecret(rotated, secret, previousUntil)).toBeUndefined();
    expect(whichSecret(rotated, randomBytes(32), now)).toBeUndefined();
    expect(secretOf(key, id, '01970000-0000-7000-8000-00000000000c')).not.toEqual(next);
  });

  it('is noted as used once an hour', () => {
    const used = (minutes: number) => ({ ...token, lastUsedAt: new Date(now.getTime() - minutes * 60_000) });
    expect([token, used(60), used(59)].map((one) => isUseWorthNoting(one, now))).toEqual([true, true, false]);
  });

  it('lives ninety days at most when its person made it alone', () => {
    expect(expiryOf('2027-05-30T00:00:00Z', now, true)).toEqual(new Date('2027-05-30T00:00:00Z'));
    expect(() => expiryOf('2027-05-31T00:00:00Z', now, true)).toThrow('expiry-out-of-range');
  });

  it('lives a year at most', () => {
    expect(expiryOf('2028-03-01T00:00:00Z', now)).toEqual(new Date('2028-03-01T00:00:00Z'));
    for (const time of ['2027-02-28T00:00:00Z', '2028-03-03T00:00:00Z']) {
      expect(() => expiryOf(time, now)).toThrow('expiry-out-of-range');
    }
  });
});
