import type { Document } from '../../tools/journey/answers.ts';
import { newId } from '../../tools/journey/client.ts';
import type { Cast } from '../../tools/journey/cast.ts';
import { recordOrder } from '../../tools/journey/receiving.ts';
import { settled } from '../../tools/journey/settled.ts';
import { refusalOf } from './old-list.ts';

interface Line {
  deviceId: string;
  serial: string;
  register: string;
  warnings: { code: string; existingDeviceId?: string; like?: string }[];
  refusal: { code: string; existingDeviceId: string | null } | null;
}
interface Receipt extends Document {
  lines: Line[];
}
type Row = Record<string, unknown>;

/** G7: two phones register one laptop, as …1234S and as …12345; the second record is voided, with a link to the first (A20). */
export async function g7(cast: Cast) {
  const { places, orgUnits, awards, catalogueItems } = cast.ids;
  const laptop = catalogueItems['laptop']!;
  const run = newId().replaceAll('-', '').slice(10, 20).toUpperCase();
  const [right, wrong] = [`G${run}S`, `G${run}5`];
  const storekeeper = cast.as('storekeeper');
  const ordered = [{ catalogueItemId: laptop, quantity: 3, unitPriceMinor: 78_900 }];
  const order = await recordOrder(cast, `PO-G7-${run}`, ordered, awards['inl']!);
  const path = `/procurement/purchase-orders/${order.id}/receipts`;
  const receive = (row: Row): Promise<Receipt> =>
    storekeeper.post<Receipt>(path, {
      ...{ placeId: places['store'], storeUnitId: orgUnits['store'], deliveryNote: 'BL-G7' },
      lines: [{ row: 1, catalogueItemId: laptop, ...row }],
    });
  const registered = (receipt: Receipt): Promise<Receipt> =>
    settled<Receipt>(storekeeper, `/procurement/receipts/${receipt.id}`);
  const open = async (): Promise<unknown> => {
    const { lines } = await storekeeper.get<{ lines: { received: number }[] }>(
      `/procurement/purchase-orders/${order.id}`,
    );
    return lines[0]!.received;
  };

  const first = await registered(await receive({ serial: right }));
  const exact = await refusalOf(receive({ serial: ` ${right.toLowerCase()} ` }));
  const none = await refusalOf(receive({}));
  const second = await registered(await receive({ serial: wrong }));
  const [kept, mistaken] = [first.lines[0]!, second.lines[0]!];
  const before = await open();

  const [steward, other] = [cast.as('dataSteward'), cast.as('dataSteward2')];
  const note = await steward.post<{ id: string }>('/assets/voids', {
    ...{ deviceId: mistaken.deviceId, keptDeviceId: kept.deviceId },
    reason: 'Saisi deux fois, sur deux téléphones',
  });
  const own = await refusalOf(steward.post(`/assets/voids/${note.id}/confirmation`, {}));
  await other.post(`/assets/voids/${note.id}/confirmation`, {});
  let after = second;
  while (after.lines[0]!.register !== 'REFUSED')
    after = await storekeeper.get<Receipt>(`/procurement/receipts/${second.id}`);
  return { kept, mistaken, exact, none, own, before, after: await open(), struck: after.lines[0]!, receive, wrong };
}
