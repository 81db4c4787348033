import { inScopeBy, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE shipment (
     id                uuid             CONSTRAINT shipment_pk PRIMARY KEY,
     number            text COLLATE "C" NOT NULL CONSTRAINT shipment_number_taken UNIQUE,
     supplier_id       uuid             NOT NULL,
     purchase_order_id uuid             CONSTRAINT shipment_order REFERENCES purchase_order,
     pre_alert_number  text,
     carrier_id        uuid,
     insurer_id        uuid,
     mode              text             NOT NULL CHECK (mode IN ('AIR', 'SEA', 'ROAD', 'LAKE', 'RAIL', 'RIVER')),
     transport_number  text,
     transport_key     text COLLATE "C",
     packages          integer          CHECK (packages > 0),
     gross_kg          numeric(12,3)    CHECK (gross_kg > 0),
     from_country      char(2)          NOT NULL,
     incoterm_code     text,
     incoterm_place    text,
     expected_on       date             NOT NULL,
     place_id          uuid             NOT NULL,
     store_unit_id     uuid             NOT NULL,
     status            text             NOT NULL DEFAULT 'ANNOUNCED' CHECK (status IN
                         ('ANNOUNCED', 'DEPARTED', 'ARRIVED', 'CLEARED', 'DELIVERED', 'CLOSED', 'WITHDRAWN')),
     -- CR-14: what customs want is there, or is not wanted.
     customs_complete  boolean          NOT NULL,
     ended_by          uuid,
     ended_at          timestamptz(3),
     ended_reason      text,
     recorded_by       uuid             NOT NULL,
     recorded_at       timestamptz(3)   NOT NULL,
     CONSTRAINT shipment_closed_with_customs CHECK (status <> 'CLOSED' OR customs_complete)
   )`,
  // Announced once: one waybill of a supplier may bring goods of several orders, each a shipment.
  `CREATE UNIQUE INDEX shipment_taken ON shipment
     (supplier_id, transport_key, coalesce(purchase_order_id, '00000000-0000-0000-0000-000000000000'))
     WHERE transport_key IS NOT NULL AND status <> 'WITHDRAWN'`,
  `CREATE INDEX shipment_of_order ON shipment (purchase_order_id)`,
  `CREATE INDEX shipment_on_the_way ON shipment (expected_on)
     WHERE status IN ('ANNOUNCED', 'DEPARTED', 'ARRIVED', 'CLEARED')`,
  // Each word about it, with whose word it is; of a step told twice the last counts.
  `CREATE TABLE shipment_step (
     id          uuid           CONSTRAINT shipment_step_pk PRIMARY KEY,
     shipment_id uuid           NOT NULL CONSTRAINT shipment_step_shipment REFERENCES shipment,
     step        text           NOT NULL CHECK (step IN ('RESCHEDULED', 'DEPARTED', 'ARRIVED', 'CLEARED', 'DELIVERED')),
     happened_at timestamptz(3) NOT NULL,
     place       text,
     told_by     text           NOT NULL CHECK (told_by IN ('SUPPLIER', 'CARRIER', 'CLEARING_AGENT', 'STORE')),
     expected_on date,
     note        text,
     receipt_id  uuid,
     recorded_by uuid           NOT NULL,
     recorded_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX shipment_step_of ON shipment_step (shipment_id)`,
  // Each version says all of it; the last one counts.
  `CREATE TABLE customs_file (
     id                    uuid           CONSTRAINT customs_file_pk PRIMARY KEY,
     shipment_id           uuid           NOT NULL CONSTRAINT customs_file_shipment REFERENCES shipment,
     version               integer        NOT NULL CHECK (version > 0),
     regime                text           NOT NULL CHECK (regime IN ('EXEMPT', 'DUTY_PAID')),
     declaration_number    text,
     declared_on           date,
     office                text,
     declaration_sha256    text,
     exemption_number      text,
     exempted_on           date,
     exemption_sha256      text,
     feri_number           text,
     av_number             text,
     import_licence_number text,
     released_on           date,
     cif_minor             bigint         CHECK (cif_minor > 0),
     duty_minor            bigint         CHECK (duty_minor >= 0),
     currency              char(3),
     seals                 text[]         NOT NULL,
     demurrage_days        integer        CHECK (demurrage_days >= 0),
     reason                text,
     recorded_by           uuid           NOT NULL,
     recorded_at           timestamptz(3) NOT NULL,
     CONSTRAINT customs_file_version_taken UNIQUE (shipment_id, version),
     CONSTRAINT customs_file_amounts CHECK (currency IS NOT NULL OR num_nonnulls(cif_minor, duty_minor) = 0)
   )`,
];

const ofShipment = 'EXISTS (SELECT FROM shipment s WHERE s.id = shipment_id)';

/** A shipment is seen by the store and the place it is for, as what is received of it. */
const visible: Record<string, string> = {
  shipment: inScopeBy('store_unit_id', 'place_id'),
  shipment_step: ofShipment,
  customs_file: ofShipment,
};

const guards = ['shipment_step', 'customs_file'].map(
  (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION is_only_added_to()`,
);

export class KeepShipments1795620000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...guards, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
