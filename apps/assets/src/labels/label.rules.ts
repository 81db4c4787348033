import { renderSVG } from 'uqr';
import { numberOf, tagOf } from '../identifiers/tag.rules.js';

/** What one label says; a tag of a roll has no device yet. */
export interface Label {
  tag: string;
  model: string | null;
  serial: string | null;
}

/** 3 × 7 on A4, each 63.5 × 38.1 mm (L7160). */
export const PER_SHEET = 21;

/** Whether people find this host from elsewhere: a label lasts ten years (AM-15). */
export function isPublicHost(publicUrl: string): boolean {
  if (publicUrl === '') return false;
  const { hostname } = new URL(publicUrl);
  return !/^(localhost|.*\.localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(hostname);
}

/** One form of code everywhere (AM-15); level M (web.md: read from blurred and dark pictures). */
export const addressOf = (tag: string, publicUrl: string): string => `${publicUrl}/a/${tag}`;

export interface LabelSheets {
  /** A document has a date; that of the roll or the tagging, so that the same labels are the same file. */
  day: string;
  sheets: ((Label & { code: string }) | null)[][];
}

/** The labels in places of sheets; the first `first - 1` places were used before and stay blank. */
export function sheetsOf(
  labels: readonly Label[],
  { first, day, publicUrl }: { first: number; day: string; publicUrl: string },
): LabelSheets {
  const printed = labels.map((label) => ({
    ...label,
    code: renderSVG(addressOf(label.tag, publicUrl), { ecc: 'M', border: 0 }),
  }));
  const places = [...Array.from({ length: first - 1 }, () => null), ...printed];
  const count = Math.ceil(places.length / PER_SHEET);
  return {
    day,
    sheets: Array.from({ length: count }, (_, sheet) => places.slice(sheet * PER_SHEET, (sheet + 1) * PER_SHEET)),
  };
}

/** The same for a Zebra printer of 203 dpi, 50 × 25 mm a label, as UTF-8. */
export const zplOf = (labels: readonly Label[], publicUrl: string): string =>
  labels.map((label) => zplLabel(label, publicUrl)).join('');

const zplLabel = ({ tag, model, serial }: Label, publicUrl: string): string => `^XA
^CI28
^PW400
^LL200
^FO16,20^BQN,2,4^FH_^FDMA,${said(addressOf(tag, publicUrl))}^FS
^FO176,28^A0N,28,24^FH_^FD${said(tag)}^FS
^FO176,68^A0N,20,18^FB212,3,2^FH_^FD${said(model ?? '')}^FS
^FO176,150^A0N,20,16^FH_^FD${said(serial ?? '')}^FS
^XZ
`;

/** Data, never a command: what begins one (^, ~), the sign that escapes, and what no printer prints. */
const said = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/[\^~_\\]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** A roll as its numbers say it. `bound`: tags in between that have a device, the earliest bound first. */
export function tagsOfRoll(
  { firstTag, lastTag, tags }: { firstTag: string; lastTag: string; tags: number },
  bound: readonly string[],
): string[] {
  const [series = ''] = firstTag.split('-');
  const [first, last] = [numberOf(firstTag), numberOf(lastTag)];
  const all = Array.from({ length: last - first + 1 }, (_, at) => tagOf(series, first + at) ?? []).flat();
  // What was bound by hand before the roll was issued is not of the roll.
  const before = new Set(bound.slice(0, all.length - tags));
  return all.filter((tag) => !before.has(tag));
}
