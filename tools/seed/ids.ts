import { createHash } from 'node:crypto';

/** Long before any command a person sends, so that seeded rows come first wherever rows are ordered by id. */
const seededAt = Date.UTC(2026, 0, 1);

/**
 * The Idempotency-Key of a seeded document, and so its id: shaped like a UUIDv7, always the same for the same name. A seed
 * that runs again repeats its requests word by word and changes nothing.
 */
export function seedId(name: string): string {
  const bytes = createHash('sha256').update(`dotation seed ${name}`).digest().subarray(0, 16);
  bytes.writeUIntBE(seededAt, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
