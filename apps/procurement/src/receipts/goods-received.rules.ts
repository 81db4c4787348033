import type { GoodsReceivedLine } from '@dotation/contracts';
import type { Discrepancy } from './discrepancy.rules.js';
import type { Hit } from '../screening/screening.rules.js';
import type { KitOfRows } from './kit.rules.js';
import type { NewDevice } from './receipt.rules.js';

/** A device with the ids it is born with: procurement mints them at capture. */
export interface BornDevice extends NewDevice {
  lineId: string;
  deviceId: string;
  kitId: string | null;
}

export interface BornKit {
  kitId: string;
  label: string;
}

/** Gives every device its ids and its kit; a kit of which nothing was received is none. */
export function born(
  devices: readonly NewDevice[],
  kits: readonly KitOfRows[],
  newId: () => string,
): { lines: BornDevice[]; kits: BornKit[] } {
  const received = new Set(devices.map(({ row }) => row.row));
  const kitOf = new Map<number, string>();
  const confirmed = kits
    .filter(({ rows }) => rows.some((row) => received.has(row)))
    .map(({ label, rows }) => {
      const kitId = newId();
      for (const row of rows) kitOf.set(row, kitId);
      return { kitId, label };
    });
  const lines = devices.map((device) => ({
    ...device,
    lineId: newId(),
    deviceId: newId(),
    kitId: kitOf.get(device.row.row) ?? null,
  }));
  return { lines, kits: confirmed };
}

/** The line of the fact; cost and funding come from the order (AM-12), or later (AM-6). */
export function toFactLine(
  { row, item, orderLine, lineId, deviceId, kitId }: BornDevice,
  hits: readonly Hit[] = [],
): GoodsReceivedLine {
  return {
    lineId,
    deviceId,
    orderLineId: orderLine?.orderLineId ?? null,
    catalogueItemId: item.catalogueItemId,
    makerId: item.makerId,
    maker: item.maker,
    model: item.model,
    category: item.category,
    description: item.description,
    trackingMode: item.trackingMode,
    serialRule: item.serialRule,
    identifiers: row.identifiers,
    noSerialReason: row.noSerialReason ?? null,
    carton: row.carton ?? null,
    kitId,
    condition: row.condition,
    costMinor: orderLine?.unitPriceMinor ?? null,
    currency: orderLine?.currency ?? null,
    funding: orderLine?.funding ?? null,
    disputed: row.disputed,
    ...(row.platePhotoSha256 === undefined ? {} : { platePhotoSha256: row.platePhotoSha256 }),
    ...(hits.length === 0
      ? {}
      : { screening: hits.map(({ kind, said, strength, entityId }) => ({ kind, said, strength, entityId })) }),
    ...(row.secondSignatureId === undefined ? {} : { secondSignatureId: row.secondSignatureId.toLowerCase() }),
  };
}

/** The same without the rows of the request, which mean nothing to other services. */
export function toFactDiscrepancy({ code, quantity, orderLineId, detail }: Discrepancy): {
  code: string;
  quantity: number;
  orderLineId: string | null;
  detail: string | null;
} {
  return { code, quantity, orderLineId, detail };
}
