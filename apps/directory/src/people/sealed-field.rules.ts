import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** A key that seals personal fields, and the short name under which a sealed field says which key it needs. */
export interface FieldKey {
  id: Buffer;
  key: Buffer;
}

const version = 1;
const idBytes = 4;
const ivBytes = 12;
const tagBytes = 16;

export function fieldKeyOf(key: Buffer): FieldKey {
  return { id: createHash('sha256').update('dotation field key').update(key).digest().subarray(0, idBytes), key };
}

/**
 * AES-256-GCM: version ‖ key id ‖ iv ‖ text ‖ tag. `place` (the row and the field) is authenticated with it, so that a
 * name copied to another person's row does not open there.
 */
export function seal(key: FieldKey, place: string, text: string): Buffer {
  const iv = randomBytes(ivBytes);
  const head = Buffer.concat([Buffer.of(version), key.id, iv]);
  const cipher = createCipheriv('aes-256-gcm', key.key, iv).setAAD(Buffer.from(place));
  return Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the key is not there or the field was altered: both are faults of the installation, not of the caller. */
export function open(keys: readonly FieldKey[], place: string, sealed: Buffer): string {
  const id = sealed.subarray(1, 1 + idBytes);
  const key = keys.find((known) => known.id.equals(id));
  if (sealed[0] !== version || !key) throw new Error(`No key ${id.toString('hex')} to open a personal field`);
  const start = 1 + idBytes + ivBytes;
  const decipher = createDecipheriv('aes-256-gcm', key.key, sealed.subarray(1 + idBytes, start))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(start, -tagBytes)), decipher.final()]).toString('utf8');
}

/** What a text is found by without being readable: HMAC-SHA-256 under a key of its own, derived from the field key. */
export function hashOf(key: FieldKey, field: string, text: string): Buffer {
  const own = createHmac('sha256', key.key).update(`dotation ${field} hash`).digest();
  return createHmac('sha256', own).update(text).digest();
}
