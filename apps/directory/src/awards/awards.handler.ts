import { AwardRecordedV1 } from '@dotation/contracts';
import { OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Which awards there are: a role may be held for one. */
@Injectable()
export class AwardsHandler {
  @OnFact(AwardRecordedV1)
  async awardRecorded(tx: EntityManager, { data: { awardId } }: Fact<AwardRecordedV1>): Promise<void> {
    await tx.query('INSERT INTO award (id) VALUES ($1) ON CONFLICT DO NOTHING', [awardId]);
  }
}
