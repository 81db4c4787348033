import { checkCharacter, isChecked } from './check-character.rules.js';
import { codeRead, compact } from './identifier.rules.js';

/** The series tags are taken from: the programme's letters (domain §5.1). */
export const TAG_SERIES = 'INLCD';
const LAST_NUMBER = 999_999;

/** `INLCD-004217-S`; null where the check character would be I or O, which paper turns into 1 and 0. */
export function tagOf(series: string, number: number): string | null {
  const digits = String(number).padStart(6, '0');
  const check = checkCharacter(series + digits);
  return check === 'I' || check === 'O' ? null : `${series}-${digits}-${check}`;
}

/** 4217 of `INLCD-004217-S`. */
export function numberOf(tag: string): number {
  return Number(tag.split('-')[1]);
}

/** A tag as printed, from any way of reading it (hyphens, spaces, case, the label's QR address); null when it is none. */
export function tagRead(code: string): string | null {
  const [, series, digits, check] = /^([A-Z]{2,8})(\d{6})([0-9A-Z])$/.exec(compact(codeRead(code))) ?? [];
  if (series === undefined || digits === undefined || check === undefined) return null;
  return isChecked(series + digits + check) ? `${series}-${digits}-${check}` : null;
}

/**
 * The next `count` tags after number `last`, without those that were bound by hand before. `last` moves over what is
 * skipped, so a number is never offered twice. Fewer than `count` when the series is at its end.
 */
export function nextTags(
  series: string,
  last: number,
  count: number,
  taken: ReadonlySet<string>,
): { tags: string[]; last: number } {
  const tags: string[] = [];
  let number = last;
  while (tags.length < count && number < LAST_NUMBER) {
    number += 1;
    const tag = tagOf(series, number);
    if (tag !== null && !taken.has(tag)) tags.push(tag);
  }
  return { tags, last: number };
}
