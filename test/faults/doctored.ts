import pg from 'pg';
import type { ServiceName } from '../../tools/stack/services.ts';
import { judge, withDatabases } from './oracle.ts';

/** One thing done to a copy of a sound database that the oracle must notice. */
interface Doctoring {
  what: string;
  service: ServiceName;
  sql: string;
}

export const doctorings: Doctoring[] = [
  {
    what: 'a fact of procurement is missing',
    service: 'procurement',
    sql: `DELETE FROM outbox WHERE publish_seq = (SELECT max(publish_seq) / 2 FROM outbox)`,
  },
  {
    what: 'a fact was never numbered',
    service: 'handover',
    sql: `UPDATE outbox SET publish_seq = NULL WHERE publish_seq = (SELECT max(publish_seq) FROM outbox)`,
  },
  {
    what: 'two facts have changed places',
    service: 'handover',
    sql: `UPDATE outbox o SET fact_id = other.fact_id, body = other.body FROM
            (SELECT publish_seq, lead(fact_id) OVER w AS fact_id, lead(body) OVER w AS body FROM (SELECT publish_seq, gen_random_uuid() AS fact_id, body FROM outbox) AS copy WINDOW w AS (ORDER BY publish_seq)) AS other
          WHERE o.publish_seq = other.publish_seq AND o.publish_seq = 2 AND other.body IS NOT NULL`,
  },
  {
    what: 'one byte of the log was changed',
    service: 'audit',
    sql: `ALTER TABLE fact_log DISABLE TRIGGER USER; UPDATE fact_log SET body = set_byte(body, 20, 88) WHERE position = 5`,
  },
  {
    what: 'the log has lost its last fact',
    service: 'audit',
    sql: `ALTER TABLE fact_log DISABLE TRIGGER USER; DELETE FROM fact_log WHERE position = (SELECT max(position) FROM fact_log)`,
  },
  {
    what: 'a reader skipped a fact',
    service: 'assets',
    sql: `UPDATE position SET seq = seq + 1 WHERE producer = 'handover'`,
  },
  {
    what: 'custody has a gap',
    service: 'assets',
    sql: `UPDATE custody SET to_at = to_at - interval '1 ms' WHERE (device_id, device_seq) = (SELECT device_id, device_seq FROM custody WHERE to_at - from_at > interval '2 ms' LIMIT 1)`,
  },
  {
    what: 'a device has no custodian',
    service: 'assets',
    sql: `UPDATE custody SET to_at = from_at + interval '1 hour' WHERE (device_id, device_seq) = (SELECT device_id, device_seq FROM custody WHERE to_at IS NULL LIMIT 1)`,
  },
  {
    what: 'somebody else has a device',
    service: 'assets',
    sql: `UPDATE custody SET party_id = gen_random_uuid() WHERE (device_id, device_seq) = (SELECT device_id, device_seq FROM custody WHERE to_at IS NULL LIMIT 1)`,
  },
  {
    what: 'a number of a device is missing',
    service: 'assets',
    sql: `UPDATE device SET device_seq = device_seq + 1 WHERE id = (SELECT id FROM device LIMIT 1)`,
  },
  {
    what: 'of a lot stands less than was received',
    service: 'assets',
    sql: `INSERT INTO lot (id, number, lot_seq, receipt_id, receipt_number, line_id, quantity, catalogue_item_id, maker_id, maker, model,
            category, description, condition, registered_at)
          SELECT gen_random_uuid(), 'LT-1', 1, receipt_id, receipt_number, gen_random_uuid(), 5, catalogue_item_id, maker_id, maker,
            model, category, description, condition, registered_at FROM device LIMIT 1`,
  },
];

/**
 * Clones each database in turn, doctors the clone and asks the oracle. The services are stopped: a database in use cannot
 * be cloned. Returns the doctorings the oracle did not notice.
 */
export async function unnoticed(
  adminUrl: string,
  urlOf: (service: ServiceName) => string,
  say: (text: string) => void,
): Promise<string[]> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const missed: string[] = [];
  try {
    for (const { what, service, sql } of doctorings) {
      const clone = `${service}_doctored`;
      await admin.query(`DROP DATABASE IF EXISTS ${clone}`);
      await admin.query(`CREATE DATABASE ${clone} TEMPLATE ${service}`);
      const url = new URL(urlOf(service));
      url.pathname = `/${clone}`;
      const changed = await doctor(url.toString(), sql);
      const violations = await withDatabases(
        (name) => (name === service ? url.toString() : urlOf(name)),
        (ask) => judge(ask, null),
      );
      if (changed === 0) missed.push(`${what}: nothing was there to doctor`);
      else if (violations.length === 0) missed.push(what);
      say(
        `doctored: ${what}: ${violations.length === 0 || changed === 0 ? 'NOT NOTICED' : `noticed (${violations[0]!.check})`}`,
      );
      await admin.query(`DROP DATABASE ${clone}`);
    }
  } finally {
    await admin.end();
  }
  return missed;
}

async function doctor(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results = await client.query(sql);
    return (Array.isArray(results) ? results : [results]).reduce((sum, result) => sum + (result.rowCount ?? 0), 0);
  } finally {
    await client.end();
  }
}
