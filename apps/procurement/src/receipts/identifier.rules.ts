import type { IdentifierType, SerialRule } from '@dotation/contracts';

/** How the identifiers of domain §5.2 are compared and checked. */

/** What nearly every capture is: it needs no Unicode. */
const PRINTED = /^[\x21-\x7E]+$/;
const INVISIBLE = /[\s\u00AD\u200B-\u200F\u2060\uFEFF]/gu;

/** Trimmed, upper case, without spaces (domain §5.2); full-width characters as the ordinary ones. */
export function normalise(raw: string): string {
  if (PRINTED.test(raw)) return raw.toUpperCase();
  return raw.normalize('NFKC').replace(INVISIBLE, '').toUpperCase();
}

const CONFUSIONS: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', B: '8' };

/** Characters that eyes and scanners mix up on a plate count as one, signs do not count: near-duplicates share it (CR-08). */
export function fold(value: string): string {
  return value.replace(/[^\p{L}\p{N}]/gu, '').replace(/[OISB]/g, (letter) => CONFUSIONS[letter] as string);
}

/** What people write where a serial is missing. */
const PLACEHOLDER =
  /^(N[./]?[AD]\.?|NONE|NEANT|NÉANT|SANS|AUCUN|UNKNOWN|INCONNU|ILLISIBLE|TBD|XX+|[-_.?/0*]+|S\/?N[°:]?)$/;
/** What a spreadsheet makes of a long number: 3.5E+14. */
const MANGLED = /^\d([.,]\d+)?E\+\d+$/;

export function isPlaceholder(raw: string): boolean {
  return PLACEHOLDER.test(normalise(raw));
}

export function isMangled(raw: string): boolean {
  return MANGLED.test(normalise(raw));
}

export type Read = { value: string } | { code: string; detail: string };

export function readSerial(raw: string): Read {
  const value = normalise(raw);
  if (isPlaceholder(raw)) {
    return {
      code: 'serial-is-placeholder',
      detail: `"${raw.trim()}" is not a serial number: leave it out and give a reason.`,
    };
  }
  if (MANGLED.test(value)) {
    return { code: 'serial-mangled', detail: `"${raw.trim()}" was changed by a spreadsheet: read the plate again.` };
  }
  return plain(raw, value, 'serial-unreadable');
}

/** The normalised value of an identifier other than the maker's serial, or why it cannot be one. */
export function readIdentifier(type: IdentifierType, raw: string): Read {
  const value = normalise(raw);
  const bad = (expected: string): Read => ({
    code: 'identifier-invalid',
    detail: `${type} "${raw.trim()}" must be ${expected}.`,
  });
  if (MANGLED.test(value)) {
    const detail = `${type} "${raw.trim()}" was changed by a spreadsheet: read the plate again.`;
    return { code: 'identifier-mangled', detail };
  }
  switch (type) {
    case 'MAC': {
      const digits = value.replace(/[:.-]/g, '');
      if (!/^[0-9A-F]{12}$/.test(digits)) return bad('twelve hexadecimal digits');
      return { value: digits.replace(/(..)(?!$)/g, '$1:') };
    }
    case 'IMEI': {
      const digits = value.replace(/[-/]/g, '');
      // 16 digits are an IMEISV, which has no check digit.
      const fits = /^\d{16}$/.test(digits) || (/^\d{15}$/.test(digits) && luhn(digits));
      return fits ? { value: digits } : bad('15 digits with a right check digit');
    }
    case 'ICCID': {
      const digits = value.replace(/-/g, '');
      return /^\d{19,20}$/.test(digits) && luhn(digits)
        ? { value: digits }
        : bad('19 or 20 digits with a right check digit');
    }
    case 'VIN':
      return /^[A-HJ-NPR-Z0-9]{17}$/.test(value) ? { value } : bad('17 characters without I, O and Q');
    case 'GIAI':
      return /^[0-9]{4}[!%-?A-Z_\x22]{1,26}$/.test(value) ? { value } : bad('a GS1 asset identifier');
    default:
      return plain(raw, value, 'identifier-invalid');
  }
}

function plain(raw: string, value: string, code: string): Read {
  // A plate is printed in ASCII; a Cyrillic А that looks like a Latin A would make a second device of one.
  if (/^[\x21-\x7E]{1,64}$/.test(value)) return { value };
  return {
    code,
    detail: `"${raw.trim().slice(0, 80)}" must be 1 to 64 letters, digits and signs as printed on a plate.`,
  };
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    let digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    if (index % 2 === 1 && (digit *= 2) > 9) digit -= 9;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** Issuer of identifiers that are unique in the whole world; the others are unique within their maker. */
export const WORLDWIDE = '00000000-0000-0000-0000-000000000000';
const worldwide: readonly IdentifierType[] = ['IMEI', 'MAC', 'HULL', 'VIN', 'PLATE', 'ICCID', 'GIAI', 'SGTIN'];
/** One licence or one call sign may stand on several devices. */
const shared: readonly IdentifierType[] = ['LICENCE', 'RADIO_ID', 'OTHER'];

export function issuerOf(type: IdentifierType, makerId: string): string {
  return worldwide.includes(type) ? WORLDWIDE : makerId;
}

/** Whether one device alone may carry it; a batch number stands on many (AM-8). */
export function isExclusive(type: IdentifierType, serialRule: SerialRule): boolean {
  if (shared.includes(type)) return false;
  return type !== 'MFR_SERIAL' || serialRule === 'REQUIRED' || serialRule === 'IF_PRESENT';
}
