import type { GoodsReceivedLine } from '@dotation/contracts';
import { isCounted } from './catalogue.rules.js';
import type { Discrepancy } from './discrepancy.rules.js';
import type { Hit } from '../screening/screening.rules.js';
import type { KitOfRows } from './kit.rules.js';
import type { NewDevice } from './receipt.rules.js';

/** A line with the ids it is born with: procurement mints them at capture. It is a device, or a lot of so many (AM-9). */
export interface BornLine extends NewDevice {
  lineId: string;
  deviceId: string | null;
  lotId: string | null;
  quantity: number;
  kitId: string | null;
}

export interface BornKit {
  kitId: string;
  label: string;
}

/**
 * Gives every device its ids and its kit; a kit of which nothing was received is none. The units of a row that is counted are
 * one lot, or one on each order line they went to.
 */
export function born(
  devices: readonly NewDevice[],
  kits: readonly KitOfRows[],
  newId: () => string,
): { lines: BornLine[]; kits: BornKit[] } {
  const received = new Set(devices.map(({ row }) => row.row));
  const kitOf = new Map<number, string>();
  const confirmed = kits
    .filter(({ rows }) => rows.some((row) => received.has(row)))
    .map(({ label, rows }) => {
      const kitId = newId();
      for (const row of rows) kitOf.set(row, kitId);
      return { kitId, label };
    });
  const lots = new Map<string, BornLine>();
  const lines = devices.flatMap((device): BornLine[] => {
    if (!isCounted(device.item)) {
      const [lineId, deviceId, kitId] = [newId(), newId(), kitOf.get(device.row.row) ?? null];
      return [{ ...device, lineId, deviceId, lotId: null, quantity: 1, kitId }];
    }
    const key = `${device.row.row} ${device.orderLine?.orderLineId ?? ''}`;
    const same = lots.get(key);
    if (same) {
      same.quantity += 1;
      return [];
    }
    const lot = { ...device, lineId: newId(), deviceId: null, lotId: newId(), quantity: 1, kitId: null };
    lots.set(key, lot);
    return [lot];
  });
  return { lines, kits: confirmed };
}

/** The line of the fact; cost and funding come from the order (AM-12), or later (AM-6). */
export function toFactLine(
  { row, item, orderLine, lineId, deviceId, lotId, quantity, kitId }: BornLine,
  hits: readonly Hit[] = [],
): GoodsReceivedLine {
  return {
    lineId,
    ...(deviceId === null ? { lotId, quantity } : { deviceId }),
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
    ...(orderLine?.zeroCostReason ? { zeroCostReason: orderLine.zeroCostReason } : {}),
    currency: orderLine?.currency ?? null,
    funding: orderLine?.funding ?? null,
    disputed: row.disputed,
    ...(row.platePhotoSha256 === undefined ? {} : { platePhotoSha256: row.platePhotoSha256 }),
    ...(row.replacesDeviceId === undefined ? {} : { replacesDeviceId: row.replacesDeviceId }),
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
