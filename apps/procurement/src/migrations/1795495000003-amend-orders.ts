import { notOnlyAwards, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  // A line of which nothing has come can be cancelled; it stays, with nothing ordered of it.
  `ALTER TABLE purchase_order_line
     DROP CONSTRAINT purchase_order_line_quantity_check,
     ADD CONSTRAINT purchase_order_line_counted CHECK (quantity >= 0),
     ADD COLUMN substitutes_line integer`,
  `ALTER TABLE purchase_order ADD COLUMN amended_at timestamptz(3)`,
  `ALTER TABLE order_proposal
     ADD COLUMN reason text,
     ADD COLUMN accepted_by uuid,
     ADD COLUMN accepted_at timestamptz(3),
     ADD CONSTRAINT order_proposal_says_why CHECK (revision = 1 OR reason IS NOT NULL)`,
  // What an order was before each of its amendments.
  `CREATE TABLE order_revision (
     purchase_order_id uuid           NOT NULL CONSTRAINT order_revision_order REFERENCES purchase_order,
     revision          integer        NOT NULL CHECK (revision > 0),
     since             timestamptz(3) NOT NULL,
     lines             jsonb          NOT NULL,
     replaced_by       uuid           NOT NULL CONSTRAINT order_revision_proposal REFERENCES order_proposal,
     CONSTRAINT order_revision_pk PRIMARY KEY (purchase_order_id, revision)
   )`,
  // CR-06 under any race: nothing that came is ever no longer ordered.
  `CREATE FUNCTION order_line_covers_what_came() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF NEW.quantity < OLD.quantity AND NEW.quantity < (SELECT received FROM came_of_order_line(NEW.id)) THEN
       RAISE EXCEPTION 'of order line % more have come than it would order (CR-06)', NEW.line_number
         USING ERRCODE = 'check_violation', CONSTRAINT = 'order_line_covers_what_came';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER order_line_covers_what_came BEFORE UPDATE OF quantity ON purchase_order_line
     FOR EACH ROW EXECUTE FUNCTION order_line_covers_what_came()`,
  ...scopedTable('procurement', 'order_revision', notOnlyAwards),
];

export class AmendOrders1795495000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of statements) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
