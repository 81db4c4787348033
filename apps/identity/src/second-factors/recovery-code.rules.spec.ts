import { randomBytes } from 'node:crypto';
import { isRecoveryCode, recoveryCodes, recoveryHash, recoveryRandomBytes } from './recovery-code.rules.js';

describe('recovery codes', () => {
  it('are ten different ones that are easy to copy', () => {
    const codes = recoveryCodes(randomBytes(recoveryRandomBytes));
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){2}$/);
  });

  it('are taken as typed, of one account only', () => {
    const [code = ''] = recoveryCodes(randomBytes(recoveryRandomBytes));
    expect(recoveryHash('a', code.toUpperCase().replaceAll('-', ' '))).toEqual(recoveryHash('a', code));
    expect(recoveryHash('b', code)).not.toEqual(recoveryHash('a', code));
    expect(isRecoveryCode(code)).toBe(true);
    expect(isRecoveryCode('123456')).toBe(false);
  });
});
