import { inScopeBy, scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** T14 by quantity (AM-9): so many of a lot are the State's by a deed; who holds them is another question. */
const tables = [
  `CREATE TABLE lot_title (
     lot_id              uuid           NOT NULL CONSTRAINT lot_title_lot REFERENCES lot,
     document_id         uuid           NOT NULL,
     line_id             uuid           NOT NULL,
     beneficiary_unit_id uuid           NOT NULL,
     quantity            integer        NOT NULL CHECK (quantity > 0),
     effective_at        timestamptz(3) NOT NULL,
     recorded_at         timestamptz(3) NOT NULL,
     CONSTRAINT lot_title_pk PRIMARY KEY (lot_id, document_id)
   )`,
  // Never the title of more than was received, whatever the code above forgets.
  `CREATE FUNCTION title_within_lot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     whole integer;
     passed bigint;
   BEGIN
     SELECT quantity INTO STRICT whole FROM lot WHERE id = NEW.lot_id FOR UPDATE;
     SELECT coalesce(sum(quantity), 0) INTO passed FROM lot_title WHERE lot_id = NEW.lot_id;
     IF passed + NEW.quantity > whole THEN
       RAISE EXCEPTION 'title passes for no more of a lot than was received (T14)' USING ERRCODE = 'check_violation';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER lot_title_within BEFORE INSERT ON lot_title FOR EACH ROW EXECUTE FUNCTION title_within_lot()`,
  `CREATE TRIGGER lot_title_only_added BEFORE UPDATE OR DELETE ON lot_title
     FOR EACH ROW EXECUTE FUNCTION refuse_edit_of_ledger()`,
];

export class PassTitlesOfLots1795630000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    for (const sql of [...tables, ...scopedTable('assets', 'lot_title', inScopeBy('beneficiary_unit_id'))])
      await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
