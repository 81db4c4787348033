import { EntryMergedV1 } from '@dotation/contracts';
import { causedBy, OnFact } from '@dotation/messaging';
import type { Fact } from '@dotation/messaging';
import { mergePersons } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { coverOf, type Conflict } from './duty.rules.js';
import { saveCovers, tellWhereSigned } from './duties.queries.js';

/** A person recorded twice has one set of duties (§13.1). What he signed under two ids keeps its effect, and a person looks at it. */
@Injectable()
export class MergedPeopleHandler {
  @OnFact(EntryMergedV1)
  async entryMerged(tx: EntityManager, fact: Fact<EntryMergedV1>): Promise<void> {
    const { of, id, intoId } = fact.data;
    if (of !== 'PERSON') return;
    const cause = causedBy(fact, new Date());
    for (const { documentId, ...conflict } of await conflictsBetween(tx, id, intoId)) {
      const news = await saveCovers(tx, documentId, [coverOf(conflict, null)], cause.recordedAt);
      if (news.length > 0) await tellWhereSigned(tx, documentId, [conflict], cause);
    }
    await mergePersons(tx, id, intoId);
  }
}

/** Duties of the two, until now of different persons, that one person never has for the same device. */
async function conflictsBetween(
  tx: EntityManager,
  id: string,
  intoId: string,
): Promise<(Conflict & { documentId: string })[]> {
  return (await tx.query(
    `SELECT mine.document_id AS "documentId", mine.person_id AS "personId", mine.duty, other.duty AS other,
            other.document_id AS "otherDocumentId", array_agg(DISTINCT own.device_id) AS "deviceIds"
     FROM duty_done mine
     JOIN duty_device own ON own.document_id = mine.document_id
     JOIN duty_device near ON near.device_id = own.device_id
     JOIN duty_done other ON other.document_id = near.document_id
     JOIN duty_pair pair ON pair.duty = mine.duty AND pair.other = other.duty
     WHERE mine.person_id IN (SELECT $1::uuid UNION SELECT m.id FROM merged_person m WHERE m.into_id = one_person($1))
       AND other.person_id IN (
         SELECT one_person($2) UNION SELECT m.id FROM merged_person m WHERE m.into_id = one_person($2))
     GROUP BY mine.document_id, mine.person_id, mine.duty, other.duty, other.document_id
     ORDER BY mine.document_id, other.document_id`,
    [id, intoId],
  )) as (Conflict & { documentId: string })[];
}
