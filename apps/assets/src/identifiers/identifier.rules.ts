import { identifierShape, misfit } from '@dotation/contracts';
import type { Identifier, IdentifierType, SerialRule } from '@dotation/contracts';

/** Issuer of identifiers that are unique in the whole world; all others are unique within their maker. */
export const WORLDWIDE = '00000000-0000-0000-0000-000000000000';

const worldwide: readonly IdentifierType[] = [
  'ASSET_TAG',
  'IMEI',
  'MAC',
  'HULL',
  'VIN',
  'PLATE',
  'ICCID',
  'GIAI',
  'SGTIN',
];
/** One licence or one call sign may stand on several devices. */
const shared: readonly IdentifierType[] = ['LICENCE', 'RADIO_ID', 'OTHER'];

const invisible = /[\s\u00AD\u200B-\u200F\u2060\uFEFF]+/gu;

export interface Normalised {
  value: string;
  /** What is wrong with it by the check of its type (domain §5.2); null when nothing is. */
  problem: string | null;
}

/** One writing of an identifier per type, so that equal things compare equal (domain §5.2). */
export function normalise(type: IdentifierType, raw: string): Normalised {
  const text = raw.normalize('NFKC').toUpperCase().replace(invisible, '');
  switch (type) {
    case 'ASSET_TAG':
      return { value: compact(text), problem: null };
    case 'IMEI':
      return imei(text.replace(/[-/]/g, ''));
    case 'ICCID': {
      const digits = text.replace(/-/g, '');
      const fits = /^\d{19,20}$/.test(digits) && luhn(digits);
      return { value: digits, problem: fits ? null : 'An ICCID has 19 or 20 digits and a right check digit.' };
    }
    case 'MAC': {
      const hex = text.replace(/[:.-]/g, '');
      if (!/^[0-9A-F]{12}$/.test(hex)) return { value: text, problem: 'A MAC address has 12 hexadecimal digits.' };
      return { value: (hex.match(/../g) as string[]).join(':'), problem: null };
    }
    case 'VIN': {
      const fits = /^[A-HJ-NPR-Z0-9]{17}$/.test(text);
      return { value: text, problem: fits ? null : 'A VIN has 17 characters without I, O and Q.' };
    }
    default:
      return { value: text, problem: text === '' ? 'It is empty.' : null };
  }
}

function imei(digits: string): Normalised {
  // 16 digits is an IMEISV, which has no check digit.
  const fits = /^\d{16}$/.test(digits) || (/^\d{15}$/.test(digits) && luhn(digits));
  return { value: digits, problem: fits ? null : 'An IMEI has 15 digits and a right check digit.' };
}

/** The check of card numbers, IMEI and ICCID. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    sum += place % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return digits !== '' && sum % 10 === 0;
}

/** Letters and digits only: hyphens, colons and spaces are ignored on reading (AM-15). */
export function compact(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const confusions: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', B: '8' };

/** What the eye and the camera confuse made equal (O0, I1, S5, B8): near-duplicates share it (CR-08). */
export function fold(code: string): string {
  return compact(code).replace(/[OISB]/g, (letter) => confusions[letter] as string);
}

/** What was scanned, out of the address a label's QR code holds: `https://host/a/{tag}` or `https://host/8004/{giai}`. */
export function codeRead(scanned: string): string {
  const text = scanned.trim();
  const [, path] = /^https?:\/\/[^/?#]+\/(?:a|8004)\/([^/?#]+)/i.exec(text) ?? [];
  if (path === undefined) return text;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What an identifier is found by. A MAC address has no O, I or S, and B is one of its digits: nothing to confuse. */
export function searchKey(type: IdentifierType, value: string): string {
  return type === 'MAC' ? compact(value) : fold(value);
}

export function issuerOf(type: IdentifierType, makerId: string): string {
  return worldwide.includes(type) ? WORLDWIDE : makerId;
}

/**
 * Whether an active identifier excludes a second one like it. A batch number stands on many devices (AM-8), and a
 * disputed plate contradicts the register by definition, until a second person decides.
 */
export function isExclusive(type: IdentifierType, serialRule: SerialRule, disputed: boolean): boolean {
  if (disputed || shared.includes(type)) return false;
  return type !== 'MFR_SERIAL' || serialRule === 'REQUIRED' || serialRule === 'IF_PRESENT';
}

/** An identifier as the register keeps it. */
export interface RegisteredIdentifier extends Identifier {
  issuer: string;
  folded: string;
  exclusive: boolean;
}

/** Twice the same on one plate is once; tags are bound in assets and never come with the goods. */
export function identifiersOf(
  captured: readonly Identifier[],
  makerId: string,
  serialRule: SerialRule,
  disputed: boolean,
): RegisteredIdentifier[] {
  const kept = new Map<string, RegisteredIdentifier>();
  for (const identifier of captured) {
    // The contract says "a list" and no more; what is no identifier must not stop the reader.
    if (misfit(identifierShape, identifier) !== null || identifier.type === 'ASSET_TAG') continue;
    const { type, value: given, raw } = identifier;
    const { value } = normalise(type, given);
    if (value === '') continue;
    const exclusive = isExclusive(type, serialRule, disputed);
    kept.set(`${type} ${value}`, {
      type,
      value,
      raw,
      issuer: issuerOf(type, makerId),
      folded: searchKey(type, value),
      exclusive,
    });
  }
  return [...kept.values()];
}
