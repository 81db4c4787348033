import type { Cast } from '../../tools/journey/cast.ts';
import { newId, type Refused } from '../../tools/journey/client.ts';
import {
  inspect,
  receiveGoods,
  recordOrder,
  tagAll,
  type NewReceipt,
  type Receipt,
} from '../../tools/journey/receiving.ts';
import { blank, refusalOf, type OldList } from './old-list.ts';

interface Finding {
  row: number;
  kind: string;
  said: string;
  entity: string;
  decision: string | null;
}
interface Reported {
  deviceId: string;
  boughtOn: string;
  class: string;
  found: string[];
}

export interface G5 {
  warnings: { code: string; field: string }[][];
  findings: Finding[];
  /** What the committee, and the store-keeper who would clear it, are told while the camera is held. */
  refusals: Refused[];
  receipt: Receipt;
  list: OldList;
  legacyId: string;
  report: Reported[];
}

/**
 * G5: of two cameras under a name that nobody listed, one speaks on the network as a prohibited maker's; a camera that
 * maker sold in 2016 stands in an old list.
 */
export async function g5(cast: Cast): Promise<G5> {
  const { places, orgUnits, awards } = cast.ids;
  const run = newId().replaceAll('-', '').slice(10, 20).toUpperCase();
  const buyer = cast.as('buyer');
  const camera = await cameraOf(cast, { name: `Kivu Vision ${run}` });
  const ordered = [{ catalogueItemId: camera, quantity: 2, unitPriceMinor: 21_500 }];
  const order = await recordOrder(cast, `PO-G5-${run}`, ordered, awards['inl']!);
  const macs = ['3C:EF:8C:0A:00:01', 'E0:73:E7:0A:00:02'];
  const lines = macs.map((value, index) => ({
    ...{ row: index + 1, catalogueItemId: camera, serial: `G5${run}${index}` },
    identifiers: [{ type: 'MAC', value }],
  }));
  const delivery: NewReceipt = { placeId: places['store']!, storeUnitId: orgUnits['store']!, lines };
  const receipt = await receiveGoods(cast, order.id, delivery);
  const { lines: shown } = receipt as unknown as { lines: { warnings: G5['warnings'][number] }[] };
  await tagAll(cast, receipt.id);

  const { items: findings } = await buyer.get<{ items: Finding[] }>(
    `/procurement/receipts/${receipt.id}/screening-findings`,
  );
  const held = await refusalOf(inspect(cast, receipt.id, []));
  const resolution = { row: 1, decision: 'CLEARED', reason: 'La carte réseau serait prêtée' };
  const path = `/procurement/receipts/${receipt.id}/screening-resolutions`;
  const own = await refusalOf(cast.as('storekeeper').post(path, resolution));
  const rejected = [{ deviceId: receipt.lines[0]!.deviceId, reason: 'Carte réseau d’un fabricant interdit' }];
  await inspect(cast, receipt.id, rejected, places['quarantine']!);

  const { list, deviceId: legacyId } = await oldCamera(cast, run);
  const { items: report } = await buyer.get<{ items: Reported[] }>('/procurement/screening-report?limit=200');
  return {
    warnings: shown.map(({ warnings }) => warnings),
    findings,
    refusals: [held, own],
    ...{ receipt, list, legacyId, report },
  };
}

async function cameraOf(cast: Cast, maker: { id: string } | { name: string }): Promise<string> {
  const buyer = cast.as('buyer');
  const makerId = 'id' in maker ? maker.id : (await buyer.post<{ id: string }>('/procurement/makers', maker)).id;
  const item = await buyer.post<{ id: string }>('/procurement/catalogue-items', {
    ...{ makerId, category: 'CCTV_CAMERA', model: `IPC-${newId().slice(-8)}` },
    ...{ description: 'Caméra IP extérieure', serialRule: 'REQUIRED' },
  });
  return item.id;
}

/** One camera bought in 2016 from a maker that is on the list today, brought and approved by the two stewards. */
async function oldCamera(cast: Cast, run: string): Promise<{ list: OldList; deviceId: string }> {
  const name = 'Hikvision';
  const { items } = await cast
    .as('buyer')
    .get<{ items: { id: string; name: string }[] }>('/procurement/makers?limit=200');
  const known = items.find((maker) => maker.name === name);
  const camera = await cameraOf(cast, known ?? { name });
  const said = 'La liste de 2016 ne le dit pas';
  const [steward, second] = [cast.as('dataSteward'), cast.as('dataSteward2')];
  const { id } = await steward.post<OldList>('/procurement/legacy-lists', {
    ...{ origin: 'MIGRATED', orgUnitId: cast.ids.orgUnits['commissariatGeneral'], title: 'STATE_DRC' },
    ...{ placeId: cast.ids.places['pmhMbujiMayi'] },
    reasons: Object.fromEntries(blank.map((element) => [element, said])),
    lines: [{ row: 1, catalogueItemId: camera, serial: `G5OLD${run}`, acquiredOn: '2016-05-02', state: 'en service' }],
  });
  await second.post(`/procurement/legacy-lists/${id}/approval`, {});
  for (;;) {
    const list = await second.get<OldList>(`/procurement/legacy-lists/${id}`);
    if (list.register.waiting > 0) continue;
    const rows = await second.get<{ items: { devices: { deviceId: string }[] }[] }>(
      `/procurement/legacy-lists/${id}/rows`,
    );
    return { list, deviceId: rows.items[0]!.devices[0]!.deviceId };
  }
}
