import { notOnlyAwards, scopedTable, withAwards } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE invoice (
     id                uuid             CONSTRAINT invoice_pk PRIMARY KEY,
     type              text             NOT NULL CHECK (type IN ('INVOICE', 'ADVANCE')),
     purchase_order_id uuid             NOT NULL CONSTRAINT invoice_order REFERENCES purchase_order,
     supplier_id       uuid             NOT NULL,
     number            text             NOT NULL,
     number_key        text COLLATE "C" NOT NULL,
     invoiced_on       date             NOT NULL,
     currency          char(3)          NOT NULL,
     total_minor       bigint           NOT NULL CHECK (total_minor > 0),
     -- What its amounts were put into the currency of the order with; null: it is in that currency.
     rate              jsonb,
     file_sha256       text,
     status            text             NOT NULL CHECK (status IN ('BLOCKED', 'VARIANCE', 'MATCHED', 'REFUSED')),
     recorded_by       uuid             NOT NULL,
     recorded_at       timestamptz(3)   NOT NULL,
     CONSTRAINT invoice_number_taken UNIQUE (supplier_id, number_key)
   )`,
  `CREATE INDEX invoice_of_order ON invoice (purchase_order_id)`,
  `CREATE TABLE invoice_line (
     id               uuid    CONSTRAINT invoice_line_pk PRIMARY KEY,
     invoice_id       uuid    NOT NULL CONSTRAINT invoice_line_invoice REFERENCES invoice,
     row              integer NOT NULL CHECK (row > 0),
     order_line_id    uuid    CONSTRAINT invoice_line_order_line REFERENCES purchase_order_line,
     quantity         integer CHECK (quantity > 0),
     unit_price_minor bigint  CHECK (unit_price_minor >= 0),
     component        text,
     amount_minor     bigint  NOT NULL CHECK (amount_minor >= 0),
     -- The same in the currency of the order.
     cost_minor       bigint  NOT NULL CHECK (cost_minor >= 0),
     CONSTRAINT invoice_line_row_taken UNIQUE (invoice_id, row),
     CONSTRAINT invoice_line_of_goods
       CHECK (component IS NOT NULL OR num_nonnulls(order_line_id, quantity, unit_price_minor) = 3)
   )`,
  `CREATE INDEX invoice_line_of_order_line ON invoice_line (order_line_id)`,
  `CREATE TABLE invoice_clearing (
     invoice_id   uuid   NOT NULL CONSTRAINT invoice_clearing_invoice REFERENCES invoice,
     advance_id   uuid   NOT NULL CONSTRAINT invoice_clearing_advance REFERENCES invoice,
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     CONSTRAINT invoice_clearing_pk PRIMARY KEY (invoice_id, advance_id)
   )`,
  `CREATE INDEX invoice_clearing_of ON invoice_clearing (advance_id)`,
  // Each time an invoice was held against its order and receipts, and what was found; the last one counts.
  `CREATE TABLE invoice_match (
     id          uuid           CONSTRAINT invoice_match_pk PRIMARY KEY,
     invoice_id  uuid           NOT NULL CONSTRAINT invoice_match_invoice REFERENCES invoice,
     found       jsonb          NOT NULL,
     rule_values jsonb          NOT NULL,
     matched_by  uuid           NOT NULL,
     matched_at  timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX invoice_match_of ON invoice_match (invoice_id, matched_at)`,
  `CREATE TABLE invoice_resolution (
     id         uuid           CONSTRAINT invoice_resolution_pk PRIMARY KEY,
     invoice_id uuid           NOT NULL CONSTRAINT invoice_resolution_once UNIQUE
                               CONSTRAINT invoice_resolution_invoice REFERENCES invoice,
     decision   text           NOT NULL CHECK (decision IN ('ACCEPTED', 'REFUSED')),
     reason     text           NOT NULL,
     decided_by uuid           NOT NULL,
     decided_at timestamptz(3) NOT NULL
   )`,
  `CREATE TABLE payment (
     id           uuid           CONSTRAINT payment_pk PRIMARY KEY,
     invoice_id   uuid           NOT NULL CONSTRAINT payment_invoice REFERENCES invoice,
     paid_on      date           NOT NULL,
     amount_minor bigint         NOT NULL CHECK (amount_minor > 0),
     reference    text           NOT NULL,
     file_sha256  text,
     paid_by      uuid           NOT NULL,
     recorded_at  timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX payment_of ON payment (invoice_id)`,
];

/** The values of rules that directory ships, for decisions before its first fact arrives. */
const shipped = `
  INSERT INTO rule_value (id, rule, value, valid_from, seen_at)
  SELECT gen_random_uuid(), rule, value, timestamptz '2000-01-01 00:00:00+00', timestamptz '2000-01-01 00:00:00+00'
  FROM (VALUES ('invoice.priceTolerancePercent', '2'), ('invoice.quantityTolerancePercent', '0')) AS given (rule, value)`;

const guards = [
  ...['invoice_line', 'invoice_clearing', 'invoice_match', 'invoice_resolution', 'payment'].map(
    (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION is_only_added_to()`,
  ),
  // §13.1, the other way round: who matched, resolved or paid invoices of an order has none of its goods in hand afterwards.
  `CREATE FUNCTION pays_for_order(person uuid, ordered uuid) RETURNS boolean
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT EXISTS (
       SELECT FROM invoice i
       CROSS JOIN LATERAL (
         SELECT recorded_by AS who UNION ALL SELECT matched_by FROM invoice_match m WHERE m.invoice_id = i.id
         UNION ALL SELECT decided_by FROM invoice_resolution r WHERE r.invoice_id = i.id
         UNION ALL SELECT paid_by FROM payment p WHERE p.invoice_id = i.id) AS did
       WHERE i.purchase_order_id = ordered AND one_person(did.who) = one_person(person)) $$`,
  `CREATE FUNCTION payer_receives_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF NEW.purchase_order_id IS NOT NULL AND pays_for_order(NEW.received_by, NEW.purchase_order_id) THEN
       RAISE EXCEPTION 'who pays for an order receives none of its goods (domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER goods_receipt_payer BEFORE INSERT OR UPDATE OF purchase_order_id ON goods_receipt
     FOR EACH ROW EXECUTE FUNCTION payer_receives_nothing()`,
  `CREATE FUNCTION payer_inspects_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM goods_receipt r CROSS JOIN unnest(NEW.committee || NEW.closed_by) AS member
                WHERE r.id = NEW.goods_receipt_id AND r.purchase_order_id IS NOT NULL
                  AND pays_for_order(member, r.purchase_order_id)) THEN
       RAISE EXCEPTION 'who pays for an order inspects none of its goods (domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'inspection_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER inspection_payer BEFORE INSERT ON inspection FOR EACH ROW EXECUTE FUNCTION payer_inspects_nothing()`,
  // Counted under the lock of the order; once more here, whatever the code above forgets.
  `CREATE FUNCTION paid_at_most() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     paid bigint; total bigint; state text;
   BEGIN
     SELECT total_minor - coalesce((SELECT sum(amount_minor) FROM invoice_clearing WHERE invoice_id = i.id), 0), status
       INTO total, state FROM invoice i WHERE id = NEW.invoice_id FOR UPDATE;
     SELECT sum(amount_minor) INTO paid FROM payment WHERE invoice_id = NEW.invoice_id;
     IF state <> 'MATCHED' OR paid > total THEN
       RAISE EXCEPTION 'an invoice that is not matched, or more than it asks, is not paid (CR-11)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_within_invoice';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER payment_at_most AFTER INSERT ON payment FOR EACH ROW EXECUTE FUNCTION paid_at_most()`,
  `CREATE FUNCTION cleared_at_most() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     paid bigint; cleared bigint;
   BEGIN
     PERFORM FROM invoice WHERE id = NEW.advance_id FOR UPDATE;
     SELECT coalesce(sum(amount_minor), 0) INTO paid FROM payment WHERE invoice_id = NEW.advance_id;
     SELECT sum(c.amount_minor) INTO cleared FROM invoice_clearing c JOIN invoice i ON i.id = c.invoice_id
       WHERE c.advance_id = NEW.advance_id AND i.status <> 'REFUSED';
     IF cleared > paid THEN
       RAISE EXCEPTION 'more of an advance is cleared than was paid (AM-12)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'clearing_within_advance';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER clearing_at_most AFTER INSERT ON invoice_clearing FOR EACH ROW EXECUTE FUNCTION cleared_at_most()`,
];

/** Invoices are the mission's, as orders; whoever answers for awards only sees those of orders that no other award pays a part of. */
const ofScope = `CREATE FUNCTION order_is_paid_by_scope_alone(ordered uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN NOT EXISTS (SELECT FROM purchase_order_line l JOIN funding_share s ON s.order_line_id = l.id
                        WHERE l.purchase_order_id = ordered AND s.award_id <> ALL (scope_awards()));
   END $$`;
const ofInvoice = 'EXISTS (SELECT FROM invoice i WHERE i.id = invoice_id)';
const visible: Record<string, string> = {
  invoice: `${notOnlyAwards} OR ${withAwards('order_is_paid_by_scope_alone(purchase_order_id)')}`,
  ...{ invoice_line: ofInvoice, invoice_clearing: ofInvoice, invoice_match: ofInvoice, invoice_resolution: ofInvoice },
  payment: ofInvoice,
};

export class KeepInvoices1795496000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('procurement', table, rows));
    for (const sql of [...tables, ...guards, shipped, ofScope, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
