import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { gatewayError } from '../errors.js';

export interface ApiToken {
  id: string;
  personId: string;
  secretHash: Buffer;
  scopes: string[];
  expiresAt: Date;
  revokedAt: Date | null;
  firstUsedAt: Date | null;
}

const shape = /^dot_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;
const day = 86_400_000;
const longestLife = 366 * day;

/** `dot_<id>_<secret>`: the prefix lets scanners find a leaked one, the id finds the row, only the hash is stored. */
export function tokenText(id: string, secret: Buffer): string {
  return `dot_${id.replaceAll('-', '')}_${secret.toString('base64url')}`;
}

export function parseToken(text: string): { id: string; secret: Buffer } | undefined {
  const [, hex, secret] = shape.exec(text) ?? [];
  if (hex === undefined || secret === undefined) return undefined;
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { id, secret: Buffer.from(secret, 'base64url') };
}

/**
 * The secret follows from the token's id and a key of the gateway, so that a repeated command answers the same token
 * although only its hash is ever stored.
 */
export function secretOf(key: Buffer, id: string): Buffer {
  return createHmac('sha256', key).update(`api-token ${id}`).digest();
}

export function hashOf(secret: Buffer | string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Refuses a token that is wrong, over or taken back; says nothing about which. */
export function useToken(token: ApiToken | undefined, secret: Buffer, now: Date): ApiToken {
  if (!token || !sameHash(token.secretHash, hashOf(secret))) throw gatewayError('token-invalid');
  if (token.revokedAt !== null || token.expiresAt <= now) throw gatewayError('token-invalid');
  return token;
}

/** A token lives at most a year. */
export function expiryOf(expiresAt: string, now: Date): Date {
  const expiry = new Date(expiresAt);
  const left = expiry.getTime() - now.getTime();
  if (left > 0 && left <= longestLife) return expiry;
  const detail = 'Choose a time from now to 366 days ahead.';
  throw gatewayError('expiry-out-of-range', detail, [
    { row: 0, field: 'expiresAt', code: 'expiry-out-of-range', detail },
  ]);
}
