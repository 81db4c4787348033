/** SQL of the tables every service has from this library; called by the service's first migration. */
export const serviceTables: string[] = [
  `CREATE TABLE idempotency (
     actor       uuid           NOT NULL,
     key         uuid           NOT NULL,
     fingerprint bytea          NOT NULL CHECK (octet_length(fingerprint) = 32),
     status      smallint,
     answer      json,
     after_fact  uuid,
     created_at  timestamptz(3) NOT NULL,
     CONSTRAINT idempotency_pk PRIMARY KEY (actor, key)
   )`,
  // Receipts of 10,000 rows are kept whole: lz4 packs them several times faster than the default, where the server has it.
  `DO $$ BEGIN
     ALTER TABLE idempotency ALTER COLUMN answer SET COMPRESSION lz4;
   EXCEPTION WHEN feature_not_supported THEN NULL;
   END $$`,
  `COMMENT ON TABLE idempotency IS 'Answers of successful commands by Idempotency-Key, kept 400 days'`,
];
