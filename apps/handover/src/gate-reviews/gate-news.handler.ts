import {
  DueDiligenceRecordedV1,
  MandateRevokedV1,
  OrganisationUnitRecordedV1,
  PlaceRecordedV1,
  VettingRecordedV1,
} from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reviewSince } from './gate-reviews.queries.js';

/** News of directory that may concern PVs signed before it came (Q7); and the vettings, for the renewal list. */
@Injectable()
export class GateNewsHandler {
  @OnFact(VettingRecordedV1)
  async vettingRecorded(tx: EntityManager, { data, recordedAt }: Fact<VettingRecordedV1>): Promise<void> {
    const { vettingId, subject, orgUnitId, personId = null, awardId, result, validUntil = null } = data;
    const resultAt = data.resultAt ?? recordedAt.toISOString();
    await tx.query(
      `INSERT INTO vetting (id, subject, org_unit_id, person_id, award_id, result, result_at, valid_until, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [vettingId, subject, orgUnitId, personId, awardId, result, resultAt, validUntil, recordedAt],
    );
    await reviewSince(tx, { orgUnitId, from: resultAt }, new Date());
  }

  @OnFact(DueDiligenceRecordedV1)
  async dueDiligenceRecorded(tx: EntityManager, { data }: Fact<DueDiligenceRecordedV1>): Promise<void> {
    await reviewSince(tx, { orgUnitId: data.orgUnitId, from: data.decidedAt }, new Date());
  }

  @OnFact(OrganisationUnitRecordedV1)
  async organisationUnitRecorded(tx: EntityManager, { data }: Fact<OrganisationUnitRecordedV1>): Promise<void> {
    await reviewSince(tx, { orgUnitId: data.orgUnitId, from: data.validFrom }, new Date());
  }

  @OnFact(PlaceRecordedV1)
  async placeRecorded(tx: EntityManager, { data }: Fact<PlaceRecordedV1>): Promise<void> {
    await reviewSince(tx, { placeId: data.placeId, from: data.accessFrom }, new Date());
  }

  @OnFact(MandateRevokedV1)
  async mandateRevoked(tx: EntityManager, { data }: Fact<MandateRevokedV1>): Promise<void> {
    await reviewSince(tx, { mandateId: data.mandateId, from: data.revokedFrom }, new Date());
  }
}
