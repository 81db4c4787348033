import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is read, derived from the log and from nothing else. Rows are only ever added, each with the log position that
 * made it known: a state as of one time, known at another, is a choice of rows and never a version of the tables (AM-26).
 */
const tables = [
  // How far the projections are, and why not further.
  `CREATE TABLE projection (
     one             boolean        PRIMARY KEY DEFAULT true CHECK (one),
     position        bigint         NOT NULL DEFAULT 0,
     moved_at        timestamptz(3) NOT NULL DEFAULT now(),
     stopped_reason  text,
     stopped_fact_id uuid,
     stopped_at      timestamptz(3)
   )`,
  `INSERT INTO projection DEFAULT VALUES`,
  // The same per producer: what Dotation-After waits for.
  `CREATE TABLE projected (producer text CONSTRAINT projected_pk PRIMARY KEY, seq bigint NOT NULL)`,
  `CREATE TABLE fact_document (
     position    bigint         CONSTRAINT fact_document_pk PRIMARY KEY,
     fact_id     uuid           NOT NULL CONSTRAINT fact_document_fact_key UNIQUE,
     document_id uuid           NOT NULL,
     kind        text,
     whole       boolean        NOT NULL,
     true_from   timestamptz(3) NOT NULL,
     header      jsonb          NOT NULL
   )`,
  // Facts that concern a document as a whole: an order, a countersignature, a closing.
  `CREATE INDEX fact_document_whole ON fact_document (document_id, position) WHERE whole`,
  `CREATE TABLE device_fact (
     device_id  uuid           NOT NULL,
     position   bigint         NOT NULL,
     line_no    integer        NOT NULL,
     device_seq integer,
     previous   bytea,
     true_from  timestamptz(3) NOT NULL,
     -- The fact whose document says since when this is true; null where the line says it itself.
     cause      uuid,
     line       jsonb          NOT NULL,
     CONSTRAINT device_fact_pk PRIMARY KEY (device_id, position, line_no)
   )`,
  // A device has about fifteen facts; a guess from a sample of a growing table is far off.
  `ALTER TABLE device_fact ALTER COLUMN device_id SET (n_distinct = -0.07)`,
  `CREATE TABLE device (
     device_id         uuid   CONSTRAINT device_pk PRIMARY KEY,
     position          bigint NOT NULL,
     catalogue_item_id uuid   NOT NULL,
     maker_id          uuid   NOT NULL,
     maker             text   NOT NULL,
     model             text   NOT NULL,
     category          text   NOT NULL,
     description       text   NOT NULL,
     kit_id            uuid
   )`,
  `CREATE TABLE device_code (
     code      text   COLLATE "C" NOT NULL,
     device_id uuid   NOT NULL,
     type      text   NOT NULL,
     value     text   NOT NULL,
     raw       text   NOT NULL,
     position  bigint NOT NULL,
     replaces  text,
     CONSTRAINT device_code_pk PRIMARY KEY (code, device_id, type)
   )`,
  `CREATE INDEX device_code_device ON device_code (device_id)`,
  `CREATE TABLE custody (
     device_id    uuid           NOT NULL,
     device_seq   integer        NOT NULL,
     position     bigint         NOT NULL,
     true_from    timestamptz(3) NOT NULL,
     claimed_from timestamptz(3) NOT NULL,
     clamped      boolean        NOT NULL,
     party_kind   text           NOT NULL,
     party_id     uuid           NOT NULL,
     person_id    uuid,
     place_id     uuid           NOT NULL,
     en_route     boolean        NOT NULL,
     hold         text           NOT NULL,
     document_id  uuid           NOT NULL,
     CONSTRAINT custody_pk PRIMARY KEY (device_id, device_seq)
   )`,
  `CREATE INDEX custody_party ON custody (party_id, device_id, device_seq)`,
  `CREATE TABLE document (
     document_id uuid   CONSTRAINT document_pk PRIMARY KEY,
     position    bigint NOT NULL,
     kind        text   NOT NULL,
     number      text
   )`,
  `CREATE INDEX document_number ON document (number)`,
  `CREATE TABLE document_mark (
     document_id uuid           NOT NULL,
     position    bigint         NOT NULL,
     mark        text           NOT NULL,
     at          timestamptz(3) NOT NULL,
     CONSTRAINT document_mark_pk PRIMARY KEY (document_id, position, mark)
   )`,
  `CREATE TABLE document_signature (
     document_id  uuid           NOT NULL,
     position     bigint         NOT NULL,
     line_no      integer        NOT NULL,
     role         text           NOT NULL,
     person_id    uuid           NOT NULL,
     capacity     text           NOT NULL,
     rank         text,
     function     text,
     signed_at    timestamptz(3) NOT NULL,
     image_sha256 text,
     CONSTRAINT document_signature_pk PRIMARY KEY (document_id, position, line_no)
   )`,
  // What ids are called: units, places, organisations, awards.
  `CREATE TABLE reference_name (
     id       uuid   NOT NULL,
     position bigint NOT NULL,
     kind     text   NOT NULL,
     code     text,
     name     text   NOT NULL,
     CONSTRAINT reference_name_pk PRIMARY KEY (id, position)
   )`,
];

/** Only the owner may truncate, so only the owner may begin the projections again; the running service then fills them. */
const beginAgain = `CREATE FUNCTION begin_projections_again() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM projection FOR UPDATE;
  TRUNCATE projected, fact_document, device_fact, device, device_code, custody, document, document_mark,
           document_signature, reference_name;
  UPDATE projection SET position = 0, moved_at = now(), stopped_reason = NULL, stopped_fact_id = NULL, stopped_at = NULL;
END $$`;

export class CreateProjections1795461900001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, beginAgain]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
