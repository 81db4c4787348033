import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What this service must know of directory without asking: dated rule values (AM-30) and the access of places (CR-66). */
const tables = [
  `CREATE TABLE rule_value (
     id         uuid           CONSTRAINT rule_value_pk PRIMARY KEY,
     rule       text           NOT NULL,
     value      text           NOT NULL,
     valid_from timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX rule_value_rule ON rule_value (rule, valid_from)`,
  `CREATE TABLE place_access (
     place_id    uuid           NOT NULL,
     name        text           NOT NULL,
     access      text           NOT NULL,
     access_from timestamptz(3) NOT NULL,
     CONSTRAINT place_access_pk PRIMARY KEY (place_id, access_from)
   )`,
];

/** The values an installation starts with, valid since ever. Written out here: a shipped value never changes behind its back. */
const shipped: [rule: string, value: string][] = [
  ['pv.backdatedDays', '7'],
  ['pv.clockToleranceMinutes', '10'],
  ['pv.countersignDays', '7'],
  ['waybill.etaGraceDays', '7'],
  ['waybill.unacknowledgedDays', '14'],
];

export class FollowDirectory1795462500002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from)
       SELECT ('00000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid, rule, value, '2000-01-01 00:00:00+00'
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (rule, value, number)`,
      [shipped.map(([rule]) => rule), shipped.map(([, value]) => value)],
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
