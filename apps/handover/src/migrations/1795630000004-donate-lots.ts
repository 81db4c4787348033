import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** T14 by quantity (AM-9): so many of a lot on a deed, with their value together. */
const tables = [
  `CREATE TABLE deed_lot (
     id          uuid    CONSTRAINT deed_lot_pk PRIMARY KEY,
     deed_id     uuid    NOT NULL REFERENCES deed,
     row         integer NOT NULL,
     lot_id      uuid    NOT NULL,
     number      text    NOT NULL,
     quantity    integer NOT NULL CHECK (quantity > 0),
     value_minor bigint  NOT NULL CHECK (value_minor >= 0),
     currency    text    NOT NULL,
     CONSTRAINT deed_lot_once UNIQUE (deed_id, lot_id)
   )`,
  `CREATE INDEX deed_lot_of_lot ON deed_lot (lot_id)`,
];

export class DonateLots1795630000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = scopedTable('handover', 'deed_lot', 'EXISTS (SELECT FROM deed p WHERE p.id = deed_id)');
    for (const statement of [`SET LOCAL lock_timeout = '5s'`, ...tables, ...policies]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
