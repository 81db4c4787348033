import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose a unit is (only the implementing agency's stores receive), and who is a person in directory. */
const tables = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE known_reference ADD COLUMN agency text, DROP CONSTRAINT known_reference_kind_check`,
  `ALTER TABLE known_reference ADD CONSTRAINT known_reference_kind
     CHECK (kind IN ('PLACE', 'UNIT', 'ORGANISATION', 'PERSON'))`,
  // Directory's facts that passed before are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KnowParties1795476000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
