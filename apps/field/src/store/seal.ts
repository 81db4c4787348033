/** As WebCrypto makes it; named by what it is made of, so that node's types and a browser's both know it. */
type SealKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

// Drafts, queue and files lie encrypted on the phone, by a random key that the PIN unwraps. A PIN of a few digits keeps a finder
// out, not somebody with a laboratory: it is never the only copy of what was signed for longer than the network is away.
const iterations = 600_000;

export interface Lock {
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
  iterations: number;
}
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  content: ArrayBuffer;
}

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<SealKey> {
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(derivation, raw, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/** A new key, and the lock that this PIN opens. */
export async function makeLock(pin: string): Promise<{ lock: Lock; key: SealKey }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const [salt, iv] = [random(16), random(12)];
  const wrapped = await crypto.subtle.wrapKey('raw', key, await keyOfPin(pin, salt, iterations), {
    name: 'AES-GCM',
    iv,
  });
  const lock = { salt, iv, wrapped, iterations };
  const opened = await openLock(lock, pin);
  if (!opened) throw new Error('The lock does not open.');
  return { lock, key: opened };
}

/** Null for another PIN. */
export async function openLock(lock: Lock, pin: string): Promise<SealKey | null> {
  try {
    return await crypto.subtle.unwrapKey(
      'raw',
      lock.wrapped,
      await keyOfPin(pin, lock.salt, lock.iterations),
      { name: 'AES-GCM', iv: lock.iv },
      'AES-GCM',
      false,
      ['encrypt', 'decrypt'],
    );
  } catch {
    return null;
  }
}

export async function seal(key: SealKey, content: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = random(12);
  return { iv, content: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, content) };
}

export async function unseal(key: SealKey, { iv, content }: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, content));
}

/** Wrong PINs in a row, and when the last was, by the phone's clock. */
export interface Wrong {
  count: number;
  at: number;
}

/**
 * How long until the next try. `lasted` is how long the page has been there since the last wrong one, or since it was opened: no
 * clock that is set forward shortens that. The phone's clock counts too, against many pages at once; set back, it says nothing.
 */
export function waitLeft({ count, at }: Wrong, lasted: number, now: number): number {
  const wait = waitAfter(count);
  return Math.max(0, wait - lasted, now < at ? 0 : at + wait - now);
}

/** How long after so many wrong PINs in a row the next may be tried. */
export function waitAfter(wrong: number): number {
  return wrong < 5 ? 0 : Math.min(30_000 * 2 ** (wrong - 5), 3_600_000);
}
