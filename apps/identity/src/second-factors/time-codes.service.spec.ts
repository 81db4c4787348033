import { IdentityConfig } from '../config.js';
import { seal } from '../sealed.rules.js';
import { TimeCodes } from './time-codes.service.js';

const credentialKey = Buffer.alloc(32, 7);
const codes = new TimeCodes({ credentialKey } as IdentityConfig);
// The secret of RFC 6238, appendix B; its codes have eight digits, of which an app shows the last six.
const sealed = seal(credentialKey, 'a', Buffer.from('12345678901234567890'));

describe('time-based codes', () => {
  it.each([
    [59, '287082', 1],
    [1111111109, '081804', 37037036],
    [1111111111, '050471', 37037037],
    [1234567890, '005924', 41152263],
    [2000000000, '279037', 66666666],
  ])('at second %i of RFC 6238 are %s', (second, code, step) => {
    expect(codes.stepOf('a', sealed, code, new Date(second * 1000))).toBe(step);
  });

  it('are taken half a minute early or late, and not later', () => {
    const at = (second: number) => codes.stepOf('a', sealed, '279037', new Date(second * 1000));
    expect(at(2000000000 + 30)).toBe(66666666);
    expect(at(2000000000 - 30)).toBe(66666666);
    expect(at(2000000000 + 61)).toBeUndefined();
  });

  it.each(['', '27903', '2790370', '27903x', '280000'])('are not %p', (typed) => {
    expect(codes.stepOf('a', sealed, typed, new Date(2000000000_000))).toBeUndefined();
  });

  it('are read with blanks between the digits', () => {
    expect(codes.stepOf('a', sealed, ' 279 037 ', new Date(2000000000_000))).toBe(66666666);
  });

  it('are of one account: its secret does not open for another', () => {
    expect(() => codes.stepOf('b', sealed, '279037', new Date(2000000000_000))).toThrow();
  });

  it('are enrolled by a picture or by hand', () => {
    const { uri, secret, svg } = codes.enrolment('a', sealed, 'aline');
    expect(uri).toContain('otpauth://totp/Dotation:aline?issuer=Dotation&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(secret).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
    expect(svg).toMatch(/^<svg /);
  });
});
