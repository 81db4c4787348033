import type { EntityManager } from 'typeorm';
import { isLifted } from '../access-overrides/access-override.rules.js';
import { goodsOfWaybill, overridesOf } from '../access-overrides/access-overrides.queries.js';
import { placesAt } from '../directory/places.queries.js';
import { placesInReach } from './waybill.rules.js';
import type { WaybillRow } from './waybills.queries.js';

/** CR-66 at both ends of the way and at both clocks, from what directory has told: no broker is needed to let goods go. */
export async function requireReach(
  tx: EntityManager,
  { id, fromPlaceId, toPlaceId }: WaybillRow,
  at: readonly Date[],
): Promise<void> {
  const goods = await goodsOfWaybill(tx, id);
  const overrides = await overridesOf(tx, goods);
  placesInReach(await placesAt(tx, [fromPlaceId, toPlaceId], at), (moment) => isLifted(goods, overrides, moment));
}
