import { createHash, createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { gatewayError } from '../errors.js';

/** The public half of a phone's key: ECDSA on P-256, as browsers make and keep it without ever showing the private half. */
export interface PublicKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}

export interface Phone {
  id: string;
  personId: string;
  label: string;
  publicKey: PublicKey;
  registeredAt: Date;
  lastContactAt: Date | null;
  lostSince: Date | null;
  reportedAt: Date | null;
  reportedBy: string | null;
  wipedAt: Date | null;
}

export const PHONE_STATES = ['KNOWN', 'LOST', 'WIPED'] as const;
export type PhoneState = (typeof PHONE_STATES)[number];

export function stateOf({ reportedAt, wipedAt }: Pick<Phone, 'reportedAt' | 'wipedAt'>): PhoneState {
  if (reportedAt === null) return 'KNOWN';
  return wipedAt === null ? 'LOST' : 'WIPED';
}

/** What a phone signs: for one of these, so that a signature for one is worth nothing for another. */
export type PhoneWord = 'contact' | 'session' | 'quarantine' | 'wiping';

/** Lines: what it is, which phone, what for, SHA-256 of what goes with it in hexadecimal. */
export function signedText(phoneId: string, word: PhoneWord, payload: string): string {
  return ['dotation phone v1', phoneId, word, createHash('sha256').update(payload).digest('hex')].join('\n');
}

/** `signature`: r and s, base64url, as WebCrypto gives them. False too for what is no signature. */
export function isSignedBy(publicKey: PublicKey, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.length !== 64) return false;
  return verify('sha256', Buffer.from(text), { key: keyOf(publicKey), dsaEncoding: 'ieee-p1363' }, bytes);
}

/** Refuses what is no point of the curve. */
export function readPublicKey({ x, y }: Pick<PublicKey, 'x' | 'y'>): PublicKey {
  const key: PublicKey = { kty: 'EC', crv: 'P-256', x, y };
  try {
    keyOf(key);
    return key;
  } catch {
    throw gatewayError('phone-key-not-valid', 'publicKey is a JWK of an ECDSA key on P-256, without its private half.');
  }
}

function keyOf(key: PublicKey): KeyObject {
  return createPublicKey({ key: { ...key } as JsonWebKey, format: 'jwk' });
}

/** Since when it was lost, as reported: not to come, and not before the phone was known. Null: since the report. */
export function lostSinceOf(
  { registeredAt }: Pick<Phone, 'registeredAt'>,
  said: string | null | undefined,
  now: Date,
): Date | null {
  if (!said) return null;
  const lostSince = new Date(said);
  if (lostSince > now) throw gatewayError('loss-to-come', `It is ${now.toISOString()} now.`);
  return lostSince < registeredAt ? registeredAt : lostSince;
}

/** Whether a report says more than is known: that it is lost at all, or since earlier. Whoever reports later may know better. */
export function saysMore(known: Pick<Phone, 'lostSince'>, said: Date | null): boolean {
  return known.lostSince === null || (said !== null && said < known.lostSince);
}

/** A command that a phone had not sent when it was reported lost. */
export interface UnsentCommand {
  id: string;
  method: 'POST' | 'PUT';
  path: string;
  body: object;
  madeAt: Date;
  /** False: it was too large to be handed over, or cannot be kept as it is; the body says only what it was. */
  complete: boolean;
}

const mostCommands = 500;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const pathForm = /^\/api\/[a-z]+(\/[A-Za-z0-9-]+){1,6}$/;

/** The batch as the phone signed it: a JSON list. Refuses all of it, naming the row and field that cannot be kept. */
export function readBatch(text: string): UnsentCommand[] {
  const rows = parsed(text);
  if (!Array.isArray(rows)) throw gatewayError('batch-not-valid', 'batch is a JSON list of commands.');
  if (rows.length > mostCommands) throw gatewayError('batch-not-valid', `At most ${mostCommands} commands at once.`);
  const problems: { row: number; field: string; code: string; detail: string }[] = [];
  const commands = rows.map((value: unknown, index) => {
    const row = (value ?? {}) as Record<string, unknown>;
    const check = (field: string, isGood: boolean, detail: string): void => {
      if (!isGood) problems.push({ row: index + 1, field, code: 'not-valid', detail });
    };
    const [id, at] = [textOf(row['id']).toLowerCase(), new Date(textOf(row['madeAt']))];
    check('id', uuid.test(id), 'The Idempotency-Key, a UUIDv7.');
    check('method', row['method'] === 'POST' || row['method'] === 'PUT', 'POST or PUT.');
    check(
      'path',
      typeof row['path'] === 'string' && pathForm.test(row['path']),
      'A path under /api/, without a query.',
    );
    check('body', typeof row['body'] === 'object' && row['body'] !== null, 'An object.');
    check('complete', typeof (row['complete'] ?? true) === 'boolean', 'true or false.');
    check('madeAt', !Number.isNaN(at.getTime()), 'A time, ISO 8601.');
    const { method, path, body, complete = true } = row;
    return { id, method, path, body, madeAt: at, complete } as UnsentCommand;
  });
  if (problems.length > 0) throw gatewayError('batch-not-valid', `${problems.length} fields are not valid.`, problems);
  if (new Set(commands.map(({ id }) => id)).size < commands.length)
    throw gatewayError('batch-not-valid', 'Two commands have the same id.');
  return commands;
}

/** What is no text is no id and no time: nothing is made of it. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  // PostgreSQL keeps no NUL in JSON, also not an escaped one.
  if (text.includes('\\u0000')) throw gatewayError('batch-not-valid', 'A text has a NUL in it.');
  try {
    return JSON.parse(text);
  } catch {
    throw gatewayError('batch-not-valid', 'batch is not JSON.');
  }
}
