import { directoryError } from '../errors.js';
import { versionAt } from '../trees/tree.rules.js';
import type { Version } from '../trees/tree.rules.js';

/** How a unit stood from a moment on (domain §9.3). */
export interface UnitVersion extends Version {
  nameFr: string;
  nameEn: string | null;
  agency: string;
  specialty: string | null;
  level: string;
  secondParentId: string | null;
  placeId: string | null;
  status: string;
  reason: string | null;
  recordedBy: string;
}

type Changeable = Pick<
  UnitVersion,
  'nameFr' | 'nameEn' | 'specialty' | 'level' | 'parentId' | 'secondParentId' | 'placeId' | 'status' | 'closed'
>;

/** The version a change makes: whatever it does not name stays as it was on that day. */
export function reviseUnit(
  versions: readonly UnitVersion[],
  change: Partial<Changeable>,
  as: Pick<UnitVersion, 'id' | 'validFrom' | 'reason' | 'recordedBy' | 'recordedAt'>,
): UnitVersion {
  const before = versionAt(versions, as.validFrom);
  if (!before) throw directoryError('before-first-version', 'Record a unit first from the day it existed.');
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  if (said.every(([field, value]) => before[field as keyof Changeable] === value))
    throw directoryError('nothing-changes');
  const revised = { ...before, ...Object.fromEntries(said), ...as };
  if (revised.secondParentId !== null && [revised.parentId, revised.nodeId].includes(revised.secondParentId)) {
    throw directoryError(
      'tree-circle',
      'The second superior is another unit than the first, and than the unit itself.',
    );
  }
  return revised;
}
