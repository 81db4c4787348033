import { scopedTable, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** §13.1 is about persons, not about ids. */
const statements = [
  // Whoever was recorded twice is one person, under the id that stays (directory's merges, T34).
  `CREATE TABLE merged_person (
     id      uuid CONSTRAINT merged_person_pk PRIMARY KEY,
     into_id uuid NOT NULL CHECK (into_id <> id)
   )`,
  `CREATE INDEX merged_person_into ON merged_person (into_id)`,
  ...scopedTable('handover', 'merged_person', unlimitedOnly),
  `CREATE FUNCTION one_person(person uuid) RETURNS uuid
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT coalesce((SELECT into_id FROM merged_person WHERE id = person), person) $$`,
  // Merges that were told before this are read again; the handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KnowMergedPeople1795494000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
