import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-3: who receives alone signs alone that a device has no serial (CR-07), and the receipt says by which waiver. */
export class ReceiveUnderWaiver1795480000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE goods_receipt ADD waiver_ids uuid[] NOT NULL DEFAULT '{}'`);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
