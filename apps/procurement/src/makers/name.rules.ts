/**
 * What two spellings of a name are compared by: HP, H.P. and hp are one, accents and punctuation do not count.
 * `+` and `#` stay, because a model "G5+" is not a "G5". Empty when nothing readable is left.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}+#]/gu, '');
}

/** What nearly every name is: it needs no Unicode. */
const TIDY = /^[\x21-\x7E]+( [\x21-\x7E]+)*$/;

/** A name as it is kept: one space between words, none at the ends. */
export function tidy(name: string): string {
  if (TIDY.test(name)) return name;
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
