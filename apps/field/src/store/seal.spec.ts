import { makeLock, openLock, seal, unseal, waitAfter } from './seal.js';

describe('what lies on the phone', () => {
  it('opens with the PIN, with no other one, and its key never leaves', async () => {
    const { lock, key } = await makeLock('4711');
    const sealed = await seal(key, new TextEncoder().encode('INLCD-000001-D') as Uint8Array<ArrayBuffer>);
    expect(Buffer.from(sealed.content).toString('latin1')).not.toContain('INLCD');
    const opened = await openLock(lock, '4711');
    expect(new TextDecoder().decode(await unseal(opened!, sealed))).toBe('INLCD-000001-D');
    expect(await openLock(lock, '4712')).toBeNull();
    expect(opened!.extractable).toBe(false);
    expect(key.extractable).toBe(false);
  });

  it('a PIN is guessed slowly: 600,000 rounds each, and a pause after five wrong ones that doubles', async () => {
    const { lock } = await makeLock('0000');
    expect(lock.iterations).toBe(600_000);
    expect([0, 4, 5, 6, 30].map(waitAfter)).toEqual([0, 0, 30_000, 60_000, 3_600_000]);
  });
});
