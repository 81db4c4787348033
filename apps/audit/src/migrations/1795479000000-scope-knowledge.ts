import { inScopeBy, isCaller, isShown, scopedTable, scopeTables, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofDevice = 'device_id IN (SELECT * FROM devices_in_scope())';

/**
 * Devices are found by whoever has them today, or has the place where they are; a trace then tells the whole life, and what a
 * unit once held is its own to ask after. The log itself knows every unit: it is for callers without a limit.
 */
const visible: Record<string, string> = {
  device: ofDevice,
  device_code: ofDevice,
  device_fact: ofDevice,
  custody: ofDevice,
  fact_log: unlimitedOnly,
  fact_document: unlimitedOnly,
  document: unlimitedOnly,
  document_mark: unlimitedOnly,
  document_file: unlimitedOnly,
  document_signature: unlimitedOnly,
  access: unlimitedOnly,
  webhook: isCaller('owner_id'),
  webhook_delivery: 'EXISTS (SELECT FROM webhook w WHERE w.id = webhook_id)',
  reference_name: `kind NOT IN ('UNIT', 'PLACE') OR ${isShown('id')}`,
};

const functions = [
  `CREATE INDEX custody_place ON custody (place_id, device_id, device_seq)`,
  `CREATE FUNCTION devices_in_scope() RETURNS SETOF uuid
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT c.device_id FROM custody c WHERE (${inScopeBy('c.party_id', 'c.place_id')})
       AND NOT EXISTS (SELECT FROM custody n WHERE n.device_id = c.device_id AND n.device_seq > c.device_seq) $$`,
];

/** The trees as the log has told them up to the projections; from here on the projections keep them. */
const fill = `
  WITH told AS (
    SELECT position, type, convert_from(body, 'UTF8')::jsonb -> 'data' AS data FROM fact_log
    WHERE type IN ('fact.directory.organisation-unit-recorded.v1', 'fact.directory.place-recorded.v1')
      AND position <= (SELECT position FROM projection)),
  nodes AS (
    SELECT position, (coalesce(data ->> 'orgUnitId', data ->> 'placeId'))::uuid AS id, (data ->> 'parentId')::uuid AS parent_id,
           CASE WHEN data ? 'orgUnitId' THEN (data ->> 'placeId')::uuid END AS within_id,
           (data ->> 'secondParentId')::uuid AS reader_id, coalesce((data ->> 'validFrom')::timestamptz, '-infinity') AS valid_from
    FROM told)
  INSERT INTO scope_node (id, parent_id, within_id, reader_id, valid_from)
  SELECT DISTINCT ON (id, valid_from) id, parent_id, within_id, reader_id, valid_from FROM nodes
  ORDER BY id, valid_from, position DESC`;

export class ScopeKnowledge1795479000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('audit', table, rows));
    for (const statement of [...scopeTables('audit'), fill, ...functions, ...policies]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
