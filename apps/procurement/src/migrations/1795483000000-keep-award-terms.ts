import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `ALTER TABLE award
     ADD COLUMN governing_terms text,
     ADD COLUMN recipient       text,
     ADD COLUMN federal         boolean NOT NULL DEFAULT true`,
  `CREATE TABLE award_version (
     id                            uuid             CONSTRAINT award_version_pk PRIMARY KEY,
     award_id                      uuid             NOT NULL CONSTRAINT award_version_award REFERENCES award,
     number                        text COLLATE "C",
     valid_from                    date             NOT NULL,
     document_sha256               text,
     title                         text             NOT NULL,
     equipment_threshold_usd       integer          NOT NULL CHECK (equipment_threshold_usd > 0),
     period_start                  date,
     period_end                    date,
     amount_minor                  bigint           CHECK (amount_minor > 0),
     currency                      char(3),
     vetting_required              boolean          NOT NULL,
     due_diligence_required        boolean          NOT NULL,
     disposition_approval_required boolean          NOT NULL,
     eum_required                  boolean          NOT NULL,
     eum_frequency_months          integer,
     section_889_applies           boolean          NOT NULL,
     marking_required              boolean          NOT NULL,
     marking_waiver                text,
     loss_notification_days        integer,
     final_financial_report_on     date,
     legal_hold_reason             text,
     recorded_by                   uuid             NOT NULL,
     recorded_at                   timestamptz(3)   NOT NULL,
     CONSTRAINT award_version_period CHECK (period_end >= period_start),
     CONSTRAINT award_version_amount CHECK ((amount_minor IS NULL) = (currency IS NULL)),
     CONSTRAINT award_version_number_taken UNIQUE (award_id, number)
   )`,
  `CREATE INDEX award_version_history ON award_version (award_id, valid_from DESC, recorded_at DESC)`,
  // Awards of before begin with what was known of them, and with what the regulation of their day said.
  `INSERT INTO award_version (id, award_id, valid_from, title, equipment_threshold_usd, vetting_required,
     due_diligence_required, disposition_approval_required, eum_required, eum_frequency_months, section_889_applies,
     marking_required, recorded_by, recorded_at)
   SELECT id, id, obligated_on, title, CASE WHEN obligated_on >= '2024-10-01' THEN 10000 ELSE 5000 END, vetting_required,
     due_diligence_required, true, true, 12, obligated_on >= '2020-08-13', true, recorded_by, recorded_at
   FROM award`,
  // 2 CFR 200.1 as it stood before and from 1 October 2024.
  `INSERT INTO rule_value (id, rule, value, valid_from, seen_at)
   SELECT gen_random_uuid(), 'award.equipmentThresholdUsd', value, valid_from, timestamptz '2000-01-01 00:00:00+00'
   FROM (VALUES ('5000', timestamptz '2000-01-01 00:00:00+00'), ('10000', timestamptz '2024-10-01 00:00:00+00'))
     AS given (value, valid_from)`,
];

/** An award is the mission's: everybody with a scope may see it, and nobody without one. */
const policies = scopedTable('procurement', 'award_version', 'true');

export class KeepAwardTerms1795483000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of [...tables, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
