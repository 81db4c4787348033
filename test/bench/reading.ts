import { fork } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { medianOf, milliseconds, say, type Figure } from './figures.ts';
import { receiveMany } from './receiving.ts';
import { caughtUp, query, type Stage } from './stage.ts';
import { throughput } from './throughput.ts';

/** One device by its serial and its whole life, with many devices present, against the bare SQL. */
export async function lookups({ stack, cast }: Stage, present: number): Promise<Figure[]> {
  let serials: string[] = [];
  const [{ total = 0 } = {}] = await query<{ total: number }>(
    stack.adminUrl('assets'),
    'SELECT count(*)::int AS total FROM device',
  );
  for (let there = total; there < present; there += 10_000) {
    say(`filling the register: ${there.toLocaleString('en')} of ${present.toLocaleString('en')} devices …`);
    serials = (await receiveMany(cast, 10_000)).serials;
  }
  const auditor = cast.as('auditor');
  const serial = serials[5_000] ?? '';
  const pool = new pg.Pool({ connectionString: stack.adminUrl('assets'), max: 1 });
  const auditPool = new pg.Pool({ connectionString: stack.adminUrl('audit'), max: 1 });
  try {
    const found = await pool.query<{ device_id: string; folded: string }>(
      'SELECT device_id, folded FROM device_identifier WHERE value = $1',
      [serial],
    );
    const { device_id: deviceId, folded } = found.rows[0] ?? {};
    await caughtUp(stack);
    const byApi = await medianOf(200, () => auditor.get(`/assets/devices/lookup?code=${serial}`));
    const bySql = await medianOf(200, () =>
      pool.query(
        // By the index the register itself looks codes up with: a floor must not be slower than it need be.
        `SELECT d.* FROM device_identifier i JOIN device d ON d.id = i.device_id WHERE i.folded = $1 AND i.valid_to IS NULL`,
        [folded],
      ),
    );
    const traceByApi = await medianOf(200, () => auditor.get(`/audit/devices/${deviceId}/trace`));
    const traceBySql = await medianOf(200, () =>
      auditPool.query(
        `SELECT f.body FROM device_fact d JOIN fact_log f USING (position) WHERE d.device_id = $1 ORDER BY d.position`,
        [deviceId],
      ),
    );
    const figure = (what: string, api: number, sql: number): Figure => ({
      what: `${what}, ${present.toLocaleString('en')} devices present`,
      measured: milliseconds(api),
      floor: `the bare SQL: ${milliseconds(sql)}`,
      ratio: sql / api,
      aim: '–',
      reached: null,
    });
    return [figure('a device by its serial', byApi, bySql), figure('the trace of a device', traceByApi, traceBySql)];
  } finally {
    await pool.end();
    await auditPool.end();
  }
}

/** Requests a second through gateway and service, against one bare process. */
export async function requests({ stack, cast }: Stage, forMs: number): Promise<Figure[]> {
  say('requests a second …');
  const [device] = (await cast.as('storekeeper').get<{ items: { id: string }[] }>('/assets/devices?limit=1')).items;
  const id = device!.id;
  const bare = fork(join(import.meta.dirname, 'bare-server.ts'), {
    env: { ...process.env, DATABASE_URL: stack.adminUrl('assets') },
  });
  try {
    const address = await new Promise<string>((resolve) => bare.once('message', (message) => resolve(String(message))));
    const authorization = { authorization: `Bearer ${cast.as('storekeeper').token}` };
    await throughput(`${stack.baseUrl}/api/assets/devices/${id}`, authorization, 16, 1_000);
    const product = await throughput(`${stack.baseUrl}/api/assets/devices/${id}`, authorization, 16, forMs);
    await throughput(`${address}/devices/${id}`, {}, 16, 1_000);
    const floor = await throughput(`${address}/devices/${id}`, {}, 16, forMs);
    return [
      {
        what: 'one device by id, through gateway and service, 16 connections',
        measured: `${Math.round(product).toLocaleString('en')} requests/s`,
        floor: `bare Fastify + pg: ${Math.round(floor).toLocaleString('en')} requests/s`,
        ratio: product / floor,
        aim: '–',
        reached: null,
      },
    ];
  } finally {
    bare.kill();
  }
}
