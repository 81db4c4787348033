import { messagingTables } from '@dotation/messaging';
import { serviceTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Allocations and waybills (domain §9.8). What code might forget, a constraint refuses. */
const tables = [
  // One id and one number per document of any kind; the id is the Idempotency-Key of the command that made it.
  `CREATE TABLE document (
     id          uuid           CONSTRAINT document_pk PRIMARY KEY,
     kind        text           NOT NULL,
     number      text           CONSTRAINT document_number_key UNIQUE,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE TABLE document_number (
     prefix text    NOT NULL,
     year   integer NOT NULL,
     last   integer NOT NULL,
     CONSTRAINT document_number_pk PRIMARY KEY (prefix, year)
   )`,

  `CREATE TABLE allocation (
     id                uuid           CONSTRAINT allocation_pk PRIMARY KEY REFERENCES document,
     number            text           NOT NULL,
     status            text           NOT NULL,
     org_unit_id       uuid           NOT NULL,
     award_ids         uuid[]         NOT NULL,
     purpose           text           NOT NULL,
     planned_for       timestamptz(3),
     proposed_by       uuid           NOT NULL,
     proposed_at       timestamptz(3) NOT NULL,
     approved_by       uuid,
     approved_at       timestamptz(3),
     -- The command that approves and what the gate answered it, kept from RESERVING on: a sweeper finishes what a crash cut.
     approval          jsonb,
     approval_key      uuid,
     reserving_since   timestamptz(3),
     vetting_ids       uuid[]         NOT NULL DEFAULT '{}',
     due_diligence_ids uuid[]         NOT NULL DEFAULT '{}',
     problems          jsonb          NOT NULL DEFAULT '[]',
     cancelled_by      uuid,
     cancelled_at      timestamptz(3),
     cancel_reason     text,
     CONSTRAINT allocation_status CHECK (status IN ('PROPOSED', 'RESERVING', 'APPROVED', 'CANCELLED')),
     CONSTRAINT allocation_two_persons CHECK (approved_by IS NULL OR approved_by <> proposed_by),
     CONSTRAINT allocation_reserving CHECK (status <> 'RESERVING' OR (approval IS NOT NULL AND approval_key IS NOT NULL))
   )`,
  `CREATE INDEX allocation_reserving_since ON allocation (reserving_since) WHERE status = 'RESERVING'`,
  `CREATE INDEX allocation_org_unit ON allocation (org_unit_id, id)`,
  // The snapshot that the reservation answered: what codes are resolved with and what papers print.
  `CREATE TABLE allocation_line (
     id            uuid           CONSTRAINT allocation_line_pk PRIMARY KEY,
     allocation_id uuid           NOT NULL REFERENCES allocation,
     row           integer        NOT NULL,
     device_id     uuid           NOT NULL,
     state         text           NOT NULL,
     reserved_at   timestamptz(3),
     tag           text,
     tag_code      text           COLLATE "C",
     serial        text,
     serial_code   text           COLLATE "C",
     serial_rule   text,
     kit_id        uuid,
     kit_tag       text,
     kit_code      text           COLLATE "C",
     maker         text,
     model         text,
     category      text,
     condition     text,
     award_ids     uuid[]         NOT NULL DEFAULT '{}',
     cost_minor    bigint,
     currency      text,
     place_id      uuid,
     ended_at      timestamptz(3),
     end_reason    text,
     CONSTRAINT allocation_line_once UNIQUE (allocation_id, device_id),
     CONSTRAINT allocation_line_state CHECK (state IN ('PROPOSED', 'RESERVED', 'ENDED', 'CANCELLED')),
     CONSTRAINT allocation_line_snapshot CHECK (state NOT IN ('RESERVED', 'ENDED') OR tag IS NOT NULL),
     CONSTRAINT allocation_line_end CHECK ((state = 'ENDED') = (end_reason IS NOT NULL AND ended_at IS NOT NULL))
   )`,
  `CREATE UNIQUE INDEX allocation_line_reserved ON allocation_line (device_id) WHERE state = 'RESERVED'`,
  `CREATE INDEX allocation_line_device ON allocation_line (device_id)`,
  `CREATE INDEX allocation_line_tag ON allocation_line (tag_code) WHERE tag_code IS NOT NULL`,
  `CREATE INDEX allocation_line_serial ON allocation_line (serial_code) WHERE serial_code IS NOT NULL`,
  `CREATE INDEX allocation_line_kit ON allocation_line (kit_id) WHERE kit_id IS NOT NULL`,
  `CREATE INDEX allocation_line_kit_code ON allocation_line (kit_code) WHERE kit_code IS NOT NULL`,

  `CREATE TABLE waybill (
     id                uuid           CONSTRAINT waybill_pk PRIMARY KEY REFERENCES document,
     number            text           NOT NULL,
     status            text           NOT NULL,
     purpose           text           NOT NULL,
     -- An onward leg goes where its origin went: to the unit, or back to the store.
     homeward          boolean        NOT NULL,
     from_place_id     uuid           NOT NULL,
     to_place_id       uuid           NOT NULL,
     to_org_unit_id    uuid           NOT NULL,
     carrier_id        uuid           NOT NULL,
     driver_id         uuid           NOT NULL,
     vehicle_plate     text           NOT NULL,
     seals             text[]         NOT NULL,
     officer_unit_id   uuid           NOT NULL,
     officer_person_id uuid           NOT NULL,
     eta               timestamptz(3),
     origin_waybill_id uuid           REFERENCES waybill,
     reason            text,
     drafted_by        uuid           NOT NULL,
     drafted_at        timestamptz(3) NOT NULL,
     approved_by       uuid,
     approved_at       timestamptz(3),
     dispatched_by     uuid,
     released_by       uuid,
     dispatched_at     timestamptz(3),
     departed_at       timestamptz(3),
     signatures        jsonb          NOT NULL DEFAULT '{}',
     closed_at         timestamptz(3),
     closed_by         uuid,
     close_reason      text,
     claim_reference   text,
     CONSTRAINT waybill_status CHECK (status IN ('DRAFT', 'RELEASED', 'DISPATCHED', 'CLOSED', 'CLOSED_SHORT', 'WITHDRAWN')),
     CONSTRAINT waybill_purpose CHECK (purpose IN ('TO_UNIT', 'RETURN', 'ONWARD')),
     CONSTRAINT waybill_cr_19 CHECK (approved_by IS NULL OR released_by IS NULL OR approved_by <> released_by)
   )`,
  `CREATE INDEX waybill_status_list ON waybill (status, id)`,
  `CREATE INDEX waybill_to_org_unit ON waybill (to_org_unit_id, id)`,
  `CREATE TABLE waybill_line (
     id                 uuid           CONSTRAINT waybill_line_pk PRIMARY KEY,
     waybill_id         uuid           NOT NULL REFERENCES waybill,
     row                integer        NOT NULL,
     device_id          uuid           NOT NULL,
     allocation_line_id uuid           NOT NULL REFERENCES allocation_line,
     -- The leg this one takes the device from: a refused line for a return, a travelling one for an onward leg.
     previous_line_id   uuid           REFERENCES waybill_line,
     state              text           NOT NULL,
     condition_out      text,
     carton             text,
     arrived_at         timestamptz(3),
     arrival_id         uuid,
     outcome            text,
     handover_id        uuid,
     signed_at          timestamptz(3),
     seen_place_id      uuid,
     seen_at            timestamptz(3),
     CONSTRAINT waybill_line_once UNIQUE (waybill_id, device_id),
     CONSTRAINT waybill_line_state CHECK (state IN ('PLANNED', 'OPEN', 'ARRIVED', 'PENDING', 'ACCEPTED', 'REFUSED',
       'RETURNED', 'TRANSFERRED', 'SHORT', 'STRUCK', 'CONFIRMED', 'WITHDRAWN'))
   )`,
  // CR-18: a device can be on only one open waybill; a planned leg may wait for the running one to end.
  `CREATE UNIQUE INDEX waybill_line_open ON waybill_line (device_id) WHERE state IN ('OPEN', 'ARRIVED', 'PENDING')`,
  `CREATE UNIQUE INDEX waybill_line_planned ON waybill_line (device_id) WHERE state = 'PLANNED'`,
  `CREATE INDEX waybill_line_device ON waybill_line (device_id, id)`,
  `CREATE INDEX waybill_line_arrived ON waybill_line (arrived_at) WHERE state = 'ARRIVED'`,

  `CREATE TABLE arrival (
     id               uuid           CONSTRAINT arrival_pk PRIMARY KEY REFERENCES document,
     waybill_id       uuid           NOT NULL REFERENCES waybill,
     implied          boolean        NOT NULL,
     handover_id      uuid,
     place_id         uuid           NOT NULL,
     arrived_at       timestamptz(3) NOT NULL,
     recorded_at      timestamptz(3) NOT NULL,
     recorded_by      uuid           NOT NULL,
     seals_intact     boolean,
     seal_note        text,
     driver_signature jsonb,
     driver_absent    text,
     witness_id       uuid,
     late             boolean        NOT NULL,
     CONSTRAINT arrival_cr_20 CHECK (implied OR driver_signature IS NOT NULL OR (driver_absent IS NOT NULL AND witness_id IS NOT NULL))
   )`,
  `CREATE INDEX arrival_waybill ON arrival (waybill_id, id)`,
  `CREATE TABLE arrival_line (
     arrival_id      uuid    NOT NULL REFERENCES arrival,
     row             integer NOT NULL,
     waybill_line_id uuid    NOT NULL REFERENCES waybill_line,
     device_id       uuid    NOT NULL,
     present         boolean NOT NULL,
     effect          text    NOT NULL,
     remark          text,
     CONSTRAINT arrival_line_pk PRIMARY KEY (arrival_id, waybill_line_id)
   )`,
];

export class CreateConsignments1795462500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables, ...serviceTables, ...tables]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
