// What procurement tells of devices before handover ever moves them: who did what for them.
import { randomUUID } from 'node:crypto';
import type { Fact } from '@dotation/messaging';
import { uuidv7 } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { ProcurementHandler } from '../src/duties/procurement.handler.js';
import type { World } from './world.ts';

/** Who did what for a delivery; somebody new where nobody is named. */
export interface Procured {
  requesterId?: string;
  approverId?: string;
  otherApproverIds?: string[];
  /** Whoever amended the order, and approved that. */
  amended?: { proposedBy?: string; approverId?: string };
  buyerId?: string;
  receivedBy?: string;
  committee?: string[];
}

type Ids = { orderId: string; receiptId: string; inspectionId: string };

export type Step = 'order' | 'receipt' | 'inspection';

/** The facts of one delivery, to be heard in any order and as late as a test likes. */
export function delivery(
  world: World,
  deviceIds: readonly string[],
  by: Procured,
): Ids & { hear(step: Step | 'amendment'): Promise<void> } {
  const ids = { orderId: uuidv7(), receiptId: uuidv7(), inspectionId: uuidv7() };
  const handler = world.app.service.app.get(ProcurementHandler);
  const lines = deviceIds.map((deviceId) => ({ lineId: uuidv7(), deviceId }));
  const part = { part: 1, parts: 1, number: 'X-1' };
  const heard: Record<Step | 'amendment', (tx: EntityManager) => Promise<void>> = {
    order: (tx) =>
      handler.orderRecorded(
        tx,
        fact({
          ...{ purchaseOrderId: ids.orderId, number: 'PO-1', orderedOn: '2026-08-17', currency: 'USD', revision: 1 },
          ...{ requesterId: by.requesterId ?? uuidv7(), approverId: by.approverId ?? uuidv7() },
          ...{ buyerId: by.buyerId ?? uuidv7(), otherApproverIds: by.otherApproverIds ?? null, lines: [] },
        }),
      ),
    amendment: (tx) =>
      handler.orderAmended(
        tx,
        fact({
          ...{
            purchaseOrderId: ids.orderId,
            number: 'PO-1',
            revision: 2,
            proposalId: uuidv7(),
            reason: 'Autre modèle',
          },
          ...{
            proposedBy: by.amended?.proposedBy ?? uuidv7(),
            approverIds: [by.amended?.approverId ?? uuidv7()],
            lines: [],
          },
        }),
      ),
    receipt: (tx) =>
      handler.goodsReceived(
        tx,
        fact({
          ...{ ...part, documentId: ids.receiptId, purchaseOrderId: ids.orderId, storeUnitId: uuidv7() },
          ...{ placeId: uuidv7(), receivedBy: by.receivedBy ?? uuidv7(), receivedAt: '2026-09-01T08:00:00.000Z' },
          ...{ kits: [], discrepancies: [], lines: lines as never },
        }),
      ),
    inspection: (tx) =>
      handler.inspectionClosed(
        tx,
        fact({
          ...{ ...part, documentId: ids.inspectionId, receiptId: ids.receiptId, extent: 'FULL' as const },
          ...{ committee: by.committee ?? [uuidv7(), uuidv7()], acceptedOn: '2026-09-02' },
          lines: lines.map((line) => ({ ...line, result: 'ACCEPTED' as const })),
        }),
      ),
  };
  return { ...ids, hear: (step) => world.worker.transaction(heard[step]) };
}

/** As it mostly is: all of it known before anything moves. */
export async function procured(world: World, deviceIds: readonly string[], by: Procured): Promise<Ids> {
  const { hear, ...ids } = delivery(world, deviceIds, by);
  for (const step of ['order', 'receipt', 'inspection'] as const) await hear(step);
  if (by.amended) await hear('amendment');
  return ids;
}

function fact<T>(data: T): Fact<T> {
  const now = new Date();
  const cause = { actorId: randomUUID(), occurredAt: now, recordedAt: now, causationId: uuidv7() };
  return { ...cause, id: uuidv7(), type: '', subject: '', data };
}
