import { directoryError } from '../errors.js';
import { versionAt } from '../trees/tree.rules.js';
import type { Version } from '../trees/tree.rules.js';

/** How a place stood from a moment on (domain §9.3). */
export interface PlaceVersion extends Version {
  name: string;
  isoCode: string | null;
  pcode: string | null;
  capital: string | null;
  timeZone: string;
  reason: string | null;
  recordedBy: string;
}

/** The version a change makes: whatever it does not name stays as it was on that day. */
export function revisePlace(
  versions: readonly PlaceVersion[],
  change: Partial<Pick<PlaceVersion, 'name' | 'parentId' | 'capital' | 'closed'>>,
  as: Pick<PlaceVersion, 'id' | 'validFrom' | 'reason' | 'recordedBy' | 'recordedAt'>,
): PlaceVersion {
  const before = versionAt(versions, as.validFrom);
  if (!before) throw directoryError('before-first-version', 'Record a place first from the day it existed.');
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  if (said.every(([field, value]) => before[field as keyof PlaceVersion] === value))
    throw directoryError('nothing-changes');
  return { ...before, ...Object.fromEntries(said), ...as };
}

/** Power, connectivity and security of a place (domain §9.3), as known from a day on. */
export interface Equipment {
  id: string;
  powerSource: string;
  connectivity: string;
  locked: boolean | null;
  guarded: boolean | null;
  safe: boolean | null;
  inventoryBook: boolean | null;
  reason: string | null;
  validFrom: Date;
  recordedBy: string;
  recordedAt: Date;
}

/** Each row says all of it, so that the state of a day is one row and not a sum of many. */
export function equip(
  history: readonly Equipment[],
  change: Partial<Equipment>,
  as: Pick<Equipment, 'id' | 'validFrom' | 'reason' | 'recordedBy' | 'recordedAt'>,
): Equipment {
  const unknown = { powerSource: 'UNKNOWN', connectivity: 'UNKNOWN' };
  const before = versionAt(history, as.validFrom) ?? {
    ...unknown,
    ...{ locked: null, guarded: null, safe: null, inventoryBook: null },
  };
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  if (said.length === 0)
    throw directoryError('nothing-changes', 'Say at least one of power, connectivity or security.');
  return { ...before, ...Object.fromEntries(said), ...as };
}
