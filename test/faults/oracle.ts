import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '../../tools/stack/services.ts';
import { checks, producers, type Ask, type Violation } from './checks.ts';
import type { RunRecord } from './record.ts';

/** Opens the databases as an auditor with the server's files would; `urlOf` names each service's database. */
export async function withDatabases<T>(
  urlOf: (service: ServiceName) => string,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const open = new Map<ServiceName, pg.Client>();
  try {
    return await work(async <Row>(service: ServiceName, sql: string, values: unknown[] = []) => {
      let client = open.get(service);
      if (client === undefined) {
        client = new pg.Client({ connectionString: urlOf(service) });
        await client.connect();
        open.set(service, client);
      }
      return (await client.query(sql, values)).rows as Row[];
    });
  } finally {
    await Promise.all([...open.values()].map((client) => client.end()));
  }
}

/** Waits until nothing is left to publish or to read, or says after `patienceMs` what still waits. */
export async function quiet(ask: Ask, patienceMs: number): Promise<string | null> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const waiting = await unread(ask);
    if (waiting === null || Date.now() > until) return waiting;
    await pause(200);
  }
}

async function unread(ask: Ask): Promise<string | null> {
  const last = new Map<string, string>();
  for (const producer of producers) {
    const [row] = await ask<{ last: string; unnumbered: string }>(
      producer,
      `SELECT coalesce(max(publish_seq), 0) AS last, count(*) FILTER (WHERE publish_seq IS NULL) AS unnumbered FROM outbox`,
    );
    if (row?.unnumbered !== '0') return `${producer} has ${row?.unnumbered} facts without a number`;
    last.set(producer, row.last);
  }
  for (const reader of ['procurement', 'assets', 'handover', 'audit'] as const)
    for (const { producer, seq } of await ask<{ producer: string; seq: string }>(
      reader,
      `SELECT producer, seq FROM position`,
    ))
      if (last.get(producer) !== seq) return `${reader} has read ${producer} up to ${seq} of ${last.get(producer)}`;
  const [behind] = await ask<{ behind: string }>(
    'audit',
    `SELECT (SELECT position FROM log_head) - (SELECT position FROM projection) AS behind`,
  );
  return behind?.behind === '0' ? null : `the auditor's projection is ${behind?.behind} facts behind`;
}

/** Everything that is wrong: in the databases, and between them and what the callers were told. */
export async function judge(ask: Ask, record: RunRecord | null): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const check of checks) for (const detail of await check.run(ask)) violations.push({ check: check.name, detail });
  if (record !== null) violations.push(...(await compared(ask, record)));
  return violations;
}

/** A draft is rows without a fact. */
const recordsNothing = /^\/handover\/waybills$/;

/** Every acknowledged command has left its mark exactly once, every refused one none. */
async function compared(ask: Ask, record: RunRecord): Promise<Violation[]> {
  const violations: Violation[] = [];
  const byService = Map.groupBy(record.invocations.values(), (each) => each.service as ServiceName);
  for (const [service, invocations] of byService) {
    if (!['procurement', 'assets', 'handover', 'directory'].includes(service)) continue;
    const kept = await ask<{ key: string; answered: string; facts: string }>(
      service,
      `SELECT i.key::text, count(DISTINCT i.actor) AS answered,
              (SELECT count(*) FROM outbox o WHERE o.causation_id = i.key::text) AS facts
       FROM idempotency i WHERE i.key = ANY($1) GROUP BY i.key`,
      [invocations.map(({ key }) => key)],
    );
    const marks = new Map(kept.map((row) => [row.key, row]));
    for (const { key, path, outcome } of invocations) {
      const mark = marks.get(key);
      const say = (detail: string) =>
        violations.push({ check: 'what was answered is what is kept', detail: `${service} ${path} ${key}: ${detail}` });
      if (outcome === 'ok' && mark === undefined) say('was acknowledged, and no trace of it is left');
      if (outcome === 'ok' && mark?.facts === '0' && !recordsNothing.test(path))
        say('was acknowledged and recorded no fact');
      if (outcome === 'ok' && mark?.answered !== undefined && mark.answered !== '1')
        say(`was done ${mark.answered} times`);
      if (outcome === 'fail' && mark !== undefined) say('was refused, and yet it is kept');
    }
  }
  return violations;
}
