import type { Custodian, CustodyInterval } from '@dotation/contracts';

/** The interval that is open now: who answers for the device, and since when. */
export interface OpenCustody extends Custodian {
  from: Date;
}

/** What happened, when by the document, when the server of the deciding service wrote it down. */
export interface Occasion {
  documentId: string;
  claimedAt: Date;
  recordedAt: Date;
}

/** A time as a document writes it. ISO 8601 knows more ways than a clock does (2026-W10); those count as said when recorded. */
export function timeOf(text: string, recordedAt: Date): Date {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? recordedAt : time;
}

/** The day as written, in the writer's own calendar day. */
export function dayOf(text: string, recordedAt: Date): string {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? [];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : recordedAt.toISOString().slice(0, 10);
}

export type StartOf = (previous: Date | null, claimedAt: Date, recordedAt: Date) => Date;

/**
 * When the next custody starts: greatest(previous.from + 1 ms, least(claimed, recorded)). A document that comes late never
 * reaches back behind what is already known, and no clock reaches into the future; so there is never a gap or an overlap.
 */
export const startOfCustody: StartOf = (previous, claimedAt, recordedAt) => {
  const said = Math.min(claimedAt.getTime(), recordedAt.getTime());
  return new Date(previous === null ? said : Math.max(previous.getTime() + 1, said));
};

export function sameCustodian(a: Custodian, b: Custodian): boolean {
  return (
    a.partyKind === b.partyKind &&
    a.partyId === b.partyId &&
    (a.personId ?? null) === (b.personId ?? null) &&
    a.placeId === b.placeId &&
    a.enRoute === b.enRoute &&
    a.hold === b.hold
  );
}

/** The next interval, or null when nothing of it changes: who, where and under which hold (architecture §4). */
export function nextCustody(
  open: OpenCustody | null,
  custodian: Custodian,
  occasion: Occasion,
  startOf: StartOf = startOfCustody,
): CustodyInterval | null {
  if (open !== null && sameCustodian(open, custodian)) return null;
  const from = startOf(open?.from ?? null, occasion.claimedAt, occasion.recordedAt);
  const { partyKind, partyId, personId, placeId, enRoute, hold } = custodian;
  return {
    partyKind,
    partyId,
    personId: personId ?? null,
    placeId,
    enRoute,
    hold,
    from: from.toISOString(),
    claimedFrom: occasion.claimedAt.toISOString(),
    clamped: from.getTime() !== occasion.claimedAt.getTime(),
    documentId: occasion.documentId,
  };
}
