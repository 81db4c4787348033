import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `ALTER TABLE catalogue_item
     ADD COLUMN data_bearing               boolean NOT NULL DEFAULT false,
     ADD COLUMN biometric                  boolean NOT NULL DEFAULT false,
     ADD COLUMN eum_tracked                boolean NOT NULL DEFAULT true,
     ADD COLUMN spectrum_licence_required  boolean NOT NULL DEFAULT false,
     ADD COLUMN unspsc                     text COLLATE "C",
     ADD COLUMN hs_code                    text COLLATE "C",
     ADD COLUMN mpn                        text,
     ADD COLUMN gtin                       text COLLATE "C",
     ADD COLUMN country_of_origin          char(2),
     ADD COLUMN export_jurisdiction        text NOT NULL DEFAULT 'NONE' CHECK (export_jurisdiction IN ('NONE', 'EAR', 'ITAR')),
     ADD COLUMN export_class               text,
     ADD CONSTRAINT catalogue_item_export CHECK (export_jurisdiction = 'NONE' OR export_class IS NOT NULL)`,
  `CREATE TABLE catalogue_component (
     catalogue_item_id uuid    NOT NULL CONSTRAINT catalogue_component_item REFERENCES catalogue_item,
     place             integer NOT NULL,
     name              text    NOT NULL,
     maker_id          uuid    NOT NULL CONSTRAINT catalogue_component_maker REFERENCES maker,
     mandatory         boolean NOT NULL,
     CONSTRAINT catalogue_component_pk PRIMARY KEY (catalogue_item_id, place)
   )`,
  `CREATE INDEX catalogue_component_of_maker ON catalogue_component (maker_id)`,
];

/** The catalogue is the mission's: everybody with a scope may see it, and nobody without one. */
const policies = scopedTable('procurement', 'catalogue_component', 'true');

export class DescribeModels1795483000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of [...tables, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
