import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Address, service number and deactivation of people (domain §9.2). Nothing of them is readable in a copy of this database. */
const statements = [
  `ALTER TABLE person
     ADD COLUMN email_sealed bytea,
     ADD COLUMN matricule_sealed bytea,
     ADD COLUMN matricule_hash bytea,
     ADD COLUMN deactivated_at timestamptz(3),
     ADD COLUMN deactivation_reason text`,
  // A hash with a key: a list of all service numbers does not help whoever has a copy.
  `CREATE UNIQUE INDEX person_matricule_key ON person (matricule_hash)`,
  // What is still sealed with an older key is found by the key's short name (version ‖ key id ‖ …).
  `CREATE INDEX person_sealed_with ON person (substring(name_sealed FROM 2 FOR 4), id)`,
  `CREATE INDEX person_org_unit ON person (org_unit_id)`,
];

export class KnowPeopleBetter1795472000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
