import { inScopeBy, isCaller, isShown, scopedTable, scopeTables, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofPlace = 'EXISTS (SELECT FROM place p WHERE p.id = place_id)';
const ofWaiver = 'EXISTS (SELECT FROM waiver w WHERE w.id = waiver_id)';

/**
 * Who sees whom and where: units and people at and below the caller's roots, with the names of what lies above; the provinces
 * everybody. Somebody entered on the spot belongs to no unit: who wrote him down sees him.
 */
const visible: Record<string, string> = {
  organisation_unit: isShown('id'),
  organisation_unit_head: isShown('org_unit_id'),
  organisation_unit_version: isShown('org_unit_id'),
  organisation_unit_alias: isShown('org_unit_id'),
  place: `kind IN ('COUNTRY', 'PROVINCE') OR ${isShown('id')}`,
  place_version: ofPlace,
  place_alias: ofPlace,
  place_access: ofPlace,
  place_equipment: ofPlace,
  // The heads of the units one sees, and so of one's superiors, are known by name.
  person: `id IN (SELECT person_id FROM organisation_unit_head) OR ${inScopeBy('org_unit_id')} OR ${isCaller('id')} OR ${isCaller('created_by')}`,
  person_read: 'EXISTS (SELECT FROM person p WHERE p.id = person_id)',
  role_assignment: `${inScopeBy('org_unit_id', 'place_id')} OR EXISTS (SELECT FROM person p WHERE p.id = person_id)`,
  mandate: inScopeBy('org_unit_id'),
  vetting_result: inScopeBy('org_unit_id'),
  due_diligence_decision: inScopeBy('org_unit_id'),
  waiver: inScopeBy('place_id'),
  waiver_evidence: ofWaiver,
  waiver_use: ofWaiver,
  duty_conflict: unlimitedOnly,
  // A rule counts for the whole mission: nobody sets it from within a unit.
  rule_value_proposal: unlimitedOnly,
  system: 'EXISTS (SELECT FROM person p WHERE p.id = system.id)',
  correction: `CASE noun WHEN 'PERSON' THEN EXISTS (SELECT FROM person p WHERE p.id = subject_id AND (${inScopeBy('p.org_unit_id')}))
    ELSE ${inScopeBy('subject_id')} END`,
};

/** Of two versions of one day the one recorded last counts. */
const fill = [
  `INSERT INTO scope_node (id, parent_id, valid_from)
   SELECT DISTINCT ON (place_id, valid_from) place_id, parent_id, valid_from FROM place_version
   ORDER BY place_id, valid_from, recorded_at DESC, id DESC`,
  `INSERT INTO scope_node (id, parent_id, within_id, reader_id, valid_from)
   SELECT DISTINCT ON (org_unit_id, valid_from) org_unit_id, parent_id, place_id, second_parent_id, valid_from
   FROM organisation_unit_version ORDER BY org_unit_id, valid_from, recorded_at DESC, id DESC`,
];

export class ScopeDirectory1795479000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('directory', table, rows));
    for (const statement of [...scopeTables('directory'), ...fill, ...policies]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
