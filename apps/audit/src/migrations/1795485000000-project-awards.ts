import { notOnlyAwards, ofAward, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the register of 2 CFR 200.313(d) asks of awards: which paid for a device, and whose money they are. */
const tables = [
  `SET LOCAL lock_timeout = '5s'`,
  `CREATE TABLE award (
     award_id uuid    NOT NULL,
     position bigint  NOT NULL,
     fain     text    NOT NULL,
     donor    text    NOT NULL,
     federal  boolean,
     CONSTRAINT award_pk PRIMARY KEY (award_id, position)
   )`,
  `CREATE TABLE device_award (
     award_id  uuid   NOT NULL,
     device_id uuid   NOT NULL,
     position  bigint NOT NULL,
     CONSTRAINT device_award_pk PRIMARY KEY (award_id, device_id, position)
   )`,
  // An award is the mission's and names no unit; who answers for one award sees that one.
  ...scopedTable('audit', 'award', `${notOnlyAwards} OR ${ofAward('award_id')}`),
  ...scopedTable('audit', 'device_award', 'device_in_scope(device_id)'),
  `CREATE OR REPLACE FUNCTION begin_projections_again() RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM FROM projection FOR UPDATE;
     TRUNCATE projected, fact_document, device_fact, device, device_code, custody, document, document_mark,
              document_signature, document_file, reference_name, award, device_award;
     UPDATE projection SET position = 0, moved_at = now(), stopped_reason = NULL, stopped_fact_id = NULL, stopped_at = NULL;
   END $$`,
  // Facts that passed before have named awards too.
  `SELECT begin_projections_again()`,
];

export class ProjectAwards1795485000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
