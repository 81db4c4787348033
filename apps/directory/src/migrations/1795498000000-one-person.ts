import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was recorded twice is one person also where directory compares two (CR-60, AM-3, AM-30); whatever the caller sees. */
const statement = `CREATE FUNCTION one_person(person uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce((SELECT merged_into FROM person WHERE id = $1), $1) $$`;

export class OnePerson1795498000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
