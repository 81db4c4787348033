import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Remise et reprise between heads of unit (T17, CR-28). */
const tables = [
  `CREATE TABLE command_handover (
     id              uuid           CONSTRAINT command_handover_pk PRIMARY KEY REFERENCES document,
     number          text           NOT NULL,
     org_unit_id     uuid           NOT NULL,
     outgoing_id     uuid           NOT NULL,
     incoming_id     uuid           NOT NULL,
     superior_id     uuid,
     signatures      jsonb          NOT NULL,
     document_sha256 text           NOT NULL,
     handed_over_at  timestamptz(3) NOT NULL,
     recorded_at     timestamptz(3) NOT NULL,
     recorded_by     uuid           NOT NULL,
     CONSTRAINT command_handover_two_heads CHECK (outgoing_id <> incoming_id),
     CONSTRAINT command_handover_cr_28 CHECK (recorded_by <> incoming_id)
   )`,
  `CREATE INDEX command_handover_unit ON command_handover (org_unit_id, incoming_id)`,
  `CREATE TABLE command_handover_line (
     id                  uuid    CONSTRAINT command_handover_line_pk PRIMARY KEY,
     command_handover_id uuid    NOT NULL REFERENCES command_handover,
     row                 integer NOT NULL,
     code                text    NOT NULL,
     device_id           uuid    NOT NULL,
     present             boolean NOT NULL,
     condition           text,
     reserve             text,
     CONSTRAINT command_handover_line_once UNIQUE (command_handover_id, device_id)
   )`,
];

export class HandOverCommand1795473000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    await runner.query(
      `INSERT INTO rule_value (id, rule, value, valid_from)
       VALUES ('00000000-0000-7000-8001-000000000005', 'command.handoverDays', '15', '2000-01-01 00:00:00+00')`,
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
