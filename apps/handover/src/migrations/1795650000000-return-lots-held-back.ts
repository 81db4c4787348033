import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CR-16, AM-19: what a gate holds back of a lot goes home with a RETURN, and its PV knows how much of it has gone. */
const statements = [
  // Of a RETURN: how many of its quantity waited for a gate.
  `ALTER TABLE waybill_lot ADD COLUMN pending integer NOT NULL DEFAULT 0,
     ADD CONSTRAINT waybill_lot_pending CHECK (pending >= 0 AND pending + held <= quantity)`,
  `ALTER TABLE handover_lot ADD COLUMN returned integer NOT NULL DEFAULT 0,
     ADD CONSTRAINT handover_lot_returned CHECK (returned BETWEEN 0 AND accepted + with_reserve)`,
  // What was signed stays as it was signed; what became of it since is no edit of it.
  `CREATE OR REPLACE FUNCTION refuse_edit_of_signed_lot() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (to_jsonb(OLD) - ARRAY['completed_at', 'returned']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['completed_at', 'returned']) THEN
       RAISE EXCEPTION 'a signed PV is not edited (CR-23)' USING ERRCODE = 'restrict_violation';
     END IF;
     RETURN NEW;
   END $$`,
  // What went home was signed for and never accepted, though the rest of its line is completed afterwards.
  `CREATE OR REPLACE VIEW waybill_lot_signed WITH (security_invoker = true) AS
     SELECT waybill_lot_id, sum(signed)::int AS signed, sum(accepted)::int AS accepted, sum(refused)::int AS refused
     FROM (
       SELECT waybill_lot_id, accepted + with_reserve + refused AS signed, refused,
              CASE WHEN effect = 'MOVES' OR completed_at IS NOT NULL THEN accepted + with_reserve - returned ELSE 0 END AS accepted
       FROM handover_lot
       UNION ALL
       SELECT waybill_lot_id, added_open, struck - added_refused, added_open + added_refused - struck FROM rectification_lot
     ) AS said GROUP BY waybill_lot_id`,
];

export class ReturnLotsHeldBack1795650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [`SET LOCAL lock_timeout = '5s'`, ...statements]) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
