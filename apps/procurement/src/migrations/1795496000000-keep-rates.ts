import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  // A rate is never changed: what was wrong is another version of the same source, pair and day.
  `CREATE TABLE exchange_rate (
     id          uuid             CONSTRAINT exchange_rate_pk PRIMARY KEY,
     base        char(3)          NOT NULL,
     quote       char(3)          NOT NULL CHECK (quote <> base),
     on_day      date             NOT NULL,
     rate        numeric          NOT NULL CHECK (rate > 0),
     source      text             NOT NULL,
     version     integer          NOT NULL CHECK (version > 0),
     reason      text             CHECK ((version = 1) = (reason IS NULL)),
     recorded_by uuid             NOT NULL,
     recorded_at timestamptz(3)   NOT NULL,
     CONSTRAINT exchange_rate_version_taken UNIQUE (base, quote, on_day, source, version)
   )`,
  `CREATE INDEX exchange_rate_days ON exchange_rate (on_day DESC, id DESC)`,
  `CREATE FUNCTION is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
   END $$`,
  `CREATE TRIGGER exchange_rate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_rate
     FOR EACH STATEMENT EXECUTE FUNCTION is_only_added_to()`,
  // A rate is the mission's, as its orders are.
  ...scopedTable('procurement', 'exchange_rate', 'true'),
  `INSERT INTO rule_value (id, rule, value, valid_from, seen_at)
   VALUES (gen_random_uuid(), 'money.rateValidDays', '45', timestamptz '2000-01-01 00:00:00+00', timestamptz '2000-01-01 00:00:00+00')`,
];

export class KeepRates1795496000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of statements) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
