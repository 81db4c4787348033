import { codeOf, kitIdOf } from '../codes/code.rules.js';
import { concernOf, isInPlay, type Standing } from '../consignments/consignment.rules.js';

/** What handover knows of the codes that were read. */
export interface Known {
  /** By `codeOf`: the devices that may be meant. */
  byCode: ReadonlyMap<string, readonly Standing[]>;
  /** By kit id and by the kit tag's `codeOf`: the kit's components. */
  byKit: ReadonlyMap<string, readonly Standing[]>;
  /** By waybill: the devices of the models that were counted. */
  byWaybill: ReadonlyMap<string, readonly Standing[]>;
}

export type Found =
  | { kind: 'DEVICE'; standing: Standing }
  | { kind: 'KIT'; kitId: string; deviceIds: string[] }
  /** Consigned to somebody else; the reader learns nothing of it. */
  | { kind: 'ELSEWHERE'; standing: Standing }
  | { kind: 'UNKNOWN' };

/**
 * The device a code means at this unit. A code that could mean two devices means none (CR-67): a wrong guess would sign
 * for a device that is somewhere else.
 */
export function recognise(read: string, known: Known, at: { orgUnitId: string; homeward: boolean }): Found {
  const code = codeOf(read);
  if (code === '') return { kind: 'UNKNOWN' };
  const standing = onlyOne(known.byCode.get(code) ?? [], at);
  if (standing) {
    const { kind } = concernOf(standing, at.orgUnitId, at.homeward);
    return { kind: kind === 'elsewhere' ? 'ELSEWHERE' : 'DEVICE', standing };
  }
  return known.byCode.has(code) ? { kind: 'UNKNOWN' } : kitOf(read, code, known, at);
}

function onlyOne(candidates: readonly Standing[], at: { orgUnitId: string; homeward: boolean }): Standing | null {
  if (candidates.length < 2) return candidates[0] ?? null;
  const possible = candidates.filter(
    (standing) => isInPlay(standing) || concernOf(standing, at.orgUnitId, at.homeward).kind !== 'elsewhere',
  );
  return possible.length === 1 ? (possible[0] ?? null) : null;
}

/** A kit whose components are not for this unit is as unknown as any other code. */
function kitOf(read: string, code: string, { byKit }: Known, at: { orgUnitId: string; homeward: boolean }): Found {
  const components = byKit.get(kitIdOf(read) ?? code) ?? [];
  const here = components.filter((standing) => concernOf(standing, at.orgUnitId, at.homeward).kind !== 'elsewhere');
  const [first] = here;
  if (!first?.kitId || here.some(({ kitId }) => kitId !== first.kitId)) return { kind: 'UNKNOWN' };
  return { kind: 'KIT', kitId: first.kitId, deviceIds: here.map(({ deviceId }) => deviceId) };
}
