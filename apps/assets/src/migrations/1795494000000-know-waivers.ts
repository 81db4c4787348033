import { scopedTable, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-3: in a small office who received a device may decide alone about its plate (CR-08), and the decision says by which waiver. */
const statements = [
  `CREATE TABLE waiver (
     id         uuid           CONSTRAINT waiver_pk PRIMARY KEY,
     rule       text           NOT NULL,
     place_id   uuid           NOT NULL,
     person_ids uuid[]         NOT NULL,
     valid_from timestamptz(3) NOT NULL,
     valid_to   timestamptz(3) NOT NULL,
     revoked_at timestamptz(3)
   )`,
  `CREATE INDEX waiver_place ON waiver (place_id)`,
  ...scopedTable('assets', 'waiver', unlimitedOnly),
  `ALTER TABLE plate_decision ADD COLUMN waiver_id uuid`,
  // Waivers that were told before this are read again; the handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KnowWaivers1795494000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
