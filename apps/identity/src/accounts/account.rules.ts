import { createHmac } from 'node:crypto';
import { identityError } from '../errors.js';

export interface Account {
  id: string;
  personId: string;
  login: string;
  passwordHash: string;
  firstPasswordOf: string | null;
  firstPasswordUntil: Date | null;
  mustChange: boolean;
  sessionsEndBefore: Date | null;
  createdAt: Date;
  disabledAt: Date | null;
}

const shortest = 12;
const longest = 200;
const firstPasswordLife = 7 * 86_400_000;

/** Names of accounts are told apart without regard to case; they may be mail addresses. */
export function loginOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

export function checkLogin(typed: string): string {
  const login = loginOf(typed);
  if (/^[a-z0-9][a-z0-9._@+-]{2,99}$/.test(login)) return login;
  const detail = 'Use 3 to 100 letters, digits, and . _ @ + -, beginning with a letter or digit.';
  throw identityError('login-not-valid', detail, [{ row: 0, field: 'login', code: 'login-not-valid', detail }]);
}

export type Weakness = 'too-short' | 'too-long' | 'holds-login' | 'one-character';

/** Length is what makes a password hard to guess; rules about its characters only make it hard to remember. */
export function weaknessOf(password: string, login: string): Weakness | undefined {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < shortest) return 'too-short';
  if (characters.length > longest) return 'too-long';
  if (password.toLowerCase().includes(login)) return 'holds-login';
  if (new Set(characters).size < 5) return 'one-character';
  return undefined;
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A first password follows from the command that asked for it, so that a repeat of the command shows the same one although
 * only its hash is stored. 16 letters that are not mistaken for each other: 79 bits.
 */
export function firstPassword(key: Buffer, commandKey: string): string {
  const bytes = createHmac('sha512', key).update(`first password ${commandKey}`).digest();
  const text = Array.from(bytes.subarray(0, 16), (byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}

export function firstPasswordUntil(now: Date): Date {
  return new Date(now.getTime() + firstPasswordLife);
}

/** Whoever disabled an account, or let a first password lie for a week, lets nobody in with the right password. */
export function maySignIn({ disabledAt, mustChange, firstPasswordUntil: until }: Account, now: Date): boolean {
  if (disabledAt !== null) return false;
  return !(mustChange && until !== null && until <= now);
}

const second = 1_000;

/**
 * Id tokens tell the time of a sign-in in whole seconds. Whoever changes his own password stays signed in by it; when an
 * administrator takes an account away, a sign-in of that very second counts as before.
 */
export function endSessionsBefore(now: Date, by: 'person' | 'administrator'): Date {
  const round = by === 'person' ? Math.floor : Math.ceil;
  return new Date(round(now.getTime() / second) * second);
}
