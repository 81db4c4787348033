import { accessRecordedTypes } from '@dotation/contracts';
import type { EntityManager } from 'typeorm';
import { eventOf } from './event.rules.js';
import type { EventRow, FactEvent } from './event.rules.js';
import type { Sight } from './sight.rules.js';

export interface Stretch {
  after: number;
  /** Facts looked at, not facts shown. */
  limit: number;
  /** Of these types only; all when undefined. */
  types?: string[] | undefined;
}

export interface Seen {
  events: FactEvent[];
  /** Everything up to here was looked at: where to go on. */
  position: number;
  /** No more to look at now. */
  atEnd: boolean;
}

/** Where a document names the unit or the place it is for. A device read elsewhere names who read it, and is not for him (CR-67). */
const namedUnits = `ARRAY[header->>'orgUnitId', header->>'toOrgUnitId', header->>'storeUnitId',
  header->>'beneficiaryUnitId', header->>'placeId', header->>'toPlaceId', header->>'fromPlaceId',
  header->'receiver'->>'partyId', header->'giver'->>'partyId', header->'officer'->>'partyId',
  header->'carrier'->>'partyId']`;
const notForWhoItNames = `'fact.handover.device-seen-elsewhere.v1'`;

/** Whoever had a device just before the fact or has it just after may know of it. */
const held = (comparison: '<' | '<='): string =>
  `(SELECT party_id, place_id FROM custody c WHERE c.device_id = df.device_id AND c.position ${comparison} p.position
    ORDER BY c.device_seq DESC LIMIT 1)`;

/**
 * The roots and all that lies below or within them today: who heads a unit hears of those below it. As `scope_ids()` says it
 * for a read; a webhook has no caller whose transaction knows a scope, so the roots are given.
 */
const reach = `RECURSIVE reach (id) AS (
   SELECT unnest($4::uuid[])
   UNION
   SELECT n.id FROM reach r JOIN scope_node_today n ON n.parent_id = r.id OR n.within_id = r.id OR n.reader_id = r.id),
 known AS MATERIALIZED (SELECT coalesce(array_agg(id::text), '{}') AS ids FROM reach)`;
const ids = '(SELECT ids FROM known)';

/**
 * The one decision on what of the log somebody may be told: facts of documents that name a unit or place in his scope, and
 * facts of devices such a unit holds or held until then. Of each fact only the devices he may know of. Only what is projected
 * can be decided on, so the stretch ends there.
 */
export async function factsInScope(tx: EntityManager, sight: Sight, { after, limit, types }: Stretch): Promise<Seen> {
  const rows = await tx.query<(EventRow & { mine: boolean })[]>(
    `WITH ${reach},
     page AS MATERIALIZED (
       SELECT f.position, f.fact_id, f.type, f.producer, f.subject, f.recorded_at, d.document_id,
              $3 OR coalesce(${namedUnits} && ${ids} AND f.type <> ${notForWhoItNames}, false) AS named
       FROM fact_log f LEFT JOIN fact_document d ON d.position = f.position
       WHERE f.position > $1 AND f.position <= (SELECT position FROM projection)
       ORDER BY f.position LIMIT $2),
     told AS (
       SELECT p.*, ARRAY(
         SELECT DISTINCT df.device_id FROM device_fact df
         WHERE df.position = p.position AND (p.named OR EXISTS (
           SELECT FROM (${held('<')} UNION ALL ${held('<=')}) holder
           WHERE holder.party_id::text = ANY (${ids}::text[]) OR holder.place_id::text = ANY (${ids}::text[]))
           OR ($8::text[] <> '{}' AND device_awards(df.device_id) && $8))
         ORDER BY df.device_id) AS devices
       FROM page p)
     SELECT position::float8 AS position, fact_id AS "factId", type, producer, subject, recorded_at AS "recordedAt",
            document_id AS "documentId", devices AS "deviceIds",
            ($5 OR (named AND document_id IS NOT NULL) OR cardinality(devices) > 0)
              AND ($6::text[] IS NULL OR type = ANY ($6)) AND type <> ALL ($7) AS mine
     FROM told ORDER BY position`,
    [
      after,
      limit,
      sight.roots === 'everywhere',
      sight.roots === 'everywhere' ? [] : sight.roots,
      sight.wholeLog,
      types ?? null,
      sight.accessRecords ? [] : accessRecordedTypes,
      sight.awards,
    ],
  );
  return {
    events: rows.filter(({ mine }) => mine).map(eventOf),
    position: rows.at(-1)?.position ?? after,
    atEnd: rows.length < limit,
  };
}

/** How far a stream can go now. */
export async function projectedPosition(tx: EntityManager): Promise<number> {
  const [row] = await tx.query<{ position: number }[]>('SELECT position::float8 AS position FROM projection');
  return row?.position ?? 0;
}
