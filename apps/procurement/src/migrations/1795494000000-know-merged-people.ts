import { scopedTable, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-01, CR-09 and §13.1 are about persons, not about ids. */
const statements = [
  // Whoever was recorded twice is one person, under the id that stays (directory's merges, T34).
  `CREATE TABLE merged_person (
     id      uuid CONSTRAINT merged_person_pk PRIMARY KEY,
     into_id uuid NOT NULL CHECK (into_id <> id)
   )`,
  `CREATE INDEX merged_person_into ON merged_person (into_id)`,
  ...scopedTable('procurement', 'merged_person', unlimitedOnly),
  `CREATE FUNCTION one_person(person uuid) RETURNS uuid
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT coalesce((SELECT into_id FROM merged_person WHERE id = person), person) $$`,
  `CREATE OR REPLACE FUNCTION receipt_duties_separate() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM purchase_order o WHERE o.id = NEW.purchase_order_id
                AND one_person(NEW.received_by) IN (one_person(o.buyer_id), one_person(o.approver_id))) THEN
       RAISE EXCEPTION 'who buys or approves an order receives none of its goods (CR-09, domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE OR REPLACE FUNCTION inspection_duties_separate() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (
       SELECT FROM goods_receipt r LEFT JOIN purchase_order o ON o.id = r.purchase_order_id
       CROSS JOIN unnest(NEW.committee || NEW.closed_by) AS member
       WHERE r.id = NEW.goods_receipt_id
         AND (one_person(member) IN (one_person(o.buyer_id), one_person(o.approver_id))
              OR (one_person(member) = one_person(r.received_by) AND NEW.waiver_ids = '{}'))) THEN
       RAISE EXCEPTION 'who buys, approves or receives goods never inspects them (CR-09, CR-10, domain 13.1)'
         USING ERRCODE = 'check_violation', CONSTRAINT = 'inspection_duties_separate';
     END IF;
     RETURN NEW;
   END $$`,
  // Merges that were told before this are read again; the handlers may see a fact twice.
  `UPDATE position SET seq = 0 WHERE producer = 'directory'`,
];

export class KnowMergedPeople1795494000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
