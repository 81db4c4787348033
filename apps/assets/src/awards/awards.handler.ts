import { AwardAmendedV1, AwardRecordedV1, type ToldAwardTerms } from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Keeps the awards that pay devices, with their terms by date: a device shows what its awards say (2 CFR 200.313(d)). */
@Injectable()
export class AwardsHandler {
  @OnFact(AwardRecordedV1)
  async awardRecorded(tx: EntityManager, { data, recordedAt }: Fact<AwardRecordedV1>): Promise<void> {
    // Told before awards had terms; its next amendment tells all of them.
    if (data.terms) await know(tx, { ...data, federal: data.federal ?? true }, data.terms, recordedAt);
  }

  @OnFact(AwardAmendedV1)
  awardAmended(tx: EntityManager, { data, recordedAt }: Fact<AwardAmendedV1>): Promise<void> {
    return know(tx, data, data.terms, recordedAt);
  }
}

async function know(
  tx: EntityManager,
  { awardId, fain, donor, federal }: Pick<AwardAmendedV1, 'awardId' | 'fain' | 'donor' | 'federal'>,
  { versionId, validFrom, title, equipmentThresholdUsd }: ToldAwardTerms,
  recordedAt: Date,
): Promise<void> {
  await tx.query(`INSERT INTO award (id, fain, donor, federal) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`, [
    awardId,
    fain,
    donor,
    federal,
  ]);
  await tx.query(
    `INSERT INTO award_version (id, award_id, valid_from, title, equipment_threshold_usd, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
    [versionId, awardId, validFrom, title, equipmentThresholdUsd, recordedAt],
  );
}
