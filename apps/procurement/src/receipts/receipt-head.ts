import type { GoodsReceivedV1 } from '@dotation/contracts';
import { MAX_BODY_BYTES } from '@dotation/messaging';
import type { Command } from '@dotation/service';
import { procurementError } from '../errors.js';
import type { OrderHead } from '../purchase-orders/purchase-orders.queries.js';
import type { Reference } from '../references/references.queries.js';
import { exclusivesOf } from './duplicate.rules.js';
import type { GoodsReceipt } from './goods-receipt.entity.js';
import { toFactDiscrepancy, type BornKit, type BornLine } from './goods-received.rules.js';
import { checkReceivedAt, type Judgement } from './receipt.rules.js';
import type { takeIdentifiers } from './received-serial.queries.js';
import type { ReceiveGoods } from './receipts.dto.js';
import type { RowProblem } from './row-problem.rules.js';

const MOST_PROBLEMS = 1_000;

export function referencesOf({ placeId, storeUnitId, carrierId }: ReceiveGoods): Reference[] {
  return [
    { field: 'placeId', kind: 'PLACE', id: placeId },
    { field: 'storeUnitId', kind: 'STORE', id: storeUnitId },
    { field: 'carrierId', kind: 'ORGANISATION', id: carrierId },
  ];
}

export function headOf(input: ReceiveGoods, order: OrderHead | null, command: Command): GoodsReceipt {
  if (!input.deliveryNote && !input.noDeliveryNoteReason) {
    throw procurementError('delivery-note-missing', undefined, [
      { row: 0, field: 'deliveryNote', code: 'delivery-note-missing', detail: 'Or say noDeliveryNoteReason (AM-11).' },
    ]);
  }
  const receivedAt = input.receivedAt ? new Date(input.receivedAt) : command.occurredAt;
  checkReceivedAt(receivedAt, command.recordedAt);
  return {
    id: command.key,
    number: '',
    purchaseOrderId: order?.id ?? null,
    shipmentId: input.shipmentId ?? null,
    storeUnitId: input.storeUnitId,
    placeId: input.placeId,
    receivedBy: command.actorId,
    witnessId: input.witnessId ?? null,
    deliveryNote: input.deliveryNote ?? null,
    noDeliveryNoteReason: input.noDeliveryNoteReason ?? null,
    carrierId: input.carrierId ?? null,
    driverId: input.driverId ?? null,
    receivedAt,
    recordedAt: command.recordedAt,
    ruleValues: {},
    waiverIds: [],
  };
}

/** Nothing of a receipt is written when one row of it is refused; the first thousand problems are told. */
export function refuse(problems: readonly RowProblem[], locate = (problem: RowProblem) => problem): void {
  if (problems.length === 0) return;
  const rows = new Set(problems.map(({ row }) => row)).size;
  const more = problems.length > MOST_PROBLEMS ? `; the first ${MOST_PROBLEMS} are listed` : '';
  const detail = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${rows} ${rows === 1 ? 'row' : 'rows'}${more}.`;
  throw procurementError('receipt-rows-refused', detail, problems.slice(0, MOST_PROBLEMS).map(locate));
}

/** A disputed plate takes nothing from the device that carries the identifier (AM-8). */
export function carriedBy(lines: readonly BornLine[]): Parameters<typeof takeIdentifiers>[1] {
  return lines.flatMap((line) =>
    line.row.disputed || line.deviceId === null
      ? []
      : exclusivesOf([line]).map((one) => ({ ...one, deviceId: line.deviceId as string })),
  );
}

export function toFactHeader(
  receipt: GoodsReceipt,
  kits: BornKit[],
  { discrepancies }: Judgement,
): Omit<GoodsReceivedV1, 'part' | 'parts' | 'lines'> {
  const {
    id: documentId,
    number,
    purchaseOrderId,
    shipmentId,
    storeUnitId,
    placeId,
    receivedBy,
    witnessId,
    deliveryNote,
    waiverIds,
  } = receipt;
  const header = {
    ...{ documentId, number, purchaseOrderId, shipmentId, storeUnitId, placeId, receivedBy, witnessId, deliveryNote },
    waiverIds,
    receivedAt: receipt.receivedAt.toISOString(),
    kits,
    discrepancies: discrepancies.map(toFactDiscrepancy),
  };
  // Every part repeats the header; it must leave room for the lines.
  if (Buffer.byteLength(JSON.stringify(header)) > MAX_BODY_BYTES * 0.75)
    throw procurementError('too-many-kits', 'Receive the delivery in two receipts, or confirm fewer kits at once.');
  return header;
}
