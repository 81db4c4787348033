import type { EntityManager } from 'typeorm';
import { unitsAt } from '../directory/units.queries.js';
import { refuseRows } from '../documents/rows.rules.js';
import { leftOf, travelling } from './lot.rules.js';
import { loadLots, type LoadedLot, type LotOrder, type WantedLot } from './lot-loading.rules.js';
import { allocatedLots, allocationsOfLots, carriedOn, legsOfLots, lockLots } from './lots.queries.js';

export const draftLotShape = { lotId: 'uuid', quantity: 'integer', 'carton?': 'text' } as const;

interface Draft extends LotOrder {
  allocationIds: readonly string[];
  /** Devices are named: of an ONWARD leg then only what is said goes along. */
  named: boolean;
}

/** What is said, and what nobody has to say: all that is left of the allocations, or all that travels with the origin. */
export async function lotsFor(tx: EntityManager, said: readonly WantedLot[], draft: Draft): Promise<WantedLot[]> {
  const { purpose, originWaybillId, allocationIds, named } = draft;
  const known = new Set(said.map(({ lotId }) => lotId));
  if (purpose === 'TO_UNIT') {
    const left = (await allocatedLots(tx, allocationIds)).map((lot) => ({ lotId: lot.lotId, quantity: leftOf(lot) }));
    return [...said, ...left.filter(({ lotId, quantity }) => quantity > 0 && !known.has(lotId))];
  }
  if (purpose !== 'ONWARD' || !originWaybillId || named || said.length > 0) return [...said];
  const legs = await carriedOn(tx, [originWaybillId]);
  return legs.map((lot) => ({ lotId: lot.lotId, quantity: travelling(lot) })).filter(({ quantity }) => quantity > 0);
}

/** With where its leg before goes, and the office that answered for it there. */
export interface LotOnDraft extends LoadedLot {
  homeward: boolean;
  officeId: string | null;
}

/** Locks the lots and puts them on the draft; a lot that is on no paper in the caller's scope is not known to him. */
export async function loadedLots(
  tx: EntityManager,
  order: LotOrder,
  wanted: readonly WantedLot[],
  visible: ReadonlySet<string>,
  at: Date,
): Promise<LotOnDraft[]> {
  if (wanted.length === 0) return [];
  const lotIds = wanted.map(({ lotId }) => lotId).filter((lotId) => visible.has(lotId));
  await lockLots(tx, lotIds);
  const legs = await legsOfLots(tx, lotIds);
  const units = await unitsAt(tx, [...new Set(legs.map(({ toOrgUnitId }) => toOrgUnitId))], at);
  const livingThere = [...units].flatMap(([id, { placeId }]) => (placeId === order.fromPlaceId ? [id] : []));
  const allocated = await allocationsOfLots(tx, lotIds);
  const { loaded, problems } = loadLots({ ...order, livingThere }, wanted, allocated, legs);
  refuseRows('lines-not-loadable', problems);
  return loaded.map((lot) => {
    const leg = legs.find(({ lineId }) => lineId === lot.previousId);
    return { ...lot, homeward: leg?.homeward ?? false, officeId: leg?.officerUnitId ?? null };
  });
}
