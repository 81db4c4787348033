import { messagingTables } from '@dotation/messaging';
import { serviceTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every fact of every service, in the order it became known here, byte for byte. */
const log = [
  // `position` is dense and commits in order, because the writer holds the head while it appends. `appended_at` never
  // repeats and never goes back, so that a time names one end of the log for ever (AM-26, `knownAt`).
  `CREATE TABLE fact_log (
     position     bigint         CONSTRAINT fact_log_pk PRIMARY KEY CHECK (position > 0),
     producer     text           NOT NULL,
     seq          bigint         NOT NULL,
     fact_id      uuid           NOT NULL CONSTRAINT fact_log_fact_id_key UNIQUE,
     type         text           NOT NULL,
     subject      text           NOT NULL,
     actor        text           NOT NULL,
     occurred_at  timestamptz(3) NOT NULL,
     recorded_at  timestamptz(3) NOT NULL,
     causation_id text           NOT NULL,
     body         bytea          NOT NULL,
     leaf_hash    bytea          NOT NULL CHECK (octet_length(leaf_hash) = 32),
     appended_at  timestamptz    NOT NULL CONSTRAINT fact_log_appended_at_key UNIQUE,
     CONSTRAINT fact_log_number_key UNIQUE (producer, seq)
   )`,
  `CREATE INDEX fact_log_producer ON fact_log (producer, position)`,
  // Bodies are JSON of up to 60 kB: lz4 packs them several times faster than the default, where the server has it.
  `DO $$ BEGIN
     ALTER TABLE fact_log ALTER COLUMN body SET COMPRESSION lz4;
   EXCEPTION WHEN feature_not_supported THEN NULL;
   END $$`,
  `CREATE TABLE log_head (
     one         boolean     PRIMARY KEY DEFAULT true CHECK (one),
     position    bigint      NOT NULL,
     appended_at timestamptz NOT NULL
   )`,
  `INSERT INTO log_head VALUES (true, 0, '-infinity')`,
  // The service's own roles may UPDATE tables; not this one (CR-58).
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'restrict_violation'; END $$`,
  `CREATE TRIGGER fact_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact_log
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

/** A file is content: its address is its SHA-256. Who brought it first is kept, what it shows is not known here. */
const files = [
  `CREATE TABLE file (
     sha256       text           COLLATE "C" CONSTRAINT file_pk PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
     bytes        integer        NOT NULL CHECK (bytes > 0),
     content_type text           NOT NULL,
     stored_by    uuid           NOT NULL,
     stored_at    timestamptz(3) NOT NULL
   )`,
];

export class CreateLog1795461900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables, ...serviceTables, ...log, ...files]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
