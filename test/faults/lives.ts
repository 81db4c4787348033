import { setTimeout as pause } from 'node:timers/promises';
import type { Cast } from '../../tools/journey/cast.ts';
import { devicesOf, inspect, receiveGoods, recordOrder, tagAll } from '../../tools/journey/receiving.ts';
import { accepted, acknowledge, allocate, arrive, dispatch, refused } from '../../tools/journey/handing-over.ts';
import { newId } from '../../tools/journey/client.ts';

/** What a generator of commands is doing; `busy` counts commands under way. */
export interface Lives {
  readonly lived: number;
  readonly busy: () => number;
  /** Lets the consignments under way end, at most so long. */
  stop(patienceMs?: number): Promise<void>;
}

/** One small consignment from its order to its acknowledgement: three laptops, one of which may be refused. */
async function live(cast: Cast): Promise<void> {
  const { places, orgUnits, organisations, awards, catalogueItems } = cast.ids;
  const run = newId().replaceAll('-', '').slice(6, 20).toUpperCase();
  const laptop = catalogueItems['laptop']!;
  const order = await recordOrder(
    cast,
    `PO-F-${run}`,
    [{ catalogueItemId: laptop, quantity: 3, unitPriceMinor: 78_900 }],
    awards['inl']!,
  );
  const receipt = await receiveGoods(cast, order.id, {
    placeId: places['store']!,
    storeUnitId: orgUnits['store']!,
    lines: [0, 1, 2].map((index) => ({ row: index + 1, catalogueItemId: laptop, serial: `F${run}${index}` })),
  });
  await tagAll(cast, receipt.id);
  await inspect(cast, receipt.id, []);
  const devices = await devicesOf(cast.as('storekeeper'), receipt.id);
  await allocate(
    cast,
    orgUnits['pmhMbujiMayi']!,
    awards['inl']!,
    devices.map(({ deviceId }) => deviceId),
  );
  const waybill = await dispatch(cast, {
    purpose: 'TO_UNIT',
    lines: devices.map(({ deviceId }) => ({ deviceId })),
    fromPlaceId: places['store']!,
    toPlaceId: places['pmhMbujiMayi']!,
    toOrgUnitId: orgUnits['pmhMbujiMayi']!,
    carrierId: organisations['carrier']!,
    driverId: cast.person('driver'),
    officer: { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') },
  });
  if (Math.random() < 0.7) await arrive(cast, waybill, cast.person('driver'), { sealsIntact: true });
  await acknowledge(cast, {
    orgUnitId: orgUnits['pmhMbujiMayi']!,
    placeId: places['pmhMbujiMayi']!,
    waybillIds: [waybill.id],
    signer: cast.person('unitHead'),
    lines: devices.map(({ tag }, index) =>
      index === 0 && Math.random() < 0.3 ? refused(tag!, 'Écran fissuré') : accepted(tag!),
    ),
  });
}

/** Several consignments at once, one after another, until stopped. Throws at `stop` what went wrong in any of them. */
export function manyLives(casts: Cast[]): Lives {
  let lived = 0;
  let busy = 0;
  let stopping = false;
  const errors: unknown[] = [];
  const workers = casts.map(async (cast) => {
    while (!stopping && errors.length === 0) {
      busy += 1;
      try {
        await live(cast);
        lived += 1;
      } catch (error) {
        errors.push(error);
      } finally {
        busy -= 1;
      }
    }
  });
  return {
    get lived() {
      return lived;
    },
    busy: () => busy,
    async stop(patienceMs = 180_000) {
      stopping = true;
      await Promise.race([Promise.all(workers), pause(patienceMs, undefined, { ref: false })]);
      if (errors.length > 0) throw errors[0];
    },
  };
}
