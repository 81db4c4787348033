import type { Device, Document } from './answers.ts';
import type { Cast } from './cast.ts';
import { everyPage, sha256, type Client } from './client.ts';
import { settled } from './settled.ts';

// From the order to devices in stock, each step through the public API by the person whose job it is. Journeys, scenario
// tests, fault runs and benches are made of these and of handing-over.ts.

export interface OrderedLine {
  catalogueItemId: string;
  quantity: number;
  unitPriceMinor: number;
}

export interface Order extends Document {
  lines: { orderLineId: string; lineNumber: number; catalogueItemId: string; quantity: number }[];
}

export function recordOrder(cast: Cast, number: string, lines: OrderedLine[], award: string): Promise<Order> {
  return cast.as('buyer').post<Order>('/procurement/purchase-orders', {
    number,
    orderedOn: '2026-08-17',
    requesterId: cast.person('requester'),
    buyerId: cast.person('buyer'),
    approverId: cast.person('approver'),
    currency: 'USD',
    lines: lines.map((line, index) => ({
      ...line,
      lineNumber: index + 1,
      funding: [{ awardId: award, percent: 100 }],
    })),
  });
}

export interface Receipt extends Document {
  lines: { row: number; lineId: string; deviceId: string; serial: string | null; register: string }[];
}

export interface NewReceipt {
  placeId: string;
  storeUnitId: string;
  lines: Record<string, unknown>[];
  kits?: { label: string; rows: number[] }[];
}

export async function receiveGoods(cast: Cast, orderId: string, receipt: NewReceipt): Promise<Receipt> {
  const storekeeper = cast.as('storekeeper');
  const made = await storekeeper.post<Receipt>(`/procurement/purchase-orders/${orderId}/receipts`, {
    deliveryNote: 'BL-4471',
    witnessId: cast.person('inspector1'),
    ...receipt,
  });
  return settled<Receipt>(storekeeper, `/procurement/receipts/${made.id}`);
}

export interface Tagging extends Document {
  lines: { deviceId: string; tag: string }[];
}

export const tagAll = (cast: Cast, receiptId: string): Promise<Tagging> =>
  cast
    .as('storekeeper')
    .post<Tagging>('/assets/taggings', { receiptId, all: true }, { after: cast.as('storekeeper').after });

export interface Rejection {
  deviceId: string;
  reason: string;
}

export async function inspect(
  cast: Cast,
  receiptId: string,
  rejected: Rejection[],
  quarantinePlaceId?: string,
): Promise<Document> {
  const inspector = cast.as('inspector1');
  const made = await inspector.post<Document>(`/procurement/receipts/${receiptId}/inspections`, {
    committee: [cast.person('inspector1'), cast.person('inspector2')],
    extent: 'FULL',
    ...(quarantinePlaceId === undefined ? {} : { quarantinePlaceId }),
    exceptions: rejected.map((each) => ({ ...each, result: 'REJECTED', condition: 'REPAIRABLE' })),
  });
  return settled<Document>(inspector, `/procurement/inspections/${made.id}`);
}

/** The devices of a receipt as the register has them now, in the order they were captured. */
export async function devicesOf(reader: Client, receiptId: string): Promise<Device[]> {
  const found = await everyPage<Device & { id: string }>(reader, `/assets/devices?receiptId=${receiptId}`);
  return found.map((device) => ({ ...device, deviceId: device.id }));
}

/** Keeps a photograph (or any evidence) by its hash and returns the hash. */
export async function keepFile(client: Client, bytes: Uint8Array, contentType: string): Promise<string> {
  const hash = sha256(bytes);
  await client.send('PUT', `/audit/files/${hash}`, bytes, contentType);
  return hash;
}
