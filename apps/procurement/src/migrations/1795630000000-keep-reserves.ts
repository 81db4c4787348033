import { scopedTable } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A provisional acceptance keeps its reserves, and its PV of final reception lifts them (domain §9.6). */
const tables = [
  `ALTER TABLE inspection ADD COLUMN acceptance_type text NOT NULL DEFAULT 'FINAL'
     CONSTRAINT inspection_acceptance_type CHECK (acceptance_type IN ('PROVISIONAL', 'FINAL'))`,
  `CREATE TABLE final_reception (
     id                uuid           CONSTRAINT final_reception_pk PRIMARY KEY,
     number            text COLLATE "C" NOT NULL CONSTRAINT final_reception_number_taken UNIQUE,
     goods_receipt_id  uuid           NOT NULL CONSTRAINT final_reception_receipt REFERENCES goods_receipt,
     inspection_id     uuid           NOT NULL CONSTRAINT final_reception_inspection REFERENCES inspection
                                      CONSTRAINT final_reception_once UNIQUE,
     committee         uuid[]         NOT NULL,
     held_on           date           NOT NULL,
     closed_by         uuid           NOT NULL,
     remote_witness_id uuid,
     waiver_ids        uuid[]         NOT NULL,
     recorded_at       timestamptz(3) NOT NULL,
     rule_values       jsonb          NOT NULL
   )`,
  `CREATE TABLE inspection_reserve (
     id               uuid    CONSTRAINT inspection_reserve_pk PRIMARY KEY,
     inspection_id    uuid    NOT NULL CONSTRAINT inspection_reserve_inspection REFERENCES inspection,
     goods_receipt_id uuid    NOT NULL CONSTRAINT inspection_reserve_receipt REFERENCES goods_receipt,
     row              integer NOT NULL,
     line_id          uuid    CONSTRAINT inspection_reserve_line REFERENCES goods_receipt_line,
     detail           text    NOT NULL,
     due_on           date    NOT NULL,
     lifted_by        uuid    CONSTRAINT inspection_reserve_lifted REFERENCES final_reception,
     note             text,
     document_sha256  text,
     CONSTRAINT inspection_reserve_row UNIQUE (inspection_id, row),
     CONSTRAINT inspection_reserve_lifting CHECK ((lifted_by IS NULL) = (note IS NULL))
   )`,
  `CREATE INDEX inspection_reserve_open ON inspection_reserve (id) WHERE lifted_by IS NULL`,
  // What the committee wrote stays; it is lifted once.
  `CREATE FUNCTION reserve_is_lifted_once() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF OLD.lifted_by IS NOT NULL OR (to_jsonb(OLD) - '{lifted_by,note,document_sha256}'::text[])
          IS DISTINCT FROM (to_jsonb(NEW) - '{lifted_by,note,document_sha256}'::text[]) THEN
       RAISE EXCEPTION 'a reserve of an inspection is lifted once and not edited' USING ERRCODE = 'restrict_violation';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER inspection_reserve_once BEFORE UPDATE ON inspection_reserve
     FOR EACH ROW EXECUTE FUNCTION reserve_is_lifted_once()`,
  // CR-09, CR-10, §13.1: the same persons never sit at the final reception, whatever the code above forgets.
  `CREATE TRIGGER final_reception_duties BEFORE INSERT ON final_reception
     FOR EACH ROW EXECUTE FUNCTION inspection_duties_separate()`,
  `CREATE TRIGGER final_reception_payer BEFORE INSERT ON final_reception
     FOR EACH ROW EXECUTE FUNCTION payer_inspects_nothing()`,
];

const ofReceipt = 'EXISTS (SELECT FROM goods_receipt r WHERE r.id = goods_receipt_id)';

export class KeepReserves1795630000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    const policies = ['final_reception', 'inspection_reserve'].flatMap((table) =>
      scopedTable('procurement', table, ofReceipt),
    );
    for (const sql of [...tables, ...policies]) await runner.query(sql);
  }

  /** Forward only. */
  async down(): Promise<void> {}
}
