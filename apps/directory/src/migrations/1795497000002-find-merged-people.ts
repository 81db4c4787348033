import type { MigrationInterface, QueryRunner } from 'typeorm';

/** T34: each sign-in asks under which other ids its person was recorded. */
export class FindMergedPeople1795497000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL');
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
