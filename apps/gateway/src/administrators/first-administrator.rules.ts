import { createHash } from 'node:crypto';

/**
 * The key under which directory and identity are asked to make the first administrator. It follows from the request alone: whoever
 * repeats it after a crash, even with a new key of his own, gets directory's first answer and not "there is one already".
 */
export function keyOfFirst(bootstrapHash: Buffer, ...wish: string[]): string {
  const bytes = createHash('sha256').update(bootstrapHash).update(JSON.stringify(wish)).digest().subarray(0, 16);
  Buffer.from('019700000000', 'hex').copy(bytes);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
