import { inScopeBy, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE claim (
     id                 uuid             CONSTRAINT claim_pk PRIMARY KEY,
     number             text COLLATE "C" NOT NULL CONSTRAINT claim_number_taken UNIQUE,
     shipment_id        uuid             CONSTRAINT claim_shipment REFERENCES shipment,
     -- Of goods that nobody announced.
     receipt_id         uuid             CONSTRAINT claim_receipt REFERENCES goods_receipt,
     against            text             NOT NULL CHECK (against IN ('SUPPLIER', 'CARRIER', 'INSURER')),
     party_id           uuid             NOT NULL,
     amount_minor       bigint           NOT NULL CHECK (amount_minor > 0),
     currency           char(3)          NOT NULL,
     answer_by          date             NOT NULL,
     note               text,
     file_sha256s       text[]           NOT NULL,
     status             text             NOT NULL DEFAULT 'DRAFT' CHECK (status IN ('DRAFT', 'SENT', 'ANSWERED', 'SETTLED')),
     drafted_by         uuid             NOT NULL,
     drafted_at         timestamptz(3)   NOT NULL,
     sent_on            date,
     sent_by            uuid,
     sent_at            timestamptz(3),
     answered_on        date,
     answer             text,
     answer_sha256      text,
     answer_recorded_by uuid,
     answer_recorded_at timestamptz(3),
     outcome            text             CHECK (outcome IN ('REPLACED', 'CREDITED', 'REFUSED', 'WITHDRAWN')),
     outcome_reason     text,
     credit_minor       bigint           CHECK (credit_minor > 0),
     credit_reference   text,
     settled_by         uuid,
     settled_at         timestamptz(3),
     CONSTRAINT claim_of_one CHECK (num_nonnulls(shipment_id, receipt_id) = 1),
     CONSTRAINT claim_settled CHECK ((status = 'SETTLED') = (outcome IS NOT NULL)),
     CONSTRAINT claim_credit_within CHECK (credit_minor IS NULL OR credit_minor <= amount_minor)
   )`,
  `CREATE INDEX claim_of_shipment ON claim (shipment_id)`,
  `CREATE INDEX claim_of_receipt ON claim (receipt_id)`,
  `CREATE INDEX claim_open ON claim (answer_by) WHERE status <> 'SETTLED'`,
  `CREATE TABLE claim_line (
     claim_id          uuid    NOT NULL CONSTRAINT claim_line_claim REFERENCES claim,
     row               integer NOT NULL CHECK (row > 0),
     catalogue_item_id uuid    NOT NULL CONSTRAINT claim_line_item REFERENCES catalogue_item,
     reason            text    NOT NULL CHECK (reason IN ('SHORT', 'DEFECTIVE')),
     quantity          integer NOT NULL CHECK (quantity > 0),
     detail            text,
     CONSTRAINT claim_line_pk PRIMARY KEY (claim_id, row),
     CONSTRAINT claim_line_once UNIQUE (claim_id, catalogue_item_id, reason)
   )`,
  // The receipts that brought what the claim asked for.
  `CREATE TABLE claim_replacement (
     claim_id   uuid NOT NULL CONSTRAINT claim_replacement_claim REFERENCES claim,
     receipt_id uuid NOT NULL CONSTRAINT claim_replacement_receipt REFERENCES goods_receipt,
     CONSTRAINT claim_replacement_pk PRIMARY KEY (claim_id, receipt_id)
   )`,
  `CREATE INDEX claim_replacement_by ON claim_replacement (receipt_id)`,
];

const ofClaim = 'EXISTS (SELECT FROM claim c WHERE c.id = claim_id)';

/** A claim is seen as the shipment or the receipt it is about, by the store and the place of it. */
const visible: Record<string, string> = {
  claim: `EXISTS (SELECT FROM shipment s WHERE s.id = shipment_id)
    OR EXISTS (SELECT FROM goods_receipt r WHERE r.id = receipt_id AND (${inScopeBy('r.store_unit_id', 'r.place_id')}))`,
  claim_line: ofClaim,
  claim_replacement: ofClaim,
};

const guards = ['claim_line', 'claim_replacement'].map(
  (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION is_only_added_to()`,
);

export class KeepClaims1795620000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...guards, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
