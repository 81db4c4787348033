import type { EntityManager } from 'typeorm';
import { factColumns } from '../log/log.queries.js';
import { comparable, isId } from './code.rules.js';
import type { CustodyFrom, LifeFact } from './life.rules.js';

export interface DeviceRecord {
  deviceId: string;
  catalogueItemId: string;
  makerId: string;
  maker: string;
  model: string;
  category: string;
  description: string;
  kitId: string | null;
  tag: string | null;
  identifiers: { type: string; value: string; raw: string }[];
}

const recordColumns = `d.device_id AS "deviceId", d.catalogue_item_id AS "catalogueItemId", d.maker_id AS "makerId", d.maker,
  d.model, d.category, d.description, d.kit_id AS "kitId"`;

/** The devices this code may mean: an id, a tag (worn now or earlier), any identifier. */
export async function devicesByCode(tx: EntityManager, code: string, position: number): Promise<string[]> {
  if (isId(code)) {
    const found = await tx.query<object[]>(`SELECT FROM device_fact WHERE device_id = $1 AND position <= $2 LIMIT 1`, [
      code,
      position,
    ]);
    return found.length > 0 ? [code.toLowerCase()] : [];
  }
  const key = comparable(code);
  if (key === '') return [];
  const rows = await tx.query<{ id: string; exact: boolean }[]>(
    // A serial written exactly like this wins over one that only looks alike without its hyphens.
    `SELECT device_id AS id, bool_or(raw = $2 OR value = $2) AS exact FROM device_code
     WHERE code = $1 AND position <= $3 GROUP BY device_id ORDER BY device_id LIMIT 100`,
    [key, code.trim(), position],
  );
  const exact = rows.filter((row) => row.exact);
  return (exact.length > 0 ? exact : rows).map(({ id }) => id);
}

/** What devices are and which codes they carry, by id. */
export async function recordsOf(
  tx: EntityManager,
  ids: string[],
  position: number,
): Promise<Map<string, DeviceRecord>> {
  const rows = await tx.query<DeviceRecord[]>(
    `SELECT ${recordColumns}, codes.tag, coalesce(codes.identifiers, '[]') AS identifiers
     FROM device d LEFT JOIN LATERAL (
       SELECT (array_agg(value ORDER BY position DESC) FILTER (WHERE type = 'ASSET_TAG'))[1] AS tag,
              json_agg(DISTINCT jsonb_build_object('type', type, 'value', value, 'raw', raw))
                FILTER (WHERE type <> 'ASSET_TAG') AS identifiers
       FROM device_code c WHERE c.device_id = d.device_id AND c.position <= $2) AS codes ON true
     WHERE d.device_id = ANY ($1) AND d.position <= $2`,
    [ids, position],
  );
  return new Map(rows.map((row) => [row.deviceId, row]));
}

/**
 * Every fact that concerns a device: those with a line for it, and those about a document of its life as a whole. A fact
 * that only says it was seen at another unit does not make that unit's document a part of its life (CR-67).
 */
export async function factsOf(tx: EntityManager, deviceId: string, position: number): Promise<LifeFact[]> {
  // LIMIT 1 keeps each look-up a look-up: a planner that guesses a device's facts too many would read the whole log.
  return tx.query<LifeFact[]>(
    `WITH own AS MATERIALIZED (
       SELECT df.position, df.line_no, df.device_seq, df.previous, df.true_from, df.cause, df.line, fd.document_id, fd.header
       FROM device_fact df
       CROSS JOIN LATERAL (SELECT document_id, header FROM fact_document WHERE position = df.position LIMIT 1) fd
       WHERE df.device_id = $1 AND df.position <= $2),
     papers AS MATERIALIZED (
       SELECT document_id FROM own
       CROSS JOIN LATERAL (SELECT type FROM fact_log WHERE position = own.position LIMIT 1) f
       WHERE f.type <> 'fact.handover.device-seen-elsewhere.v1'
       UNION SELECT (header ->> 'purchaseOrderId')::uuid FROM own WHERE header ? 'purchaseOrderId'),
     wholes AS (
       SELECT fd.position, 0 AS line_no, NULL::int AS device_seq, NULL::bytea AS previous, fd.true_from,
              NULL::uuid AS cause, NULL::jsonb AS line, fd.document_id, fd.header
       FROM papers CROSS JOIN LATERAL (
         SELECT * FROM fact_document w WHERE w.document_id = papers.document_id AND w.whole AND w.position <= $2
         ORDER BY w.position LIMIT 1000) fd),
     concerned AS (SELECT * FROM own UNION ALL SELECT * FROM wholes)
     SELECT ${factColumns}, c.line_no AS "lineNo", c.device_seq AS "deviceSeq", encode(c.previous, 'hex') AS previous,
            coalesce(caused.true_from, c.true_from) AS "trueFrom", c.line, c.header,
            c.document_id AS "documentId", encode(f.leaf_hash, 'hex') AS "leafHash",
            encode(sha256('\\x00'::bytea || f.body), 'hex') AS hash
     FROM concerned c CROSS JOIN LATERAL (SELECT * FROM fact_log WHERE position = c.position LIMIT 1) f
     LEFT JOIN LATERAL (SELECT true_from FROM fact_document
                        WHERE fact_id = c.cause AND position <= $2 LIMIT 1) caused ON true
     ORDER BY c.position, c.line_no`,
    [deviceId, position],
  );
}

export const custodyColumns = `c.device_id AS "deviceId", c.device_seq AS "deviceSeq", c.position::float8 AS position,
  c.true_from AS "from", c.claimed_from AS "claimedFrom", c.clamped, c.party_kind AS "partyKind", c.party_id AS "partyId",
  c.person_id AS "personId", c.place_id AS "placeId", c.en_route AS "enRoute", c.hold, c.document_id AS "documentId"`;

export async function custodyOf(tx: EntityManager, deviceId: string, position: number): Promise<CustodyFrom[]> {
  return tx.query<CustodyFrom[]>(
    `SELECT ${custodyColumns} FROM custody c WHERE device_id = $1 AND position <= $2 ORDER BY device_seq`,
    [deviceId, position],
  );
}
