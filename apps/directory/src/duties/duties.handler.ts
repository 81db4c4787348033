import {
  DutyConflictFoundV1,
  GoodsReceivedV1,
  InspectionClosedV1,
  PlateDecidedV1,
  ReleaseApprovedV1,
  WaybillDispatchedV1,
} from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertWaiverUses } from '../waivers/waivers.queries.js';

interface MayRely {
  documentId: string;
  waiverIds?: string[] | null;
}

/** What relied on a waiver, and who was found on both sides: for the list of the day. */
@Injectable()
export class DutiesHandler {
  @OnFact(ReleaseApprovedV1)
  releaseApproved(tx: EntityManager, fact: Fact<ReleaseApprovedV1>): Promise<void> {
    return relied(tx, fact);
  }

  @OnFact(WaybillDispatchedV1)
  waybillDispatched(tx: EntityManager, fact: Fact<WaybillDispatchedV1>): Promise<void> {
    return relied(tx, fact);
  }

  @OnFact(GoodsReceivedV1)
  goodsReceived(tx: EntityManager, fact: Fact<GoodsReceivedV1>): Promise<void> {
    return relied(tx, fact);
  }

  @OnFact(InspectionClosedV1)
  inspectionClosed(tx: EntityManager, fact: Fact<InspectionClosedV1>): Promise<void> {
    return relied(tx, fact);
  }

  @OnFact(PlateDecidedV1)
  plateDecided(tx: EntityManager, fact: Fact<PlateDecidedV1>): Promise<void> {
    return relied(tx, fact);
  }

  @OnFact(DutyConflictFoundV1)
  async conflictFound(tx: EntityManager, { id, data, recordedAt }: Fact<DutyConflictFoundV1>): Promise<void> {
    const { documentId, otherDocumentId, personId, duty, otherDuty, deviceId, devices } = data;
    await tx.query(
      `INSERT INTO duty_conflict (fact_id, document_id, other_document_id, person_id, duty, other_duty, device_id, devices,
         found_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [id, documentId, otherDocumentId, personId, duty, otherDuty, deviceId, devices, recordedAt],
    );
  }
}

/** A document in parts names its waivers in each; it relies on them once. */
async function relied(tx: EntityManager, { actorId, recordedAt, data }: Fact<MayRely>): Promise<void> {
  if (!data.waiverIds?.length) return;
  await insertWaiverUses(tx, data.waiverIds, { documentId: data.documentId, by: actorId, at: recordedAt });
}
