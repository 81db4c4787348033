import { messagingTables } from '@dotation/messaging';
import { serviceTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const catalogue = [
  `CREATE TABLE maker (
     id          uuid           CONSTRAINT maker_pk PRIMARY KEY,
     name        text           NOT NULL,
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  // One name, and one spelling of it, leads to one maker: serials are unique per maker, not per spelling (CR-08).
  `CREATE TABLE maker_name (
     key      text COLLATE "C" CONSTRAINT maker_name_taken PRIMARY KEY,
     maker_id uuid             NOT NULL CONSTRAINT maker_name_maker REFERENCES maker,
     name     text             NOT NULL,
     alias    boolean          NOT NULL
   )`,
  `CREATE INDEX maker_name_of ON maker_name (maker_id)`,
  `CREATE TABLE catalogue_item (
     id                 uuid             CONSTRAINT catalogue_item_pk PRIMARY KEY,
     maker_id           uuid             NOT NULL CONSTRAINT catalogue_item_maker REFERENCES maker,
     category           text COLLATE "C" NOT NULL,
     model              text             NOT NULL,
     model_key          text COLLATE "C" NOT NULL,
     description        text             NOT NULL,
     serial_rule        text             NOT NULL CHECK (serial_rule IN ('REQUIRED', 'IF_PRESENT', 'BATCH', 'NONE')),
     tracking_mode      text             NOT NULL CHECK (tracking_mode IN ('SERIAL', 'QUANTITY', 'KIT')),
     useful_life_months integer          CHECK (useful_life_months > 0),
     attractive         boolean          NOT NULL,
     recorded_by        uuid             NOT NULL,
     recorded_at        timestamptz(3)   NOT NULL,
     CONSTRAINT catalogue_item_model_taken UNIQUE (maker_id, model_key)
   )`,
  `CREATE TABLE award (
     id                     uuid             CONSTRAINT award_pk PRIMARY KEY,
     fain                   text COLLATE "C" NOT NULL,
     donor                  text             NOT NULL,
     instrument             text             NOT NULL,
     obligated_on           date             NOT NULL,
     vetting_required       boolean          NOT NULL,
     due_diligence_required boolean          NOT NULL,
     title                  text             NOT NULL,
     recorded_by            uuid             NOT NULL,
     recorded_at            timestamptz(3)   NOT NULL,
     CONSTRAINT award_fain_taken UNIQUE (donor, fain)
   )`,
];

const orders = [
  `CREATE TABLE purchase_order (
     id              uuid             CONSTRAINT purchase_order_pk PRIMARY KEY,
     number          text COLLATE "C" NOT NULL CONSTRAINT purchase_order_number_taken UNIQUE,
     ordered_on      date             NOT NULL,
     supplier_id     uuid,
     requester_id    uuid             NOT NULL,
     buyer_id        uuid             NOT NULL,
     approver_id     uuid             NOT NULL,
     currency        char(3)          NOT NULL,
     approval_sha256 text,
     revision        integer          NOT NULL,
     recorded_by     uuid             NOT NULL,
     recorded_at     timestamptz(3)   NOT NULL,
     CONSTRAINT purchase_order_persons_distinct
       CHECK (requester_id <> buyer_id AND buyer_id <> approver_id AND requester_id <> approver_id)
   )`,
  `CREATE TABLE purchase_order_line (
     id                uuid    CONSTRAINT purchase_order_line_pk PRIMARY KEY,
     purchase_order_id uuid    NOT NULL CONSTRAINT purchase_order_line_order REFERENCES purchase_order,
     line_number       integer NOT NULL CHECK (line_number > 0),
     catalogue_item_id uuid    NOT NULL CONSTRAINT purchase_order_line_item REFERENCES catalogue_item,
     quantity          integer NOT NULL CHECK (quantity > 0),
     unit_price_minor  bigint  NOT NULL CHECK (unit_price_minor > 0),
     CONSTRAINT purchase_order_line_number_taken UNIQUE (purchase_order_id, line_number)
   )`,
  `CREATE TABLE funding_share (
     order_line_id uuid         NOT NULL CONSTRAINT funding_share_line REFERENCES purchase_order_line,
     award_id      uuid         NOT NULL CONSTRAINT funding_share_award REFERENCES award,
     percent       numeric(5,2) NOT NULL CHECK (percent > 0 AND percent <= 100),
     PRIMARY KEY (order_line_id, award_id)
   )`,
];

const receipts = [
  `CREATE TABLE goods_receipt (
     id                      uuid             CONSTRAINT goods_receipt_pk PRIMARY KEY,
     number                  text COLLATE "C" NOT NULL CONSTRAINT goods_receipt_number_taken UNIQUE,
     purchase_order_id       uuid             CONSTRAINT goods_receipt_order REFERENCES purchase_order,
     store_unit_id           uuid             NOT NULL,
     place_id                uuid             NOT NULL,
     received_by             uuid             NOT NULL,
     witness_id              uuid,
     delivery_note           text,
     no_delivery_note_reason text,
     carrier_id              uuid,
     driver_id               uuid,
     received_at             timestamptz(3)   NOT NULL,
     recorded_at             timestamptz(3)   NOT NULL,
     rule_values             jsonb            NOT NULL,
     CONSTRAINT goods_receipt_delivery_note CHECK (delivery_note IS NOT NULL OR no_delivery_note_reason IS NOT NULL)
   )`,
  `CREATE INDEX goods_receipt_order_id ON goods_receipt (purchase_order_id)`,
  `CREATE TABLE kit (
     id               uuid CONSTRAINT kit_pk PRIMARY KEY,
     goods_receipt_id uuid NOT NULL CONSTRAINT kit_receipt REFERENCES goods_receipt,
     label            text NOT NULL
   )`,
  `CREATE INDEX kit_receipt_id ON kit (goods_receipt_id)`,
  // One row per device. No foreign keys but to its receipt: the rules have looked every id up in the same transaction, and
  // ten thousand rows would be checked four times over. That one waits for the commit, because the receipt's number is
  // taken after its lines are written.
  `CREATE TABLE goods_receipt_line (
     id                  uuid     CONSTRAINT goods_receipt_line_pk PRIMARY KEY,
     goods_receipt_id    uuid     NOT NULL CONSTRAINT goods_receipt_line_receipt
                         REFERENCES goods_receipt DEFERRABLE INITIALLY DEFERRED,
     place               integer  NOT NULL,
     row                 integer  NOT NULL,
     device_id           uuid     NOT NULL CONSTRAINT goods_receipt_line_device_taken UNIQUE,
     order_line_id       uuid,
     catalogue_item_id   uuid     NOT NULL,
     serial              text COLLATE "C",
     identifiers         jsonb    NOT NULL,
     carton              text,
     kit_id              uuid,
     condition           text     NOT NULL,
     no_serial_reason    text,
     plate_photo_sha256  text,
     second_signature_id uuid,
     serial_typed        boolean  NOT NULL,
     disputed            boolean  NOT NULL,
     warnings            jsonb,
     -- How far the register is with this line: facts of assets say so.
     register            text     NOT NULL DEFAULT 'WAITING' CHECK (register IN ('WAITING', 'REGISTERED', 'REFUSED')),
     register_code       text,
     register_detail     text,
     existing_device_id  uuid,
     inspection_result   text     CHECK (inspection_result IN ('ACCEPTED', 'REJECTED')),
     inspection_reason   text,
     inspection_condition text,
     inspection_effect   text     CHECK (inspection_effect IN ('WAITING', 'APPLIED', 'REFUSED', 'CONFLICTED'))
   )`,
  `CREATE UNIQUE INDEX goods_receipt_line_place ON goods_receipt_line (goods_receipt_id, place)`,
  `CREATE INDEX goods_receipt_line_order_line ON goods_receipt_line (order_line_id)`,
  `CREATE TABLE goods_receipt_discrepancy (
     id               uuid    CONSTRAINT goods_receipt_discrepancy_pk PRIMARY KEY,
     goods_receipt_id uuid    NOT NULL CONSTRAINT goods_receipt_discrepancy_receipt REFERENCES goods_receipt,
     code             text    NOT NULL,
     quantity         integer NOT NULL CHECK (quantity > 0),
     order_line_id    uuid,
     detail           text,
     rows             integer[] NOT NULL,
     line_id          uuid
   )`,
  `CREATE INDEX goods_receipt_discrepancy_receipt_id ON goods_receipt_discrepancy (goods_receipt_id)`,
  // Which device carries an identifier: captured here, or learnt from the register. CR-08 holds here, at capture.
  `CREATE TABLE received_serial (
     type      text             NOT NULL,
     issuer    uuid             NOT NULL,
     value     text COLLATE "C" NOT NULL,
     folded    text COLLATE "C" NOT NULL,
     device_id uuid             NOT NULL,
     active    boolean          NOT NULL DEFAULT true,
     CONSTRAINT received_serial_pk PRIMARY KEY (device_id, type, value)
   )`,
  // `folded` follows from `value`: the same index keeps values unique and finds near-duplicates.
  `CREATE UNIQUE INDEX received_serial_active ON received_serial (type, issuer, folded, value) WHERE active`,
  `COMMENT ON COLUMN received_serial.issuer IS 'The maker; all zeros for identifiers that are unique in the whole world'`,
  `CREATE TABLE inspection (
     id                  uuid             CONSTRAINT inspection_pk PRIMARY KEY,
     number              text COLLATE "C" NOT NULL CONSTRAINT inspection_number_taken UNIQUE,
     goods_receipt_id    uuid             NOT NULL CONSTRAINT inspection_receipt REFERENCES goods_receipt,
     committee           uuid[]           NOT NULL,
     extent              text             NOT NULL CHECK (extent IN ('FULL', 'SAMPLE')),
     sample_size         integer,
     accepted_on         date             NOT NULL,
     quarantine_place_id uuid,
     closed_by           uuid             NOT NULL,
     recorded_at         timestamptz(3)   NOT NULL,
     rule_values         jsonb            NOT NULL,
     CONSTRAINT inspection_once_per_receipt UNIQUE (goods_receipt_id)
   )`,
];

const others = [
  // Dense per kind and year: the row is locked until the document commits, so a refused one leaves no gap (Q35).
  `CREATE TABLE document_number (
     kind text    NOT NULL,
     year integer NOT NULL,
     last integer NOT NULL,
     PRIMARY KEY (kind, year)
   )`,
  `CREATE TABLE rule_value (
     id         uuid             CONSTRAINT rule_value_pk PRIMARY KEY,
     rule       text COLLATE "C" NOT NULL,
     value      text             NOT NULL,
     valid_from timestamptz(3)   NOT NULL,
     seen_at    timestamptz(3)   NOT NULL
   )`,
  `CREATE INDEX rule_value_history ON rule_value (rule, valid_from DESC, seen_at DESC)`,
  // Ids of directory that documents here may name.
  `CREATE TABLE known_reference (
     kind text NOT NULL CHECK (kind IN ('PLACE', 'UNIT', 'ORGANISATION')),
     id   uuid NOT NULL,
     PRIMARY KEY (kind, id)
   )`,
];

export class CreateProcurement1795461600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const all = [...messagingTables, ...serviceTables, ...catalogue, ...orders, ...receipts, ...others];
    for (const sql of all) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
