import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * T34: a record is voided before T12, and a device that came back from a unit has had one. The column says it, for where a device
 * is today does not. What was handed over before is found in what this service told of it.
 */
const statements = [
  `ALTER TABLE device ADD COLUMN signed_for boolean NOT NULL DEFAULT false`,
  `UPDATE device SET signed_for = true WHERE id IN (
     SELECT (line->>'deviceId')::uuid FROM outbox o
     CROSS JOIN LATERAL jsonb_array_elements(convert_from(o.body, 'UTF8')::jsonb->'data'->'lines') AS line
     WHERE o.type = 'fact.assets.device-transitioned.v1' AND line->>'transition' = 'T12')`,
];

export class RememberWhoSigned1795498000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
