import { verdictOf } from './scanner.rules.js';

const code = 'AZERTY-0123456789-QW';

describe('the test of a scanner', () => {
  it.each([
    [code, 200, 'GOOD'],
    [code, 4_000, 'SLOW'],
    [code.toLowerCase(), 200, 'SMALL_LETTERS'],
    ['QWERTY)à&é"\'(-è_ç)AZ', 200, 'OTHER_KEYBOARD'],
    ['5CD1234XYZ', 100, 'OTHER_CODE'],
  ])('says of %s in %i ms: %s', (text, took, verdict) => {
    expect(verdictOf({ text, took }, code)).toBe(verdict);
  });
});
