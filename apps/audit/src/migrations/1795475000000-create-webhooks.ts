import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // A stream reads the log by position and asks which devices each fact names.
  `CREATE INDEX device_fact_position ON device_fact (position)`,
  // On what somebody may see while nobody is asking: the rights of a webhook's owner, as told by directory.
  `CREATE INDEX fact_log_rights ON fact_log (subject, position)
     WHERE type IN ('fact.directory.role-granted.v1', 'fact.directory.role-revoked.v1')`,
  `CREATE TABLE webhook (
     id                  uuid           CONSTRAINT webhook_pk PRIMARY KEY,
     owner_id            uuid           NOT NULL,
     url                 text           NOT NULL,
     description         text           NOT NULL,
     types               text[]         CHECK (cardinality(types) > 0),
     active              boolean        NOT NULL,
     disabled_at         timestamptz(3),
     disabled_reason     text,
     position            bigint         NOT NULL CHECK (position >= 0),
     failures            integer        NOT NULL DEFAULT 0,
     failing_since       timestamptz(3),
     next_attempt_at     timestamptz(3) NOT NULL,
     generation          integer        NOT NULL DEFAULT 1,
     key_id              text           NOT NULL,
     previous_generation integer,
     previous_key_id     text,
     previous_until      timestamptz(3),
     created_at          timestamptz(3) NOT NULL,
     CONSTRAINT webhook_disabled CHECK (active = (disabled_at IS NULL) AND active = (disabled_reason IS NULL)),
     CONSTRAINT webhook_failing CHECK ((failures = 0) = (failing_since IS NULL))
   )`,
  `CREATE INDEX webhook_of_owner ON webhook (owner_id, id)`,
  `CREATE TABLE webhook_delivery (
     id             bigint         GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_delivery_pk PRIMARY KEY,
     webhook_id     uuid           NOT NULL CONSTRAINT webhook_delivery_webhook_fk REFERENCES webhook,
     position       bigint         NOT NULL,
     fact_id        uuid           NOT NULL,
     attempt        integer        NOT NULL,
     sent_at        timestamptz(3) NOT NULL,
     duration_ms    integer        NOT NULL,
     taken          boolean        NOT NULL,
     response_code  smallint,
     response_start text,
     error          text
   )`,
  `CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, id)`,
  `CREATE TRIGGER webhook_delivery_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON webhook_delivery
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

export class CreateWebhooks1795475000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
