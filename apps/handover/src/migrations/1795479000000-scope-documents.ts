import { inScopeBy, isShown, scopedTable, scopeTables, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const parent = (table: string, column: string): string => `EXISTS (SELECT FROM ${table} p WHERE p.id = ${column})`;

/** Of a document that the caller sees. */
const ofDocument = (column: string): string =>
  ['waybill', 'handover', 'allocation', 'arrival', 'rectification', 'deed', 'command_handover', 'access_override']
    .map((of) => parent(of, column))
    .join(' OR ');

/**
 * A paper is seen by the unit it is for and those above it, and by who has the store or the place it starts from or goes to.
 * Lines follow their paper. A device consigned to another unit is on no paper of this one (CR-67).
 */
const visible: Record<string, string> = {
  waybill: inScopeBy('to_org_unit_id', 'officer_unit_id', 'from_place_id', 'to_place_id'),
  waybill_line: parent('waybill', 'waybill_id'),
  allocation: `${inScopeBy('org_unit_id')} OR id IN (SELECT * FROM allocations_from_scope())`,
  allocation_line: `${parent('allocation', 'allocation_id')} OR EXISTS (
    SELECT FROM waybill_line w WHERE w.device_id = allocation_line.device_id AND w.allocation_line_id = allocation_line.id)`,
  arrival: parent('waybill', 'waybill_id'),
  arrival_line: parent('arrival', 'arrival_id'),
  handover: `${inScopeBy('org_unit_id', 'place_id')} OR EXISTS (SELECT FROM waybill w WHERE w.id = ANY (waybill_ids))`,
  handover_line: parent('handover', 'handover_id'),
  rectification: parent('handover', 'handover_id'),
  rectification_line: parent('rectification', 'rectification_id'),
  deed: inScopeBy('beneficiary_unit_id'),
  deed_line: parent('deed', 'deed_id'),
  command_handover: inScopeBy('org_unit_id'),
  command_handover_line: parent('command_handover', 'command_handover_id'),
  access_override: `${parent('allocation', 'allocation_id')} OR ${parent('waybill', 'waybill_id')}`,
  vetting: inScopeBy('org_unit_id'),
  gate_review: parent('handover', 'handover_id'),
  // Where goods of another unit were really seen is for the store that sent them, never for a consignee.
  exception: `CASE audience WHEN 'ALL' THEN ${ofDocument('document_id')} OR ${parent('waybill', 'waybill_id')}
    ELSE EXISTS (SELECT FROM waybill w WHERE w.id = waybill_id AND (${inScopeBy('w.from_place_id')})) END`,
  expected_effect: `${ofDocument('document_id')} OR ${parent('waybill', 'waybill_id')}`,
  document: ofDocument('id'),
  org_unit: isShown('id'),
  place_access: isShown('place_id'),
  person: unlimitedOnly,
  // Who signed for what, wherever: asked for whoever signs, told to nobody.
  duty_done: unlimitedOnly,
  duty_device: unlimitedOnly,
  duty_cover: unlimitedOnly,
  waiver: unlimitedOnly,
  waiver_evidence: unlimitedOnly,
  administrator: unlimitedOnly,
};

const before = [
  `CREATE INDEX allocation_line_place ON allocation_line (place_id) WHERE place_id IS NOT NULL`,
  `CREATE FUNCTION allocations_from_scope() RETURNS SETOF uuid
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT DISTINCT allocation_id FROM allocation_line WHERE ${inScopeBy('place_id')} $$`,
  // The database asks after all of a document's devices and duties, also at the commit of a caller who sees only some.
  ...[
    'refuse_incompatible_duty()',
    'refuse_incompatible_device()',
    'require_duty(uuid, uuid, text, uuid[])',
    'allocation_keeps_duties()',
    'waybill_keeps_duties()',
    'handover_keeps_duties()',
  ].map((name) => `ALTER FUNCTION ${name} SECURITY DEFINER SET search_path = pg_catalog, public`),
  // Directory's facts that passed before the tree was kept are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class ScopeDocuments1795479000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('handover', table, rows));
    for (const statement of [...scopeTables('handover'), ...before, ...policies]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
