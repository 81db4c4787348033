import { createHash, randomBytes } from 'node:crypto';

/** The keys that seal names and phone numbers, as the installation's secrets keep them (base64). */
export interface FieldKeys {
  fieldKey: string;
  /** Newest first; they only open. */
  fieldKeysRetired?: string[];
}

/** Under which a sealed field says which key it needs; directory makes it the same way. */
export function keyName(key: string): string {
  return createHash('sha256').update('dotation field key').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 8);
}

/** A new key seals from the next start on; the one before keeps opening until nobody needs it. */
export function rotated<T extends FieldKeys>(keys: T, fresh = randomBytes(32)): T {
  return {
    ...keys,
    fieldKey: fresh.toString('base64'),
    fieldKeysRetired: [keys.fieldKey, ...(keys.fieldKeysRetired ?? [])],
  };
}

/** Retired keys without which everything still opens are let go; `needed` are the names found in the database. */
export function forgotten<T extends FieldKeys>(keys: T, needed: readonly string[]): T {
  const kept = (keys.fieldKeysRetired ?? []).filter((key) => needed.includes(keyName(key)));
  return { ...keys, fieldKeysRetired: kept };
}
