import { checkLogin, endSessionsBefore, firstPassword, maySignIn, weaknessOf } from './account.rules.js';
import type { Account } from './account.rules.js';

const now = new Date('2027-03-01T09:00:00Z');
const account: Account = {
  id: 'a',
  personId: 'p',
  login: 'aline',
  passwordHash: '',
  firstPasswordOf: null,
  firstPasswordUntil: null,
  mustChange: false,
  sessionsEndBefore: null,
  createdAt: now,
  disabledAt: null,
};

describe('an account', () => {
  it('has a name without regard to case', () => {
    expect(checkLogin(' Aline.Exemple@OIM.int ')).toBe('aline.exemple@oim.int');
  });

  it.each(['ab', '', '-abc', 'a b c', 'aline<script>', 'é'.repeat(5), 'x'.repeat(101)])('is not called %p', (login) => {
    expect(() => checkLogin(login)).toThrow('login-not-valid');
  });

  it.each([
    ['eleven char', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['Aline2027-2028', 'holds-login'],
    ['abababababab', 'one-character'],
    ['quatre tambours verts', undefined],
    ['🥁🐟🌋🛶 pirogue lac', undefined],
  ])('with the password %p is %s', (password, weakness) => {
    expect(weaknessOf(password, 'aline')).toBe(weakness);
  });

  it('begins with a password that follows from the command, and from the key of the installation', () => {
    const password = firstPassword(Buffer.alloc(32, 1), '01970000-0000-7000-8000-000000000001');
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(firstPassword(Buffer.alloc(32, 1), '01970000-0000-7000-8000-000000000001')).toBe(password);
    expect(firstPassword(Buffer.alloc(32, 1), '01970000-0000-7000-8000-000000000002')).not.toBe(password);
    expect(firstPassword(Buffer.alloc(32, 2), '01970000-0000-7000-8000-000000000001')).not.toBe(password);
  });

  it.each([
    ['in order', {}, true],
    ['disabled', { disabledAt: now }, false],
    ['with a first password of today', { mustChange: true, firstPasswordUntil: new Date(now.getTime() + 1) }, true],
    ['with a first password that lay for a week', { mustChange: true, firstPasswordUntil: now }, false],
    ['that changed its first password long ago', { firstPasswordUntil: new Date(0) }, true],
  ])('%s', (_, changes, may) => {
    expect(maySignIn({ ...account, ...changes }, now)).toBe(may);
  });

  it('ends sessions of the second in which an administrator resets it, not the one in which its person changes it', () => {
    const at = new Date('2027-03-01T09:00:00.400Z');
    expect(endSessionsBefore(at, 'person').toISOString()).toBe('2027-03-01T09:00:00.000Z');
    expect(endSessionsBefore(at, 'administrator').toISOString()).toBe('2027-03-01T09:00:01.000Z');
  });
});
