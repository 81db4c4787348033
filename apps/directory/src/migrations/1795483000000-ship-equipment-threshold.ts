import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 2 CFR 200.1: from which unit cost a device is equipment, by the day of the award. */
export class ShipEquipmentThreshold1795483000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from, recorded_by, recorded_at)
       VALUES ('00000000-0000-7000-8001-000000483001', 'award.equipmentThresholdUsd', '5000', '2000-01-01 00:00:00+00',
               '00000000-0000-7000-8000-000000000000', now()),
              ('00000000-0000-7000-8001-000000483002', 'award.equipmentThresholdUsd', '10000', '2024-10-01 00:00:00+00',
               '00000000-0000-7000-8000-000000000000', now())`,
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
