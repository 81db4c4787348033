import { createHash } from 'node:crypto';
import type { SerialRule } from '@dotation/contracts';

/** A line of a waybill that waits for the unit's word, as handover knows it. */
export interface OpenLine {
  lineId: string;
  waybillId: string;
  tag: string;
  maker: string;
  model: string;
  kitTag: string | null;
  serialCode: string | null;
  serialRule: SerialRule | null;
}

/** Some of a lot that waits for the unit's word. */
export interface OpenLot {
  waybillId: string;
  lotId: string;
  number: string;
  maker: string;
  model: string;
  open: number;
}

export interface OpenWaybill {
  waybillId: string;
  number: string;
  orgUnitId: string;
  placeId: string;
  departedAt: string | null;
  officerPersonId: string;
  /** Of all its lines, those the unit has answered before. */
  answered: number;
}

export interface SnapshotLine {
  lineId: string;
  tag: string;
  maker: string;
  model: string;
  kitTag: string | null;
  /** Null where the device has no serial. */
  serialHash: string | null;
  /** May be told by number instead of one by one (AM-22). */
  countable: boolean;
}

export interface SnapshotConsignment extends OpenWaybill {
  salt: string;
  expected: number;
  /** Empty where there are too many for a phone: it keeps the codes as read, and the server resolves them (AM-18). */
  lines: SnapshotLine[];
  /** Told by number, like the rest of what has no number of its own (AM-9). */
  lots: Omit<OpenLot, 'waybillId'>[];
}

/** What a phone holds at most: about 180 bytes a line keep the whole below 200 KB. */
export const mostLines = 900;
/** AM-22: the makers' serials that the app asks for with the expected value hidden. */
export const blindSerials = 3;

/** Another one for each person and waybill, so that what two phones hold cannot be laid side by side. */
export function saltFor(personId: string, waybillId: string): string {
  return createHash('sha256').update(`${personId}:${waybillId}`).digest('hex').slice(0, 32);
}

/**
 * AM-22: a phone recognises the serial it reads and holds no list to copy from. Whoever knows which serials there may be can
 * try them all: it keeps from signing unseen, not a secret.
 */
export function serialHash(salt: string, serialCode: string): string {
  return createHash('sha256').update(`${salt}:${serialCode}`).digest('hex').slice(0, 32);
}

/** Oldest first; a consignment keeps all its lines or none. */
export function snapshotOf(
  personId: string,
  waybills: readonly OpenWaybill[],
  lines: readonly OpenLine[],
  lots: readonly OpenLot[] = [],
): SnapshotConsignment[] {
  const byWaybill = Map.groupBy(lines, ({ waybillId }) => waybillId);
  const lotsOf = Map.groupBy(lots, ({ waybillId }) => waybillId);
  let left = mostLines;
  return waybills.flatMap((waybill) => {
    const open = byWaybill.get(waybill.waybillId) ?? [];
    const counted = (lotsOf.get(waybill.waybillId) ?? []).map(({ waybillId: _of, ...lot }) => lot);
    if (open.length + counted.length === 0) return [];
    const salt = saltFor(personId, waybill.waybillId);
    const fits = open.length <= left;
    if (fits) left -= open.length;
    const shown = fits ? open.map((line) => lineFor(line, salt)) : [];
    return [{ ...waybill, salt, expected: open.length, lines: shown, lots: counted }];
  });
}

function lineFor({ lineId, tag, maker, model, kitTag, serialCode, serialRule }: OpenLine, salt: string): SnapshotLine {
  const countable =
    serialRule === 'BATCH' || serialRule === 'NONE' || (serialRule === 'IF_PRESENT' && serialCode === null);
  const hash = serialCode === null ? null : serialHash(salt, serialCode);
  return { ...{ lineId, tag, maker, model, kitTag }, serialHash: hash, countable };
}

/** The same content has the same tag, whatever the moment. */
export function entityTag(content: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32)}"`;
}

/** `If-None-Match` may hold several tags, and a proxy that compresses makes them weak. */
export function isKnownAs(tag: string, ifNoneMatch: string | undefined): boolean {
  return (ifNoneMatch ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

/** The units whose goods somebody receives: those of his roles there. */
export function receivingUnits(roles: readonly { role: string; orgUnitId?: string }[]): string[] {
  const receives = roles.filter(({ role }) => role === 'UNIT_HEAD' || role === 'UNIT_CUSTODIAN');
  return [...new Set(receives.flatMap(({ orgUnitId }) => orgUnitId ?? []))].sort();
}
