import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-67: an allocation of goods that are on the road to another unit; its approval moves their reservation. */
export class Reallocate1795477000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE allocation ADD COLUMN in_transit boolean NOT NULL DEFAULT false`);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
