import { inScopeBy, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Old lists, the rows as they were read, and the devices that came of them (AM-13). */
const tables = [
  `CREATE TABLE legacy_list (
     id          uuid             CONSTRAINT legacy_list_pk PRIMARY KEY,
     number      text COLLATE "C" NOT NULL CONSTRAINT legacy_list_number_taken UNIQUE,
     head        jsonb            NOT NULL,
     org_unit_id uuid             NOT NULL,
     place_id    uuid             NOT NULL,
     list_sha256 char(64)         NOT NULL,
     sheet       text,
     rows        integer          NOT NULL CHECK (rows > 0),
     devices     integer          NOT NULL CHECK (devices >= rows),
     imported_by uuid             NOT NULL,
     recorded_at timestamptz(3)   NOT NULL,
     decision    text CHECK (decision IN ('APPROVED', 'REFUSED')),
     decided_by  uuid,
     decided_at  timestamptz(3),
     reason      text,
     CONSTRAINT legacy_list_decided CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
     CONSTRAINT legacy_list_two_persons CHECK (decided_by IS DISTINCT FROM imported_by)
   )`,
  // "read" is the row as it is judged again when somebody decides, with what a person corrected; cells is what the file says.
  `CREATE TABLE legacy_row (
     list_id uuid    NOT NULL CONSTRAINT legacy_row_list REFERENCES legacy_list,
     row     integer NOT NULL,
     line    integer,
     cells   jsonb   NOT NULL,
     read    jsonb   NOT NULL,
     CONSTRAINT legacy_row_pk PRIMARY KEY (list_id, row)
   )`,
  `CREATE TABLE legacy_device (
     line_id            uuid    CONSTRAINT legacy_device_pk PRIMARY KEY,
     list_id            uuid    NOT NULL,
     row                integer NOT NULL,
     device_id          uuid    NOT NULL CONSTRAINT legacy_device_device UNIQUE,
     catalogue_item_id  uuid    NOT NULL CONSTRAINT legacy_device_item REFERENCES catalogue_item,
     serial             text,
     acquired_on        date,
     register           text    NOT NULL DEFAULT 'WAITING' CHECK (register IN ('WAITING', 'REGISTERED', 'REFUSED')),
     register_code      text,
     register_detail    text,
     existing_device_id uuid,
     CONSTRAINT legacy_device_row FOREIGN KEY (list_id, row) REFERENCES legacy_row
   )`,
  `CREATE INDEX legacy_device_of_row ON legacy_device (list_id, row)`,
  // What is screened for section 889 (CR-04): what was received, and what stands in old lists. Of these, one without a day is
  // judged by the day it came into the register, so that nobody passes it over.
  `CREATE VIEW bought_line WITH (security_invoker = true) AS
     SELECT line.id AS line_id, line.device_id, receipt.number AS document_number, line.catalogue_item_id, line.serial,
            line.inspection_result AS result,
            coalesce(orders.ordered_on, (receipt.received_at AT TIME ZONE 'UTC')::date) AS on_day
     FROM goods_receipt_line AS line JOIN goods_receipt AS receipt ON receipt.id = line.goods_receipt_id
     LEFT JOIN purchase_order AS orders ON orders.id = receipt.purchase_order_id
     WHERE line.register <> 'REFUSED'
     UNION ALL
     SELECT device.line_id, device.device_id, list.number, device.catalogue_item_id, device.serial, NULL,
            coalesce(device.acquired_on, (list.decided_at AT TIME ZONE 'UTC')::date)
     FROM legacy_device AS device JOIN legacy_list AS list ON list.id = device.list_id
     WHERE device.register <> 'REFUSED'`,
  `ALTER TABLE known_reference ADD COLUMN code text`,
  `CREATE INDEX known_reference_code ON known_reference (code) WHERE code IS NOT NULL`,
  // Codes of units that directory told before are read again; its handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

const ofList = 'EXISTS (SELECT FROM legacy_list l WHERE l.id = list_id)';
const visible: Record<string, string> = {
  legacy_list: inScopeBy('org_unit_id', 'place_id'),
  legacy_row: ofList,
  legacy_device: ofList,
};

export class KeepLegacyLists1795489000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
