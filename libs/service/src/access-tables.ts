/** SQL of the tables in which a service keeps who read what, for a migration of the service. */
export const accessTables: string[] = [
  // `tx` and not `id` says what is new: ids are given before the commit, and a higher one may become visible first.
  `CREATE TABLE access_record (
     id        bigint         GENERATED ALWAYS AS IDENTITY CONSTRAINT access_record_pk PRIMARY KEY,
     tx        xid8           NOT NULL DEFAULT pg_current_xact_id(),
     reader_id text           NOT NULL,
     token_id  text           NOT NULL,
     kind      text           NOT NULL,
     operation text           NOT NULL,
     filter    text           NOT NULL,
     purpose   text,
     rows      integer,
     scope     text           NOT NULL,
     read_at   timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX access_record_new ON access_record (tx, id)`,
  `CREATE FUNCTION refuse_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'access records are append-only' USING ERRCODE = 'restrict_violation'; END $$`,
  `CREATE TRIGGER access_record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_record
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_access_change()`,
  // Up to where they are told as facts.
  `CREATE TABLE access_told (
     one boolean PRIMARY KEY DEFAULT true CHECK (one),
     tx  xid8    NOT NULL DEFAULT '0',
     id  bigint  NOT NULL DEFAULT 0
   )`,
  `INSERT INTO access_told DEFAULT VALUES`,
];
