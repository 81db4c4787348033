import { inScopeBy, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const parent = (table: string, column: string): string => `EXISTS (SELECT FROM ${table} p WHERE p.id = ${column})`;

/** AM-9: quantities of lots beside the devices of allocations, waybills, arrivals and PVs. */
const tables = [
  `CREATE TABLE allocation_lot (
     id            uuid    CONSTRAINT allocation_lot_pk PRIMARY KEY,
     allocation_id uuid    NOT NULL REFERENCES allocation,
     row           integer NOT NULL,
     lot_id        uuid    NOT NULL,
     quantity      integer NOT NULL CHECK (quantity > 0),
     cancelled     integer NOT NULL DEFAULT 0,
     reserved      boolean NOT NULL DEFAULT false,
     -- The snapshot that the reservation answered, as of a device.
     number        text,
     maker         text,
     model         text,
     category      text,
     award_ids     uuid[]  NOT NULL DEFAULT '{}',
     cost_minor    bigint,
     currency      text,
     place_id      uuid,
     CONSTRAINT allocation_lot_once UNIQUE (allocation_id, lot_id),
     CONSTRAINT allocation_lot_cancelled CHECK (cancelled BETWEEN 0 AND quantity)
   )`,
  `CREATE INDEX allocation_lot_of_lot ON allocation_lot (lot_id)`,
  `CREATE INDEX allocation_lot_place ON allocation_lot (place_id) WHERE place_id IS NOT NULL`,
  // A waybill carries a lot once. What was taken on to another waybill, never arrived, or arrived, is said as a number.
  `CREATE TABLE waybill_lot (
     id                uuid    CONSTRAINT waybill_lot_pk PRIMARY KEY,
     waybill_id        uuid    NOT NULL REFERENCES waybill,
     row               integer NOT NULL,
     lot_id            uuid    NOT NULL,
     allocation_lot_id uuid    NOT NULL REFERENCES allocation_lot,
     -- The leg this one takes it from: refused for a return, travelling for an onward leg.
     previous_id       uuid    REFERENCES waybill_lot,
     state             text    NOT NULL CHECK (state IN ('PLANNED', 'OPEN', 'WITHDRAWN')),
     quantity          integer NOT NULL CHECK (quantity > 0),
     carton            text,
     onward            integer NOT NULL DEFAULT 0 CHECK (onward >= 0),
     short             integer NOT NULL DEFAULT 0 CHECK (short >= 0),
     arrived           integer NOT NULL DEFAULT 0 CHECK (arrived >= 0),
     CONSTRAINT waybill_lot_once UNIQUE (waybill_id, lot_id),
     CONSTRAINT waybill_lot_within CHECK (onward + short + arrived <= quantity)
   )`,
  `CREATE INDEX waybill_lot_allocation ON waybill_lot (allocation_lot_id)`,
  `CREATE INDEX waybill_lot_previous ON waybill_lot (previous_id) WHERE previous_id IS NOT NULL`,
  `CREATE TABLE handover_lot (
     id             uuid    CONSTRAINT handover_lot_pk PRIMARY KEY,
     handover_id    uuid    NOT NULL REFERENCES handover,
     row            integer NOT NULL,
     waybill_lot_id uuid    NOT NULL REFERENCES waybill_lot,
     accepted       integer NOT NULL CHECK (accepted >= 0),
     with_reserve   integer NOT NULL CHECK (with_reserve >= 0),
     refused        integer NOT NULL CHECK (refused >= 0),
     not_arrived    integer NOT NULL CHECK (not_arrived >= 0),
     remark         text,
     effect         text    NOT NULL CHECK (effect IN ('MOVES', 'PENDING')),
     completed_at   timestamptz(3),
     CONSTRAINT handover_lot_once UNIQUE (handover_id, waybill_lot_id)
   )`,
  `CREATE INDEX handover_lot_of_waybill ON handover_lot (waybill_lot_id)`,
  // CR-23: what was signed stays as it was signed.
  `CREATE FUNCTION refuse_edit_of_signed_lot() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (to_jsonb(OLD) - 'completed_at') IS DISTINCT FROM (to_jsonb(NEW) - 'completed_at') THEN
       RAISE EXCEPTION 'a signed PV is not edited (CR-23)' USING ERRCODE = 'restrict_violation';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER handover_lot_cr_23 BEFORE UPDATE ON handover_lot FOR EACH ROW EXECUTE FUNCTION refuse_edit_of_signed_lot()`,
  `ALTER TABLE arrival ADD COLUMN lots jsonb NOT NULL DEFAULT '[]'`,
  `CREATE OR REPLACE FUNCTION allocation_from_scope(allocation uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM allocation_line l WHERE l.allocation_id = allocation AND (${inScopeBy('l.place_id')}))
         OR EXISTS (SELECT FROM allocation_lot l WHERE l.allocation_id = allocation AND (${inScopeBy('l.place_id')}));
   END $$`,
];

const visible: Record<string, string> = {
  waybill_lot: parent('waybill', 'waybill_id'),
  allocation_lot: `${parent('allocation', 'allocation_id')} OR EXISTS (
    SELECT FROM waybill_lot w WHERE w.allocation_lot_id = allocation_lot.id)`,
  handover_lot: parent('handover', 'handover_id'),
};

export class CarryLots1795490000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('handover', table, rows));
    for (const statement of [`SET LOCAL lock_timeout = '5s'`, ...tables, ...policies]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
