import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people left and came back: the row of the person says how it is today. */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `CREATE TABLE person_standing (
     id         uuid           CONSTRAINT person_standing_pk PRIMARY KEY,
     person_id  uuid           NOT NULL CONSTRAINT person_standing_person_fk REFERENCES person,
     active     boolean        NOT NULL,
     reason     text           NOT NULL,
     -- NULL: of before this history.
     decided_by uuid,
     decided_at timestamptz(3) NOT NULL,
     CONSTRAINT person_standing_not_self CHECK (decided_by <> person_id)
   )`,
  `CREATE INDEX person_standing_of ON person_standing (person_id, decided_at)`,
  ...scopedTable('directory', 'person_standing', 'EXISTS (SELECT FROM person p WHERE p.id = person_id)'),
  `INSERT INTO person_standing (id, person_id, active, reason, decided_at)
   SELECT gen_random_uuid(), id, false, coalesce(deactivation_reason, ''), deactivated_at FROM person
   WHERE NOT active AND deactivated_at IS NOT NULL`,
];

export class KnowStanding1795484900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
