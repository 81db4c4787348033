import { fold, normalise, readIdentifier } from '../receipts/identifier.rules.js';

export const SCAN_ANSWERS = ['EXPECTED', 'OVER', 'WRONG_MODEL', 'ALREADY_RECEIVED', 'UNKNOWN'] as const;
export type ScanAnswer = (typeof SCAN_ANSWERS)[number];

/** The ways a code that was scanned may stand on a list or in the register. */
export interface ScannedCode {
  values: string[];
  folded: string;
  /** Of our own label: a tag without hyphens (AM-15). */
  tag: string;
}

/** A label of ours is an address; of any other code all of it counts. */
const LABEL = /^https?:\/\/[^/\s]+\/(?:a|8004)\/([^/?#\s]+)/i;

export function scannedCode(raw: string): ScannedCode {
  const value = normalise(LABEL.exec(raw.trim())?.[1] ?? raw);
  const address = readIdentifier('MAC', value);
  const digits = value.replace(/[-/]/g, '');
  const values = [
    value,
    ...('value' in address ? [address.value] : []),
    ...(/^\d{15,20}$/.test(digits) ? [digits] : []),
  ];
  return { values: [...new Set(values)], folded: fold(value), tag: value.replaceAll('-', '') };
}

/** What is known of what was scanned. */
export interface ScanFacts {
  /** The line of the manifest that says this code; null: none does. */
  line: { catalogueItemId: string | null } | null;
  /** What the store-keeper says he has in his hand. */
  inHand: string | null;
  /** The device that carries the code. */
  deviceId: string | null;
  /** How many more of each model the order takes; null with no order (AM-6). */
  room: ReadonlyMap<string, number> | null;
  /** Of a model: lines of the manifest that name no code and of which nothing came yet. */
  openLines: number;
  /** Whether the manifest names this model; null without a manifest. */
  listed: boolean | null;
}

/**
 * What a scan is told (AM-7). The manifest and the order only tell: what is received is decided by the receipt. A code that is on
 * a device is told first, then a model that is not the announced or ordered one, then one too many.
 */
export function answerScan({ line, inHand, deviceId, room, openLines, listed }: ScanFacts): ScanAnswer {
  if (deviceId !== null) return 'ALREADY_RECEIVED';
  const announced = line?.catalogueItemId ?? null;
  if (announced !== null && inHand !== null && announced !== inHand) return 'WRONG_MODEL';
  const item = inHand ?? announced;
  if (item === null) return line === null ? 'UNKNOWN' : 'EXPECTED';
  if (room !== null && !room.has(item)) return 'WRONG_MODEL';
  if ((room?.get(item) ?? 1) <= 0) return 'OVER';
  if (line !== null || openLines > 0) return 'EXPECTED';
  // Its model is known and its code is not: more of it than was announced, or, without a manifest, what the order says.
  if (listed === null) return room === null ? 'UNKNOWN' : 'EXPECTED';
  return listed ? 'OVER' : 'WRONG_MODEL';
}

/** Of a carton: what stands in it, and how much of that came. */
export function answerCarton({ lines, received }: { lines: number; received: number }): ScanAnswer {
  return received >= lines ? 'ALREADY_RECEIVED' : 'EXPECTED';
}
