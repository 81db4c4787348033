import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE award (
     id      uuid    CONSTRAINT award_pk PRIMARY KEY,
     fain    text    NOT NULL,
     donor   text    NOT NULL,
     federal boolean NOT NULL
   )`,
  `CREATE TABLE award_version (
     id                      uuid           CONSTRAINT award_version_pk PRIMARY KEY,
     award_id                uuid           NOT NULL CONSTRAINT award_version_award REFERENCES award,
     valid_from              date           NOT NULL,
     title                   text           NOT NULL,
     equipment_threshold_usd integer        NOT NULL,
     recorded_at             timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX award_version_of ON award_version (award_id)`,
];

/** Awards are the mission's: whoever sees a device sees what paid it. */
const policies = ['award', 'award_version'].flatMap((table) => scopedTable('assets', table, 'true'));

export class KnowAwards1795483000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...policies]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
