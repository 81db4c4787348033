import { scopedTable, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-63: what was signed on a phone since it was lost is not undone, and a person looks at it. */
const statements = [
  `CREATE TABLE lost_phone (
     -- The installation_id of what was signed on it.
     id         uuid           CONSTRAINT lost_phone_pk PRIMARY KEY,
     lost_since timestamptz(3) NOT NULL
   )`,
  ...scopedTable('handover', 'lost_phone', unlimitedOnly),
  `CREATE INDEX handover_installation ON handover (lower(installation_id)) WHERE installation_id IS NOT NULL`,
];

export class KnowLostPhones1795488000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
