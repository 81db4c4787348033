import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-12: a line of an order costs something, or nothing for a reason. */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE purchase_order_line DROP CONSTRAINT purchase_order_line_unit_price_minor_check,
     ADD COLUMN zero_cost_reason text CHECK (zero_cost_reason IN ('FREE', 'IN_KIT', 'REPLACEMENT')),
     ADD CONSTRAINT purchase_order_line_costs_something
       CHECK (unit_price_minor > 0 OR (unit_price_minor = 0 AND zero_cost_reason IS NOT NULL))`,
];

export class AllowFreeLines1795610000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
