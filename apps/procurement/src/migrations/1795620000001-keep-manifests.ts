import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // A supplier's claim, whole and with its mistakes (AM-7); a later one takes the place of an earlier.
  `CREATE TABLE manifest (
     id           uuid           CONSTRAINT manifest_pk PRIMARY KEY,
     shipment_id  uuid           NOT NULL CONSTRAINT manifest_shipment REFERENCES shipment,
     version      integer        NOT NULL CHECK (version > 0),
     file_hash    text           NOT NULL,
     reading      jsonb          NOT NULL,
     rows         integer        NOT NULL,
     quantity     integer        NOT NULL,
     flagged      integer        NOT NULL,
     warned       integer        NOT NULL,
     loaded_by    uuid           NOT NULL,
     loaded_at    timestamptz(3) NOT NULL,
     CONSTRAINT manifest_version_taken UNIQUE (shipment_id, version)
   )`,
  `CREATE TABLE manifest_line (
     manifest_id       uuid     NOT NULL CONSTRAINT manifest_line_manifest REFERENCES manifest,
     row               integer  NOT NULL,
     line              integer  NOT NULL,
     catalogue_item_id uuid,
     maker             text,
     model             text,
     carton            text,
     carton_key        text COLLATE "C",
     quantity          integer  NOT NULL,
     said              jsonb    NOT NULL,
     problems          jsonb    NOT NULL,
     warnings          jsonb    NOT NULL,
     flagged           boolean  NOT NULL,
     CONSTRAINT manifest_line_pk PRIMARY KEY (manifest_id, row)
   )`,
  `CREATE INDEX manifest_line_carton ON manifest_line (manifest_id, carton_key)`,
  // What a scan looks for. Not unique: that a code stands on two lines is one of the mistakes.
  `CREATE TABLE manifest_code (
     manifest_id uuid             NOT NULL CONSTRAINT manifest_code_manifest REFERENCES manifest,
     row         integer          NOT NULL,
     type        text             NOT NULL,
     value       text COLLATE "C" NOT NULL,
     folded      text COLLATE "C" NOT NULL
   )`,
  `CREATE INDEX manifest_code_value ON manifest_code (manifest_id, value)`,
  `CREATE INDEX manifest_code_folded ON manifest_code (manifest_id, folded)`,
  `CREATE INDEX manifest_code_row ON manifest_code (manifest_id, row)`,
  // A scan does not say whose serial it is.
  `CREATE INDEX received_serial_value ON received_serial (value) WHERE active`,
  `ALTER TABLE goods_receipt ADD COLUMN shipment_id uuid CONSTRAINT goods_receipt_shipment REFERENCES shipment`,
  `CREATE INDEX goods_receipt_of_shipment ON goods_receipt (shipment_id) WHERE shipment_id IS NOT NULL`,
];

const ofManifest = 'EXISTS (SELECT FROM manifest m WHERE m.id = manifest_id)';
const visible: Record<string, string> = {
  manifest: 'EXISTS (SELECT FROM shipment s WHERE s.id = shipment_id)',
  manifest_line: ofManifest,
  manifest_code: ofManifest,
};

const guards = ['manifest', 'manifest_line', 'manifest_code'].map(
  (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION is_only_added_to()`,
);

export class KeepManifests1795620000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...guards, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
