import { makeLock, openLock, seal, unseal, waitAfter, waitLeft } from './seal.js';

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

  it.each([
    ['four wrong ones: none', { count: 4, at: 1_000_000 }, 0, 1_000_000, 0],
    ['just now', { count: 5, at: 1_000_000 }, 0, 1_000_000, 30_000],
    ['after ten seconds', { count: 5, at: 1_000_000 }, 10_000, 1_010_000, 20_000],
    ['after half a minute', { count: 5, at: 1_000_000 }, 30_000, 1_030_000, 0],
    ['the clock set forward a day', { count: 5, at: 1_000_000 }, 1_000, 90_000_000, 29_000],
    ['another page, open for long', { count: 5, at: 1_000_000 }, 90_000, 1_010_000, 20_000],
    ['the clock set back: the page alone counts', { count: 5, at: 1_000_000 }, 10_000, 500_000, 20_000],
  ])('the pause is waited for, %s', (_, wrong, lasted, now, left) => {
    expect(waitLeft(wrong, lasted, now)).toBe(left);
  });
});
