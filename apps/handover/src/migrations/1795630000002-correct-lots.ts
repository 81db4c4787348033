import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AM-9: what a unit accepted of a lot is corrected, counted between two heads, and given back. */
const tables = [
  // Of a RETURN: how many of its quantity the unit had accepted; the others it had refused.
  `ALTER TABLE waybill_lot ADD COLUMN held integer NOT NULL DEFAULT 0
     CONSTRAINT waybill_lot_held CHECK (held BETWEEN 0 AND quantity)`,
  // What two heads did not find of what this leg had brought.
  `ALTER TABLE waybill_lot ADD COLUMN absent integer NOT NULL DEFAULT 0 CONSTRAINT waybill_lot_absent CHECK (absent >= 0)`,
  `CREATE TABLE rectification_lot (
     id               uuid    CONSTRAINT rectification_lot_pk PRIMARY KEY,
     rectification_id uuid    NOT NULL REFERENCES rectification,
     handover_id      uuid    NOT NULL REFERENCES handover,
     row              integer NOT NULL,
     waybill_lot_id   uuid    NOT NULL REFERENCES waybill_lot,
     -- Accepted by mistake: it waits with the giver, as what was refused does.
     struck           integer NOT NULL CHECK (struck >= 0),
     -- Received but not on the sheet: of what nobody had signed for, and of what had been refused or struck.
     added_open       integer NOT NULL CHECK (added_open >= 0),
     added_refused    integer NOT NULL CHECK (added_refused >= 0),
     remark           text,
     CONSTRAINT rectification_lot_once UNIQUE (rectification_id, waybill_lot_id),
     CONSTRAINT rectification_lot_some CHECK (struck + added_open + added_refused > 0)
   )`,
  `CREATE INDEX rectification_lot_of_waybill ON rectification_lot (waybill_lot_id)`,
  `CREATE INDEX rectification_lot_of_handover ON rectification_lot (handover_id)`,
  `CREATE TRIGGER rectification_lot_cr_23 BEFORE UPDATE ON rectification_lot
     FOR EACH ROW EXECUTE FUNCTION refuse_edit_of_signed_lot()`,
  `CREATE TABLE command_handover_lot (
     id                  uuid    CONSTRAINT command_handover_lot_pk PRIMARY KEY,
     command_handover_id uuid    NOT NULL REFERENCES command_handover,
     row                 integer NOT NULL,
     lot_id              uuid    NOT NULL,
     number              text    NOT NULL,
     present             integer NOT NULL CHECK (present >= 0),
     absent              integer NOT NULL CHECK (absent >= 0),
     reserve             text,
     CONSTRAINT command_handover_lot_once UNIQUE (command_handover_id, lot_id)
   )`,
  // What PVs and their corrections come to on a leg. Accepted is what moved: what a gate holds back is signed and not accepted.
  `CREATE VIEW waybill_lot_signed WITH (security_invoker = true) AS
     SELECT waybill_lot_id, sum(signed)::int AS signed, sum(accepted)::int AS accepted, sum(refused)::int AS refused
     FROM (
       SELECT waybill_lot_id, accepted + with_reserve + refused AS signed, refused,
              CASE WHEN effect = 'MOVES' OR completed_at IS NOT NULL THEN accepted + with_reserve ELSE 0 END AS accepted
       FROM handover_lot
       UNION ALL
       SELECT waybill_lot_id, added_open, struck - added_refused, added_open + added_refused - struck FROM rectification_lot
     ) AS said GROUP BY waybill_lot_id`,
];

const parent = (table: string, column: string): string => `EXISTS (SELECT FROM ${table} p WHERE p.id = ${column})`;
const visible: Record<string, string> = {
  rectification_lot: parent('rectification', 'rectification_id'),
  command_handover_lot: parent('command_handover', 'command_handover_id'),
};

export class CorrectLots1795630000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('handover', table, rows));
    for (const statement of [`SET LOCAL lock_timeout = '5s'`, ...tables, ...policies]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
