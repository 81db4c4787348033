import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

// Random bytes for 256 ids at a time: asking the system for each costs more than all the rest of an id.
const pool = new Uint8Array(256 * 16);
let used = pool.length;
let lastMsecs = 0;
let seq = 0;

/** A new time-ordered identifier; ids of one process are in the order they were made, also within a millisecond. */
export function uuidv7(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += 16));
  const now = Date.now();
  if (now > lastMsecs) {
    lastMsecs = now;
    // Starts in the lower half of its 32 bits, so that it cannot run over within a millisecond.
    seq = new DataView(random.buffer, random.byteOffset).getUint32(0) & 0x7fffffff;
  } else seq += 1;
  return v7({ random, msecs: lastMsecs, seq });
}

export function isUuidv7(text: unknown): text is string {
  return typeof text === 'string' && version7.test(text);
}
