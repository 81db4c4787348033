import { inScopeBy, scopeAnew } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A unit sees the paper on which what it refused goes back: a RETURN of goods that were all sent to units in scope. One that
 * also takes goods of another unit along is for the store alone, because its lines are those units' (CR-67).
 */
const statements = [
  `CREATE FUNCTION waybill_returns_from_scope(waybill uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     ids uuid[] := scope_ids();
   BEGIN
     RETURN (SELECT coalesce(bool_and(came.to_org_unit_id = ANY (ids)), false)
             FROM waybill_line l
             LEFT JOIN waybill_line previous ON previous.id = l.previous_line_id
             LEFT JOIN waybill came ON came.id = previous.waybill_id
             WHERE l.waybill_id = waybill);
   END $$`,
  scopeAnew(
    'waybill',
    `${inScopeBy('to_org_unit_id', 'officer_unit_id', 'from_place_id', 'to_place_id')}
       OR (purpose = 'RETURN' AND waybill_returns_from_scope(id))`,
  ),
];

export class SeeWhatGoesBack1795484900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
