import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A credit note is an invoice the other way round, on one that matched; what it takes back is no longer to be paid (AM-12, CR-11). */
const statements = [
  `SET LOCAL lock_timeout = '5s'`,
  `ALTER TABLE invoice DROP CONSTRAINT invoice_type_check,
     ADD CONSTRAINT invoice_type_check CHECK (type IN ('INVOICE', 'ADVANCE', 'CREDIT_NOTE')),
     ADD COLUMN credits_invoice_id uuid CONSTRAINT invoice_credits REFERENCES invoice,
     ADD CONSTRAINT invoice_credit_is_on_an_invoice CHECK ((type = 'CREDIT_NOTE') = (credits_invoice_id IS NOT NULL))`,
  `CREATE INDEX invoice_credits_of ON invoice (credits_invoice_id) WHERE credits_invoice_id IS NOT NULL`,
  `CREATE FUNCTION credited_of_invoice(asked uuid) RETURNS bigint
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT coalesce(sum(total_minor), 0)::bigint FROM invoice WHERE credits_invoice_id = asked AND status = 'MATCHED' $$`,
  // What was paid of the invoice of a credit note beyond what that still asks, less what its supplier paid back; 0 for any other.
  `CREATE FUNCTION overpaid_of_credit(asked uuid) RETURNS bigint
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT coalesce((
       SELECT (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE invoice_id = i.id)
         + (SELECT coalesce(sum(amount_minor), 0) FROM invoice_clearing WHERE invoice_id = i.id)
         + credited_of_invoice(i.id) - i.total_minor
         - (SELECT coalesce(sum(p.amount_minor), 0) FROM payment p JOIN invoice other ON other.id = p.invoice_id
            WHERE other.credits_invoice_id = i.id)
       FROM invoice c JOIN invoice i ON i.id = c.credits_invoice_id WHERE c.id = asked), 0)::bigint $$`,
  // Counted under the lock of the order; once more here, whatever the code above forgets.
  `CREATE OR REPLACE FUNCTION paid_at_most() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     paid bigint; most bigint; state text;
   BEGIN
     SELECT total_minor - coalesce((SELECT sum(amount_minor) FROM invoice_clearing WHERE invoice_id = i.id), 0)
         - credited_of_invoice(i.id), status
       INTO most, state FROM invoice i WHERE id = NEW.invoice_id FOR UPDATE;
     SELECT sum(amount_minor) INTO paid FROM payment WHERE invoice_id = NEW.invoice_id;
     IF state <> 'MATCHED' OR paid > most OR overpaid_of_credit(NEW.invoice_id) < 0 THEN
       RAISE EXCEPTION 'an invoice that is not matched, or more than it asks, is not paid (CR-11)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_within_invoice';
     END IF;
     RETURN NULL;
   END $$`,
];

export class CreditInvoices1795610000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
