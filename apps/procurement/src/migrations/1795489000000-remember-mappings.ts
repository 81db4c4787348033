import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Per supplier and set of columns what a person said they are: `names` as lists are read by it, `columns` as it was said. */
const table = `CREATE TABLE list_mapping (
  id          uuid           CONSTRAINT list_mapping_pk PRIMARY KEY,
  supplier_id uuid           NOT NULL,
  headings    char(64)       NOT NULL,
  names       jsonb          NOT NULL,
  columns     jsonb          NOT NULL,
  recorded_by uuid           NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  CONSTRAINT list_mapping_of_headings UNIQUE (supplier_id, headings)
)`;

export class RememberMappings1795489000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    // How a supplier writes his lists is the mission's, as the catalogue is.
    for (const sql of [table, ...scopedTable('procurement', 'list_mapping', 'true')]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
