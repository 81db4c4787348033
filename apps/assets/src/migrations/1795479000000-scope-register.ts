import { inScopeBy, scopedTable, scopeTables, unlimitedOnly } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A hashed set, made once per statement and only for callers with a limit: a function per row would take a second for a list. */
const ofDevice = (column: string): string => `${column} IN (SELECT * FROM devices_in_scope())`;

/** A device and its whole history are seen by whoever has it, or has the place where it is, today. */
const visible: Record<string, string> = {
  device: ofDevice('id'),
  device_identifier: ofDevice('device_id'),
  custody: ofDevice('device_id'),
  reservation: ofDevice('device_id'),
  tagging_line: ofDevice('device_id'),
  tagging: 'EXISTS (SELECT FROM tagging_line l WHERE l.tagging_id = tagging.id)',
  incident: ofDevice('device_id'),
  kit: 'EXISTS (SELECT FROM device d WHERE d.kit_id = kit.id)',
  refused_registration: unlimitedOnly,
};

const functions = [
  `CREATE FUNCTION devices_in_scope() RETURNS SETOF uuid
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT c.device_id FROM custody c WHERE c.to_at IS NULL AND (${inScopeBy('c.party_id', 'c.place_id')}) $$`,
  // The order of texts is not leakproof: under a policy such a search would read the whole table, so it is made here and
  // what it finds is filtered by the policy of the device.
  `CREATE FUNCTION devices_folded_between(first text, beyond text) RETURNS SETOF uuid
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT device_id FROM device_identifier WHERE valid_to IS NULL AND folded >= first AND folded < beyond $$`,
];

export class ScopeRegister1795479000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(visible).flatMap(([table, rows]) => scopedTable('assets', table, rows));
    for (const statement of [...scopeTables('assets'), ...functions, ...policies]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
