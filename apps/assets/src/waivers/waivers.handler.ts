import { WaiverGrantedV1, WaiverRevokedV1 } from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Whom directory has let off a rule for a time (AM-3). */
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
}
