import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who stands above whom (CR-23, AM-4), which place lies in which (CR-66), and whose ids exist at all. */
const tables = [
  `ALTER TABLE place_access ADD COLUMN parent_id uuid`,
  `CREATE TABLE org_unit (
     id             uuid           NOT NULL,
     agency         text           NOT NULL,
     parent_id      uuid,
     head_person_id uuid,
     valid_from     timestamptz(3) NOT NULL,
     CONSTRAINT org_unit_pk PRIMARY KEY (id, valid_from)
   )`,
  `CREATE TABLE organisation (id uuid CONSTRAINT organisation_pk PRIMARY KEY)`,
  `CREATE TABLE person (id uuid CONSTRAINT person_pk PRIMARY KEY)`,
  // Directory's facts that passed before these tables were there are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class FollowUnits1795462500003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
