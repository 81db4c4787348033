import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which files documents name: a photo of a plate, a signature, a signed sheet. A file that never came is an exception. */
const tables = [
  `SET LOCAL lock_timeout = '5s'`,
  `CREATE TABLE document_file (
     document_id uuid   NOT NULL,
     position    bigint NOT NULL,
     sha256      text   COLLATE "C" NOT NULL,
     field       text   NOT NULL,
     CONSTRAINT document_file_pk PRIMARY KEY (document_id, sha256)
   )`,
  `CREATE INDEX document_file_position ON document_file (position, sha256)`,
  `CREATE OR REPLACE FUNCTION begin_projections_again() RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM FROM projection FOR UPDATE;
     TRUNCATE projected, fact_document, device_fact, device, device_code, custody, document, document_mark,
              document_signature, document_file, reference_name;
     UPDATE projection SET position = 0, moved_at = now(), stopped_reason = NULL, stopped_fact_id = NULL, stopped_at = NULL;
   END $$`,
  // Facts that passed before have named files too.
  `SELECT begin_projections_again()`,
];

export class ProjectNamedFiles1795476000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
