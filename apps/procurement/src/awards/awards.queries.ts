import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { Award, AwardVersion } from './award.entity.js';

/** The terms of each award in force on a day: the latest begun, and of two of one day the later recorded (decision 7). */
export async function termsOn(
  tx: EntityManager,
  awardIds: readonly string[],
  day: string,
): Promise<Map<string, AwardVersion>> {
  const found = await tx
    .createQueryBuilder(AwardVersion, 'version')
    .distinctOn(['version.awardId'])
    .where('version.awardId = ANY(:awardIds) AND version.validFrom <= :day', { awardIds, day })
    .orderBy('version.awardId')
    .addOrderBy('version.validFrom', 'DESC')
    .addOrderBy('version.recordedAt', 'DESC')
    .addOrderBy('version.id', 'DESC')
    .getMany();
  const inForce = new Map(found.map((version) => [version.awardId, version]));
  // Before its own first day an award already is what it will be.
  const early = awardIds.filter((id) => !inForce.has(id));
  if (early.length > 0) {
    const first = await tx.find(AwardVersion, {
      where: early.map((awardId) => ({ awardId })),
      order: { validFrom: 'DESC', recordedAt: 'ASC', id: 'ASC' },
    });
    // The last one set is the earliest day's, as it was last recorded.
    for (const version of first) inForce.set(version.awardId, version);
  }
  return inForce;
}

export async function lockAward(tx: EntityManager, id: string): Promise<Award> {
  const award = await tx.findOne(Award, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!award) throw procurementError('award-not-found');
  return award;
}
