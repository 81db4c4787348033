/**
 * The library's tables, one statement each, for a service's first migration. Nothing is ever deleted from them: the
 * outbox is the record from which a lost broker is filled again.
 */
export const messagingTables: string[] = [
  // `id` is taken by the INSERT, after the command's locks: two facts of one aggregate never swap. `publish_seq` is given
  // later by the relay, dense, and is the fact's number in the stream.
  `CREATE TABLE outbox (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     fact_id uuid NOT NULL CONSTRAINT outbox_fact_id_key UNIQUE,
     type text NOT NULL,
     subject text NOT NULL,
     body bytea NOT NULL CHECK (octet_length(body) <= 60000),
     causation_id text NOT NULL,
     recorded_at timestamptz(3) NOT NULL,
     publish_seq bigint CONSTRAINT outbox_publish_seq_key UNIQUE CHECK (publish_seq > 0)
   )`,
  `CREATE INDEX outbox_unnumbered ON outbox (id) WHERE publish_seq IS NULL`,
  `CREATE INDEX outbox_causation_id ON outbox (causation_id)`,
  // One row: what the relay knows and why it stands still, so that "ops status" needs the database only.
  `CREATE TABLE relay (
     one boolean PRIMARY KEY DEFAULT true CHECK (one),
     published_seq bigint NOT NULL DEFAULT 0,
     leader text,
     seen_at timestamptz(3),
     stopped_reason text,
     stopped_fact_id uuid,
     stopped_at timestamptz(3)
   )`,
  `INSERT INTO relay DEFAULT VALUES`,
  // The seq moves in the transaction of the effect. The rest tells "ops status" how far and why not further.
  `CREATE TABLE position (
     producer text PRIMARY KEY,
     seq bigint NOT NULL DEFAULT 0,
     moved_at timestamptz(3) NOT NULL DEFAULT now(),
     stream_seq bigint NOT NULL DEFAULT 0,
     leader text,
     seen_at timestamptz(3),
     stopped_reason text,
     stopped_fact_id text,
     stopped_at timestamptz(3)
   )`,
  `CREATE TABLE dead_letter (
     producer text NOT NULL,
     seq bigint NOT NULL,
     type text NOT NULL,
     body bytea NOT NULL,
     error text NOT NULL,
     first_seen_at timestamptz(3) NOT NULL DEFAULT now(),
     tried_at timestamptz(3) NOT NULL DEFAULT now(),
     tries integer NOT NULL DEFAULT 1,
     retry_requested_at timestamptz(3),
     resolved_at timestamptz(3),
     PRIMARY KEY (producer, seq)
   )`,
  `CREATE INDEX dead_letter_open ON dead_letter (producer, seq) WHERE resolved_at IS NULL`,
];
