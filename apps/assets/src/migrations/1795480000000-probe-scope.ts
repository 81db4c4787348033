import { inScopeBy, scopeAnew, scopeRemembered } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Correlated, so that PostgreSQL may choose: for a device by its id one probe of the open custody, for a list of many a hashed
 * set. A set made for every statement cost a store with 100,000 devices 100 ms per question.
 */
const ofDevice = (column: string): string =>
  `EXISTS (SELECT FROM custody c WHERE c.device_id = ${column} AND c.to_at IS NULL)`;

const visible: Record<string, string> = {
  // Who has a device today sees its whole history. A policy cannot ask its own table: a closed interval asks a function.
  custody: `CASE WHEN to_at IS NULL THEN ${inScopeBy('party_id', 'place_id')} ELSE device_in_scope(device_id) END`,
  device: ofDevice('device.id'),
  device_identifier: ofDevice('device_identifier.device_id'),
  reservation: ofDevice('reservation.device_id'),
  tagging_line: ofDevice('tagging_line.device_id'),
  incident: ofDevice('incident.device_id'),
};

const functions = [
  `CREATE FUNCTION device_in_scope(device uuid) RETURNS boolean
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM custody c WHERE c.device_id = device AND c.to_at IS NULL AND (${inScopeBy('c.party_id', 'c.place_id')}));
   END $$`,
  // Where a list starts: from the devices in scope when they are few, from the order of the list when they are many (null).
  `CREATE FUNCTION few_devices_in_scope(most integer) RETURNS uuid[]
     LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
   DECLARE
     ids uuid[] := scope_ids();
     found uuid[] := ARRAY(
       (SELECT device_id FROM custody WHERE to_at IS NULL AND party_id = ANY (ids) LIMIT most + 1)
       UNION
       (SELECT device_id FROM custody WHERE to_at IS NULL AND place_id = ANY (ids) LIMIT most + 1));
   BEGIN
     RETURN CASE WHEN cardinality(found) <= most THEN found END;
   END $$`,
];

export class ProbeScope1795480000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).map(([table, rows]) => scopeAnew(table, rows));
    const before = [...scopeRemembered, ...functions];
    for (const sql of [...before, ...policies, 'DROP FUNCTION devices_in_scope()']) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
