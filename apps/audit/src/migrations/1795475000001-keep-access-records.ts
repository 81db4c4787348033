import { accessTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const projection = [
  // Who read what, of all services, from the facts that tell it.
  `CREATE TABLE access (
     position  bigint         NOT NULL,
     line_no   integer        NOT NULL,
     service   text           NOT NULL,
     access_id bigint         NOT NULL,
     reader_id text           NOT NULL,
     token_id  text           NOT NULL,
     kind      text           NOT NULL,
     operation text           NOT NULL,
     filter    text           NOT NULL,
     purpose   text,
     rows      integer,
     scope     text           NOT NULL,
     read_at   timestamptz(3) NOT NULL,
     CONSTRAINT access_pk PRIMARY KEY (position, line_no)
   )`,
  `CREATE INDEX access_of_reader ON access (reader_id, position, line_no)`,
  `CREATE OR REPLACE FUNCTION begin_projections_again() RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM FROM projection FOR UPDATE;
     TRUNCATE projected, fact_document, device_fact, device, device_code, custody, document, document_mark,
              document_signature, reference_name, access;
     UPDATE projection SET position = 0, moved_at = now(), stopped_reason = NULL, stopped_fact_id = NULL, stopped_at = NULL;
   END $$`,
];

export class KeepAccessRecords1795475000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...accessTables, ...projection]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
