import { argon2Sync } from 'node:crypto';
import { IdentityConfig } from '../config.js';
import { Passwords } from './passwords.service.js';
import { hashText, parseHash } from './phc.rules.js';

const passwords = new Passwords({ checksAtOnce: 2 } as IdentityConfig);

describe('a password', () => {
  it('is kept as an argon2id hash that anybody’s library can check', async () => {
    const stored = await passwords.hash('quatre tambours verts');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    const { memory, passes, parallelism, salt, hash } = parseHash(stored);
    const message = Buffer.from('quatre tambours verts');
    const again = argon2Sync('argon2id', { message, nonce: salt, parallelism, tagLength: 32, memory, passes });
    expect(again.equals(hash)).toBe(true);
    expect(hashText(parseHash(stored))).toBe(stored);
  });

  it('is told from another one, and from nobody’s', async () => {
    const stored = await passwords.hash('quatre tambours verts');
    expect(await passwords.matches('quatre tambours verts', stored)).toBe(true);
    expect(await passwords.matches('quatre tambours vert', stored)).toBe(false);
    expect(await passwords.matches('quatre tambours verts', undefined)).toBe(false);
    // Typed with another keyboard: e and a combining accent.
    expect(await passwords.matches('e\u0301le\u0301phant gris rose', await passwords.hash('éléphant gris rose'))).toBe(
      true,
    );
  });

  it('keeps the settings it was stored with when ours change', async () => {
    const salt = Buffer.alloc(16, 3);
    const weaker = { memory: 8_192, passes: 1, parallelism: 1, salt };
    const message = Buffer.from('quatre tambours verts');
    const hash = argon2Sync('argon2id', { ...weaker, message, nonce: salt, tagLength: 32 });
    expect(await passwords.matches('quatre tambours verts', hashText({ ...weaker, hash }))).toBe(true);
  });

  it('is checked off the event loop, and however many come the loop goes on', async () => {
    const stored = await passwords.hash('quatre tambours verts');
    let longest = 0;
    const began = performance.now();
    let last = began;
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const checked = await Promise.all(Array.from({ length: 20 }, () => passwords.matches('wrong', stored)));
    clearInterval(watch);
    expect(checked.every((matches) => !matches)).toBe(true);
    // Done in the loop itself, one gap would be as long as all twenty checks.
    expect(longest).toBeLessThan((performance.now() - began) / 2);
  });

  it('is not waited for without end: whoever comes after four hundred others is asked to come again', async () => {
    const stored = await passwords.hash('quatre tambours verts');
    const crowded = new Passwords({ checksAtOnce: 1 } as IdentityConfig);
    const cheap = stored.replace('m=19456,t=2', 'm=8,t=1');
    const all = await Promise.allSettled(Array.from({ length: 402 }, () => crowded.matches('wrong', cheap)));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(all.at(-1)).toMatchObject({ reason: { code: 'busy' } });
  }, 60_000);
});
