import { messagingTables } from '@dotation/messaging';
import { serviceTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The register (domain §9.7): one row per device with its current dimensions, its identifiers and custody as histories that
 * are only added to or ended. What code might forget, a constraint refuses.
 */
const tables = [
  `CREATE EXTENSION IF NOT EXISTS btree_gist`,
  `CREATE TABLE kit (
     id          uuid           CONSTRAINT kit_pk PRIMARY KEY,
     label       text           NOT NULL,
     receipt_id  uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX kit_receipt ON kit (receipt_id)`,
  `CREATE TABLE device (
     id                uuid           CONSTRAINT device_pk PRIMARY KEY,
     device_seq        integer        NOT NULL CHECK (device_seq > 0),
     leaf_hash         bytea          NOT NULL CHECK (octet_length(leaf_hash) = 32),
     lifecycle         text           NOT NULL,
     title             text           NOT NULL,
     condition         text           NOT NULL,
     "use"             text           NOT NULL,
     catalogue_item_id uuid           NOT NULL,
     maker_id          uuid           NOT NULL,
     maker             text           NOT NULL,
     model             text           NOT NULL,
     category          text           NOT NULL,
     description       text           NOT NULL,
     tracking_mode     text           NOT NULL,
     serial_rule       text           NOT NULL,
     no_serial_reason  text,
     carton            text,
     receipt_id        uuid           NOT NULL,
     receipt_number    text           NOT NULL,
     receipt_line_id   uuid           NOT NULL,
     order_line_id     uuid,
     kit_id            uuid,
     cost_minor        bigint,
     currency          text,
     funding           jsonb,
     disputed          boolean        NOT NULL,
     acquisition_date  date,
     waiting_for       text[]         NOT NULL DEFAULT '{}',
     registered_at     timestamptz(3) NOT NULL,
     CONSTRAINT device_lifecycle CHECK (lifecycle IN (
       'A01_RECEIVED_PENDING_INSPECTION', 'A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER', 'A04_IN_STOCK', 'A05_ALLOCATED',
       'A06_IN_TRANSIT_OUT', 'A07_DELIVERED_PENDING_ACK', 'A08_HANDED_OVER', 'A09_IN_SERVICE', 'A10_IN_MAINTENANCE',
       'A11_IN_TRANSIT_TRANSFER', 'A12_UNSERVICEABLE', 'A13_MISSING', 'A14_STOLEN', 'A15_SEIZED_CONFLICT',
       'A16_INACCESSIBLE', 'A17_RECOVERED', 'A18_WRITTEN_OFF', 'A19_DISPOSED', 'A20_VOIDED')),
     CONSTRAINT device_title CHECK (title IN ('SUPPLIER', 'IOM_CONDITIONAL', 'FEDERALLY_OWNED', 'STATE_DRC', 'THIRD_PARTY')),
     CONSTRAINT device_condition CHECK (condition IN ('EXCELLENT', 'USABLE', 'REPAIRABLE', 'SALVAGE', 'SCRAP', 'UNKNOWN')),
     CONSTRAINT device_use CHECK ("use" IN
       ('IN_USE_AUTHORISED', 'IN_USE_OTHER', 'IDLE_READY', 'IDLE_BLOCKED', 'NOT_YET_DEPLOYED', 'UNKNOWN')),
     -- CR-12, AM-6, AM-8, once more: nothing incomplete leaves A01 (A02 and A20 are no way into use).
     CONSTRAINT device_complete CHECK (
       lifecycle IN ('A01_RECEIVED_PENDING_INSPECTION', 'A02_REJECTED', 'A03_RETURNED_TO_SUPPLIER', 'A20_VOIDED')
       OR (acquisition_date IS NOT NULL AND cost_minor > 0 AND funding IS NOT NULL AND order_line_id IS NOT NULL
           AND NOT disputed AND waiting_for = '{}'))
   )`,
  `CREATE INDEX device_receipt ON device (receipt_id, id)`,
  `CREATE INDEX device_lifecycle_list ON device (lifecycle, id)`,
  `CREATE INDEX device_catalogue_item ON device (catalogue_item_id, id)`,
  `CREATE INDEX device_of_kit ON device (kit_id) WHERE kit_id IS NOT NULL`,

  // raw as captured, value as compared, folded with O0 I1 S5 B8 made equal and without hyphens (domain §5.2, CR-08).
  `CREATE TABLE device_identifier (
     device_id       uuid           NOT NULL CONSTRAINT device_identifier_device_fk REFERENCES device,
     type            text           NOT NULL,
     issuer          uuid           NOT NULL,
     value           text COLLATE "C" NOT NULL CHECK (value <> ''),
     raw             text           NOT NULL,
     folded          text COLLATE "C" NOT NULL,
     exclusive       boolean        NOT NULL,
     valid_from      timestamptz(3) NOT NULL,
     valid_to        timestamptz(3),
     replaced_reason text,
     CONSTRAINT device_identifier_pk PRIMARY KEY (device_id, type, value, valid_from)
   )`,
  `CREATE UNIQUE INDEX device_identifier_active ON device_identifier (type, issuer, value)
     WHERE valid_to IS NULL AND exclusive`,
  // A tag is never bound twice, not even after it was replaced: old paper still carries it.
  `CREATE UNIQUE INDEX device_identifier_tag ON device_identifier (value) WHERE type = 'ASSET_TAG'`,
  `CREATE UNIQUE INDEX device_identifier_one_tag ON device_identifier (device_id)
     WHERE type = 'ASSET_TAG' AND valid_to IS NULL`,
  `CREATE INDEX device_identifier_folded ON device_identifier (folded) WHERE valid_to IS NULL`,

  // Whole milliseconds by type: a JavaScript date drops microseconds, and an interval would never meet the next.
  `CREATE TABLE custody (
     device_id    uuid           NOT NULL CONSTRAINT custody_device_fk REFERENCES device,
     device_seq   integer        NOT NULL,
     from_at      timestamptz(3) NOT NULL,
     to_at        timestamptz(3),
     during       tstzrange      NOT NULL GENERATED ALWAYS AS (tstzrange(from_at, to_at)) STORED,
     claimed_from timestamptz(3) NOT NULL,
     clamped      boolean        NOT NULL,
     party_kind   text           NOT NULL CHECK (party_kind IN ('UNIT', 'ORGANISATION')),
     party_id     uuid           NOT NULL,
     person_id    uuid,
     place_id     uuid           NOT NULL,
     en_route     boolean        NOT NULL,
     hold         text           NOT NULL CHECK (hold IN ('FIRM', 'TO_CONFIRM', 'IN_DEPOSIT')),
     document_id  uuid           NOT NULL,
     recorded_at  timestamptz(3) NOT NULL,
     CONSTRAINT custody_pk PRIMARY KEY (device_id, device_seq),
     -- An exclusion constraint lets empty ranges through.
     CONSTRAINT custody_lasts CHECK (NOT isempty(during)),
     CONSTRAINT custody_one_at_a_time EXCLUDE USING gist (device_id WITH =, during WITH &&)
   )`,
  `CREATE UNIQUE INDEX custody_one_open ON custody (device_id) WHERE to_at IS NULL`,
  `CREATE INDEX custody_party ON custody (party_id, device_id) WHERE to_at IS NULL`,
  `CREATE INDEX custody_place ON custody (place_id, device_id) WHERE to_at IS NULL`,

  // Captured devices that did not enter the register; the id is never used again.
  `CREATE TABLE refused_registration (
     device_id          uuid           NOT NULL,
     receipt_id         uuid           NOT NULL,
     line_id            uuid           NOT NULL,
     code               text           NOT NULL,
     detail             text           NOT NULL,
     existing_device_id uuid,
     refused_at         timestamptz(3) NOT NULL,
     CONSTRAINT refused_registration_pk PRIMARY KEY (device_id, line_id)
   )`,

  // One row per allocation and device; an ended one is a tombstone that a late reserve cannot bring back.
  `CREATE TABLE reservation (
     allocation_id uuid           NOT NULL,
     device_id     uuid           NOT NULL,
     reserved_at   timestamptz(3),
     ended_at      timestamptz(3),
     end_reason    text CHECK (end_reason IN ('ACCEPTED', 'LOST', 'RETURNED', 'CANCELLED')),
     CONSTRAINT reservation_pk PRIMARY KEY (allocation_id, device_id),
     CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
     CHECK (reserved_at IS NOT NULL OR ended_at IS NOT NULL)
   )`,
  `CREATE UNIQUE INDEX reservation_one_open ON reservation (device_id) WHERE ended_at IS NULL`,

  `CREATE TABLE tag_series (
     series      text    CONSTRAINT tag_series_pk PRIMARY KEY,
     last_number integer NOT NULL DEFAULT 0
   )`,
  `INSERT INTO tag_series (series) VALUES ('INLCD')`,
  `CREATE TABLE tagging (
     id          uuid           CONSTRAINT tagging_pk PRIMARY KEY,
     number      text           NOT NULL CONSTRAINT tagging_number_key UNIQUE,
     receipt_id  uuid,
     tagged_by   uuid           NOT NULL,
     tagged_at   timestamptz(3) NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE TABLE tagging_line (
     tagging_id uuid    NOT NULL CONSTRAINT tagging_line_tagging_fk REFERENCES tagging,
     row_number integer NOT NULL,
     device_id  uuid    NOT NULL CONSTRAINT tagging_line_device_fk REFERENCES device,
     tag        text    NOT NULL,
     replaces   text,
     reason     text,
     CONSTRAINT tagging_line_pk PRIMARY KEY (tagging_id, row_number)
   )`,
  `CREATE INDEX tagging_line_device ON tagging_line (device_id)`,

  `CREATE TABLE incident (
     id                  uuid           CONSTRAINT incident_pk PRIMARY KEY,
     number              text           NOT NULL CONSTRAINT incident_number_key UNIQUE,
     kind                text           NOT NULL CHECK (kind IN ('LOSS')),
     device_id           uuid           NOT NULL CONSTRAINT incident_device_fk REFERENCES device,
     document_id         uuid           NOT NULL,
     -- CR-46: who answered for it when it was lost.
     custodian_party_id  uuid           NOT NULL,
     custodian_person_id uuid,
     place_id            uuid           NOT NULL,
     opened_at           timestamptz(3) NOT NULL,
     closed_at           timestamptz(3),
     closing_document_id uuid,
     outcome             text,
     recorded_at         timestamptz(3) NOT NULL
   )`,
  `CREATE UNIQUE INDEX incident_one_open ON incident (device_id) WHERE closed_at IS NULL`,
  `CREATE INDEX incident_device ON incident (device_id)`,

  // Dense per year, taken in the command's transaction.
  `CREATE TABLE document_number (
     prefix text    NOT NULL,
     year   integer NOT NULL,
     last   integer NOT NULL,
     CONSTRAINT document_number_pk PRIMARY KEY (prefix, year)
   )`,
];

export class CreateRegister1795462000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...messagingTables, ...serviceTables, ...tables]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
