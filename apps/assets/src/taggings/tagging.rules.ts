import { tagRead } from '../identifiers/tag.rules.js';
import type { Device } from '../register/device.rules.js';

/** One line as asked: the device by id or by serial, and the tag on the label in hand, or none to take the next. */
export interface TagLine {
  deviceId?: string | null;
  serial?: string | null;
  makerId?: string | null;
  tag?: string | null;
  /** Why the tag the device has is replaced: worn, lost, unreadable (domain §5.1: a new identifier, never overwritten). */
  replacedReason?: string | null;
}

/** A type, not an interface: it is passed on as a row problem, which is open to further fields. */
export type LineProblem = {
  row: number;
  field: string;
  code: string;
  detail: string;
};

/** A line whose device is known. */
export interface KnownLine {
  row: number;
  deviceId: string;
  tag: string | null;
  replacedReason: string | null;
}

const texts = ['serial', 'tag', 'replacedReason'] as const;
const ids = ['deviceId', 'makerId'] as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The lines of a tagging, checked cell by cell: thousands of rows are too many for nested validators. */
export function readTagLines(rows: readonly unknown[]): { lines: TagLine[]; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  const lines = rows.map((cells, index): TagLine => {
    const row = index + 1;
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row, field, code, detail });
    if (typeof cells !== 'object' || cells === null || Array.isArray(cells)) {
      problem('lines', 'row-malformed', 'A line is an object.');
      return {};
    }
    const line = cells as Record<string, unknown>;
    for (const field of Object.keys(line)) {
      if (![...texts, ...ids].includes(field as never)) problem(field, 'unknown-field', `There is no field ${field}.`);
    }
    for (const field of ids) {
      const value = line[field] ?? null;
      if (value !== null && (typeof value !== 'string' || !uuid.test(value)))
        problem(field, 'is-uuid', 'It must be an id.');
    }
    for (const field of texts) {
      const value = line[field] ?? null;
      if (value !== null && (typeof value !== 'string' || value.trim() === '' || value.length > 200))
        problem(field, 'is-text', 'It must be a text of at most 200 characters.');
    }
    const named = [line['deviceId'], line['serial']].filter((value) => (value ?? null) !== null).length;
    if (named !== 1) problem('deviceId', 'device-unnamed', 'Name the device by its id or by its serial.');
    return line;
  });
  return { lines, problems };
}

/** States in which a device is ours to label. */
const gone = ['A03_RETURNED_TO_SUPPLIER', 'A18_WRITTEN_OFF', 'A19_DISPOSED', 'A20_VOIDED'];

export interface Label {
  row: number;
  device: Device;
  /** As printed; null takes the next of the series. */
  tag: string | null;
  replaces: string | null;
  reason: string | null;
}

/**
 * Which labels go on which devices, or everything that is wrong with the lines. `bound` holds tags that were ever used:
 * a number stays used, also after its label was replaced. `offices` says whose roll a tag is from (AM-15).
 */
export function bindTags(
  lines: readonly KnownLine[],
  devices: ReadonlyMap<string, Device>,
  bound: ReadonlySet<string>,
  offices: ReadonlyMap<string, string> = new Map(),
): { labels: Label[]; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  const labels: Label[] = [];
  const rowOfDevice = new Map<string, number>();
  const rowOfTag = new Map<string, number>();
  for (const { row, deviceId, tag: read, replacedReason } of lines) {
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row, field, code, detail });
    const device = devices.get(deviceId);
    const tag = read === null ? null : tagRead(read);
    if (!device) {
      problem('deviceId', 'device-not-found', `The register has no device ${deviceId}.`);
      continue;
    }
    const sameDevice = rowOfDevice.get(deviceId);
    const sameTag = tag === null ? undefined : rowOfTag.get(tag);
    if (read !== null && tag === null)
      problem('tag', 'tag-not-valid', `"${read}" is not a tag, or its check character is wrong: read it again.`);
    if (tag !== null && bound.has(tag))
      problem('tag', 'tag-taken', `${tag} was bound before; a tag is never used twice.`);
    const office = tag === null ? undefined : offices.get(tag);
    if (office !== undefined && office !== device.custody.partyId)
      problem('tag', 'tag-of-another-office', `${tag} was issued to another office than the one that has the device.`);
    if (sameDevice !== undefined) problem('deviceId', 'device-repeated', `Row ${sameDevice} names the same device.`);
    if (sameTag !== undefined) problem('tag', 'tag-repeated', `Row ${sameTag} has the same tag.`);
    if (gone.includes(device.lifecycle)) problem('deviceId', 'device-gone', `It is in ${device.lifecycle}.`);
    if (device.tag !== null && replacedReason === null)
      problem('deviceId', 'device-already-tagged', `It has the tag ${device.tag}; give replacedReason to replace it.`);
    rowOfDevice.set(deviceId, row);
    if (tag !== null) rowOfTag.set(tag, row);
    labels.push({ row, device, tag, replaces: device.tag, reason: device.tag === null ? null : replacedReason });
  }
  return { labels, problems };
}

/** Lines with their device, where the serial means exactly one. */
export function knownLines(
  lines: readonly TagLine[],
  matches: readonly { row: number; deviceId: string }[],
): { known: KnownLine[]; problems: LineProblem[] } {
  const byRow = new Map<number, string[]>();
  for (const { row, deviceId } of matches) byRow.set(row, [...(byRow.get(row) ?? []), deviceId]);
  const problems: LineProblem[] = [];
  const known = lines.flatMap((line, index): KnownLine[] => {
    const row = index + 1;
    const found = line.deviceId ? [line.deviceId.toLowerCase()] : (byRow.get(row) ?? []);
    const [deviceId] = found;
    if (deviceId === undefined || found.length > 1) {
      const code = deviceId === undefined ? 'device-not-found' : 'serial-ambiguous';
      const detail =
        deviceId === undefined
          ? `No device with serial ${line.serial ?? ''} is registered.`
          : `Serial ${line.serial ?? ''} is on ${found.length} devices: name the maker or the device.`;
      problems.push({ row, field: 'serial', code, detail });
      return [];
    }
    return [{ row, deviceId, tag: line.tag ?? null, replacedReason: line.replacedReason ?? null }];
  });
  return { known, problems };
}
