const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const M = 36;

/**
 * Check character ISO 7064 MOD 37,36 over digits and upper-case letters (domain §5.1): every single substitution and every
 * transposition of two neighbours shows. Throws on any other character, which is the caller's to exclude.
 */
export function checkCharacter(text: string): string {
  let product = M;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`"${character}" is not a digit or an upper-case letter`);
    product = (((product + value) % M || M) * 2) % (M + 1);
  }
  return ALPHABET.charAt((M + 1 - product) % M);
}

/** Whether the last character is the check character of the others. */
export function isChecked(text: string): boolean {
  return /^[0-9A-Z]{2,}$/.test(text) && checkCharacter(text.slice(0, -1)) === text.at(-1);
}
