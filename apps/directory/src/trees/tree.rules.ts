import { directoryError } from '../errors.js';

/**
 * How a unit or a place stood from `validFrom` on, until its next version. Of two versions of the same moment the one
 * recorded later counts, so that a mistake is corrected by saying it again; nothing is ever taken away.
 */
export interface Version {
  id: string;
  /** The unit or place. */
  nodeId: string;
  parentId: string | null;
  /** It ended at `validFrom`; a later version may open it again. */
  closed: boolean;
  validFrom: Date;
  recordedAt: Date;
}

type Dated = Pick<Version, 'id' | 'validFrom' | 'recordedAt'>;

const later = (a: Dated, b: Dated): number =>
  a.validFrom.getTime() - b.validFrom.getTime() ||
  a.recordedAt.getTime() - b.recordedAt.getTime() ||
  (a.id < b.id ? -1 : 1);

/** The one version of a node in force at a moment; undefined before its first. */
export function versionAt<T extends Dated>(versions: readonly T[], at: Date): T | undefined {
  return versions
    .filter(({ validFrom }) => validFrom <= at)
    .reduce<T | undefined>(
      (best, version) => (best === undefined || later(version, best) > 0 ? version : best),
      undefined,
    );
}

/** The versions that count, oldest first, each until the next begins; null: still so. They never overlap or leave a gap. */
export function periodsOf<T extends Dated>(versions: readonly T[]): (T & { validTo: Date | null })[] {
  const counting = [...versions]
    .sort(later)
    .filter((version, index, all) => all[index + 1]?.validFrom.getTime() !== version.validFrom.getTime());
  return counting.map((version, index) => ({ ...version, validTo: counting[index + 1]?.validFrom ?? null }));
}

/** A version about to be recorded; `to` is where the next one begins. */
export interface Placing {
  nodeId: string;
  parentId: string | null;
  from: Date;
  to: Date | null;
}

/**
 * Refuses a parent that is not there for the whole period, and a circle at any moment of it. `above` holds every version of
 * the parent and of whatever ever stood above it.
 */
export function checkPlacing(
  { nodeId, parentId, from, to }: Placing,
  above: ReadonlyMap<string, readonly Version[]>,
): void {
  if (parentId === null) return;
  for (const at of momentsOf(parentId, from, to, above)) {
    const parent = versionAt(above.get(parentId) ?? [], at);
    if (parentId !== nodeId && (!parent || parent.closed)) {
      throw directoryError('parent-not-valid', `What it is to stand under does not exist on ${dayOf(at)}.`);
    }
    const seen = new Set<string>();
    for (
      let next: string | null = parentId;
      next !== null;
      next = versionAt(above.get(next) ?? [], at)?.parentId ?? null
    ) {
      if (next === nodeId || seen.has(next)) {
        throw directoryError('tree-circle', `On ${dayOf(at)} it would stand under itself.`);
      }
      seen.add(next);
    }
  }
}

/** The beginning, and every moment of the period at which something above changes; what never stood above does not matter. */
function momentsOf(
  parentId: string,
  from: Date,
  to: Date | null,
  above: ReadonlyMap<string, readonly Version[]>,
): Date[] {
  const moments = new Set([from.getTime()]);
  const seen = new Set<string>();
  for (const open: string[] = [parentId]; open.length > 0;) {
    const id = open.pop() ?? '';
    if (seen.has(id)) continue;
    seen.add(id);
    for (const version of above.get(id) ?? []) {
      if (version.validFrom > from && (to === null || version.validFrom < to)) moments.add(version.validFrom.getTime());
      if (version.parentId !== null) open.push(version.parentId);
    }
  }
  return [...moments].map((time) => new Date(time));
}

/** Nobody's parent may end under him: units below are closed or moved first. `below` holds all versions of whatever ever stood under it. */
export function checkClosing(
  nodeId: string,
  from: Date,
  to: Date | null,
  below: ReadonlyMap<string, readonly Version[]>,
): void {
  for (const [child, versions] of below) {
    const standing = periodsOf(versions).find(
      ({ parentId, closed, validFrom, validTo }) =>
        parentId === nodeId && !closed && (validTo === null || validTo > from) && (to === null || validFrom < to),
    );
    if (standing && child !== nodeId) {
      throw directoryError('still-has-children', `Close or move first what stands under it: ${child}.`);
    }
  }
}

/** The versions that end a node: now, or, when it should never have been, at every moment something was said of it. */
export function endings<T extends Version>(
  versions: readonly T[],
  ever: boolean,
  as: { recordedAt: Date; recordedBy: string; reason: string; newId: () => string },
): T[] {
  const { recordedAt, recordedBy, reason, newId } = as;
  const ended = (version: T, validFrom: Date): T => ({
    ...version,
    ...{ id: newId(), closed: true, validFrom, recordedAt, recordedBy, reason },
  });
  if (ever) return periodsOf(versions).map((version) => ended(version, version.validFrom));
  const present = versionAt(versions, recordedAt);
  return !present || present.closed ? [] : [ended(present, recordedAt)];
}

/** A version tells what is or was: what is planned is recorded on its day, so that today's row is always today's state. */
export function checkFrom(from: Date, now: Date): void {
  if (from > now)
    throw directoryError('not-yet', `It is ${now.toISOString()}: record a change on its day, not before.`);
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
