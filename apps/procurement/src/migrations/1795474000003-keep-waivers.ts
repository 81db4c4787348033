import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Waivers as directory tells them (AM-3), and what the database refuses of §13.1 whoever writes (G-34). */
const statements = [
  `CREATE TABLE waiver (
     id         uuid           CONSTRAINT waiver_pk PRIMARY KEY,
     rule       text           NOT NULL,
     place_id   uuid           NOT NULL,
     person_ids uuid[]         NOT NULL,
     valid_from timestamptz(3) NOT NULL,
     valid_to   timestamptz(3) NOT NULL,
     revoked_at timestamptz(3)
   )`,
  `CREATE INDEX waiver_place ON waiver (place_id)`,
  `ALTER TABLE inspection
     ADD COLUMN remote_witness_id uuid,
     ADD COLUMN waiver_ids uuid[] NOT NULL DEFAULT '{}'`,
  `CREATE FUNCTION receipt_duties_separate() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM purchase_order o WHERE o.id = NEW.purchase_order_id
                AND NEW.received_by IN (o.buyer_id, o.approver_id)) THEN
       RAISE EXCEPTION 'who buys or approves an order receives none of its goods (CR-09, domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER goods_receipt_duties BEFORE INSERT OR UPDATE OF received_by, purchase_order_id ON goods_receipt
     FOR EACH ROW EXECUTE FUNCTION receipt_duties_separate()`,
  `CREATE FUNCTION inspection_duties_separate() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (
       SELECT FROM goods_receipt r LEFT JOIN purchase_order o ON o.id = r.purchase_order_id
       CROSS JOIN unnest(NEW.committee || NEW.closed_by) AS member
       WHERE r.id = NEW.goods_receipt_id
         AND (member IN (o.buyer_id, o.approver_id) OR (member = r.received_by AND NEW.waiver_ids = '{}'))) THEN
       RAISE EXCEPTION 'who buys, approves or receives goods never inspects them (CR-09, CR-10, domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'inspection_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER inspection_duties BEFORE INSERT OR UPDATE OF committee, closed_by, waiver_ids ON inspection
     FOR EACH ROW EXECUTE FUNCTION inspection_duties_separate()`,
];

export class KeepWaivers1795474000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
