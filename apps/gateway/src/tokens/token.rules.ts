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
  /** Made by its own person, for machines of that person. */
  personal: boolean;
  /** From where it may be used; from anywhere when empty. */
  allowedNetworks: string[];
  lastUsedAt: Date | null;
  /** The command that made the present secret; null for the first one. */
  secretOf: string | null;
  secretUsedAt: Date | null;
  /** The secret before, and until when it works too. */
  previousHash: Buffer | null;
  previousUntil: Date | null;
}

const shape = /^dot_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;
const day = 86_400_000;
const longestLife = 366 * day;
const longestOwnLife = 90 * day;
const noticed = 3_600_000;

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
 * The secret follows from the token's id, the command that rotated it and a key of the gateway, so that a repeated command
 * answers the same token although only its hash is ever stored.
 */
export function secretOf(key: Buffer, id: string, rotation: string | null = null): Buffer {
  const name = rotation === null ? id : `${id} ${rotation}`;
  return createHmac('sha256', key).update(`api-token ${name}`).digest();
}

export function hashOf(secret: Buffer | string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Which secret of a token this is: after a rotation the one before works for a while. */
export function whichSecret(token: ApiToken, secret: Buffer, now: Date): 'present' | 'previous' | undefined {
  const hash = hashOf(secret);
  if (sameHash(token.secretHash, hash)) return 'present';
  const { previousHash, previousUntil } = token;
  if (previousHash === null || previousUntil === null || previousUntil <= now) return undefined;
  return sameHash(previousHash, hash) ? 'previous' : undefined;
}

/** Refuses a token that is wrong, over or taken back; says nothing about which. */
export function useToken(token: ApiToken | undefined, secret: Buffer, now: Date): 'present' | 'previous' {
  const which = token && whichSecret(token, secret, now);
  if (!token || !which || token.revokedAt !== null || token.expiresAt <= now) throw gatewayError('token-invalid');
  return which;
}

/** Use is written down once an hour, not at every request. */
export function isUseWorthNoting({ lastUsedAt }: ApiToken, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= noticed;
}

/** A token lives at most a year; one that a person made alone ninety days. */
export function expiryOf(expiresAt: string, now: Date, personal = false): Date {
  const expiry = new Date(expiresAt);
  const left = expiry.getTime() - now.getTime();
  const longest = personal ? longestOwnLife : longestLife;
  if (left > 0 && left <= longest) return expiry;
  const detail = `Choose a time from now to ${longest / day} days ahead.`;
  throw gatewayError('expiry-out-of-range', detail, [
    { row: 0, field: 'expiresAt', code: 'expiry-out-of-range', detail },
  ]);
}
