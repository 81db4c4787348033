import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who serves in the offices of the implementing organisation is named in papers by people who have none of them in scope: a
 * store-keeper names the witness, the inspectors and the driver (AM-1, CR-10). Only offices, and only the active.
 */
export class NamePeopleOfOffices1795499000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION people_of_office(office uuid, after_id uuid, most integer) RETURNS SETOF person
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         WITH RECURSIVE own (id) AS (
           SELECT id FROM organisation_unit WHERE id = office AND agency = 'IOM'
           UNION SELECT u.id FROM organisation_unit u JOIN own o ON u.parent_id = o.id WHERE u.agency = 'IOM')
         SELECT p.* FROM person p
         WHERE p.org_unit_id IN (SELECT id FROM own) AND p.active AND (after_id IS NULL OR p.id > after_id)
         ORDER BY p.id LIMIT most $$`,
    );
    // The same people by id, where a paper already names them.
    await runner.query(
      `CREATE FUNCTION office_people(ids uuid[]) RETURNS SETOF person
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT p.* FROM person p JOIN organisation_unit u ON u.id = p.org_unit_id AND u.agency = 'IOM'
         WHERE p.id = ANY (ids) $$`,
    );
  }

  /** Forward only: a mistake is corrected by the next migration. */
  async down(): Promise<void> {}
}
