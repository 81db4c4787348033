import {
  RoleGrantedV1,
  RoleRevokedV1,
  WaiverEvidenceRecordedV1,
  WaiverGrantedV1,
  WaiverRevokedV1,
} from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { closeExceptions } from '../exceptions/exceptions.queries.js';

/** Whom directory has let off a rule for a time (AM-3), and who administers the system (CR-60). */
@Injectable()
export class WaiversHandler {
  @OnFact(WaiverGrantedV1)
  async waiverGranted(tx: EntityManager, { data }: Fact<WaiverGrantedV1>): Promise<void> {
    const { waiverId, rule, placeId, personIds, validFrom, validTo } = data;
    await tx.query(
      `INSERT INTO waiver (id, rule, place_id, person_ids, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [waiverId, rule, placeId, personIds, validFrom, validTo],
    );
  }

  @OnFact(WaiverRevokedV1)
  async waiverRevoked(tx: EntityManager, { data }: Fact<WaiverRevokedV1>): Promise<void> {
    await tx.query(`UPDATE waiver SET revoked_at = $2 WHERE id = $1`, [data.waiverId, data.revokedAt]);
  }

  @OnFact(WaiverEvidenceRecordedV1)
  async evidenceRecorded(tx: EntityManager, { data, recordedAt }: Fact<WaiverEvidenceRecordedV1>): Promise<void> {
    const { waiverId, documentId, recordedBy, sha256 } = data;
    await tx.query(`INSERT INTO waiver_evidence (waiver_id, document_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      waiverId,
      documentId,
    ]);
    // AM-3: for who may transcribe without a second person, the control of the waiver stands for the check (AM-1). It is as
    // much another person's as the check would have been, and more than the sheet once again.
    await tx.query(
      `UPDATE handover SET check_waiver_id = waiver.id
       FROM waiver
       WHERE handover.id = $2 AND waiver.id = $1 AND waiver.rule = 'TRANSCRIPTION_CHECK' AND waiver.place_id = handover.place_id
         AND handover.recorded_by = ANY(waiver.person_ids) AND handover.channel IN ('GIVERS_PHONE', 'PAPER_TRANSCRIBED')
         AND waiver.valid_from <= handover.recorded_at AND waiver.valid_to > handover.recorded_at
         AND (waiver.revoked_at IS NULL OR waiver.revoked_at > handover.recorded_at)
         AND handover.sheet_sha256 IS DISTINCT FROM $4
         AND one_person($3) NOT IN (
           SELECT one_person(party) FROM unnest(ARRAY[(handover.signature->>'personId')::uuid, handover.recorded_by,
             handover.giver_id, handover.witness_id]) AS party WHERE party IS NOT NULL
           UNION ALL
           SELECT one_person(w.officer_person_id) FROM waybill w WHERE w.id = ANY (handover.waybill_ids)
             AND w.officer_person_id IS NOT NULL)`,
      [waiverId, documentId, recordedBy, sha256],
    );
    const note = 'The compensating control was done.';
    await closeExceptions(tx, ['WAIVER_EVIDENCE_MISSING'], { documentId }, note, recordedAt);
  }

  @OnFact(RoleGrantedV1)
  async roleGranted(tx: EntityManager, { data }: Fact<RoleGrantedV1>): Promise<void> {
    if (data.role !== 'SYS_ADMIN') return;
    await tx.query(
      `INSERT INTO administrator (role_assignment_id, person_id, valid_from, valid_to) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [data.roleAssignmentId, data.personId, data.validFrom, data.validTo ?? null],
    );
  }

  @OnFact(RoleRevokedV1)
  async roleRevoked(tx: EntityManager, { data }: Fact<RoleRevokedV1>): Promise<void> {
    await tx.query(`UPDATE administrator SET revoked_at = $2 WHERE role_assignment_id = $1`, [
      data.roleAssignmentId,
      data.revokedAt,
    ]);
  }
}
