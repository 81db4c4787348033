import type { Cast } from '../../tools/journey/cast.ts';
import { newId } from '../../tools/journey/client.ts';
import { dispatch, signatureOf, type Route } from '../../tools/journey/handing-over.ts';
import { inspect, recordOrder } from '../../tools/journey/receiving.ts';
import { settled } from '../../tools/journey/settled.ts';
import type { Document } from '../../tools/journey/answers.ts';

export interface Vests {
  lotId: string;
  waybillId: string;
  pv: Document;
}

/** Vests bought, received, allocated and sent to the lake police, whose head accepts so many of them and refuses the rest. */
export async function vestsAtLake(cast: Cast, quantity: number, accepted: number): Promise<Vests> {
  const { places, orgUnits, awards, catalogueItems } = cast.ids;
  const vest = catalogueItems['vest']!;
  const ordered = [{ catalogueItemId: vest, quantity, unitPriceMinor: 1_150 }];
  const order = await recordOrder(cast, `PO-L-${newId().slice(-8).toUpperCase()}`, ordered, awards['inl']!);
  const storekeeper = cast.as('storekeeper');
  const receipt = await storekeeper.post<Document>(`/procurement/purchase-orders/${order.id}/receipts`, {
    ...{ placeId: places['store'], storeUnitId: orgUnits['store'], deliveryNote: 'BL-9033' },
    ...{ witnessId: cast.person('inspector1'), lines: [{ row: 1, catalogueItemId: vest, quantity }] },
  });
  await settled<Document>(storekeeper, `/procurement/receipts/${receipt.id}`);
  await inspect(cast, receipt.id, []);
  const found = await storekeeper.get<{ items: { lotId: string }[] }>(`/assets/lots?receiptId=${receipt.id}`);
  const { lotId } = found.items[0]!;
  const unit = { orgUnitId: orgUnits['lakeUnit']!, placeId: places['lakeUnit']! };
  const allocation = await cast.as('programmeManager').post<Document>('/handover/allocations', {
    ...{ orgUnitId: unit.orgUnitId, awardIds: [awards['inl']], purpose: 'Gilets', lots: [{ lotId, quantity }] },
  });
  await cast.as('approver').post(`/handover/allocations/${allocation.id}/approval`, {});
  const lots = [{ lotId, quantity }];
  const waybill = await dispatch(cast, { ...routeTo(cast, 'TO_UNIT'), lots });
  const head = cast.as('lakeUnitHead');
  const pv = await head.post<Document>('/handover/handovers', {
    ...{ kind: 'FIRST', ...unit, channel: 'OWN_PHONE', giverId: cast.person('fieldOfficer') },
    signature: signatureOf(cast.person('lakeUnitHead'), 'HEAD'),
    lots: [{ waybillId: waybill.id, lotId, accepted, refused: quantity - accepted, remark: 'Bandes décousues' }],
  });
  return { lotId, waybillId: waybill.id, pv: await settled<Document>(head, `/handover/handovers/${pv.id}`) };
}

export function routeTo(cast: Cast, purpose: 'TO_UNIT' | 'RETURN'): Route {
  const { places, orgUnits, organisations } = cast.ids;
  const store = { placeId: places['store']!, orgUnitId: orgUnits['store']! };
  const lake = { placeId: places['lakeUnit']!, orgUnitId: orgUnits['lakeUnit']! };
  const [from, to] = purpose === 'TO_UNIT' ? [store, lake] : [lake, store];
  const officer =
    purpose === 'TO_UNIT'
      ? { orgUnitId: orgUnits['fieldOffice']!, personId: cast.person('fieldOfficer') }
      : { orgUnitId: store.orgUnitId, personId: cast.person('storekeeper') };
  return {
    ...{ purpose, fromPlaceId: from.placeId, toPlaceId: to.placeId, toOrgUnitId: to.orgUnitId, officer, lines: [] },
    ...{ carrierId: organisations['carrier']!, driverId: cast.person('driver') },
  };
}

/** What stands where of a lot: `A08 FIRM` and how many. */
export async function standingOf(cast: Cast, lotId: string): Promise<Record<string, number>> {
  const { items } = await cast
    .as('auditor')
    .get<{ items: { lifecycle: string; hold: string; quantity: number }[] }>(`/assets/lots?lotId=${lotId}`);
  return Object.fromEntries(
    items.map(({ lifecycle, hold, quantity }) => [`${lifecycle.slice(0, 3)} ${hold}`, quantity]),
  );
}
