// Reads everything at once: processes, databases, broker. Whatever cannot be read is itself a reading.
import { deadLetters, messagingStatus } from '@dotation/messaging';
import type { DataSource } from 'typeorm';
import { brokerComplaint, type Installation, type Place, reasonOf, withDatabase } from './installation.ts';
import { tellsFacts } from '../stack/services.ts';
import type { ProjectionReading, Reading, ServiceReading, UnsettledDocument } from './reading.ts';

export async function read({ places, natsUrl }: Installation): Promise<Reading> {
  const [broker, ...found] = await Promise.all([
    natsUrl === undefined ? null : brokerComplaint(natsUrl),
    ...places.map(readService),
  ]);
  return { at: new Date(), broker, services: found };
}

async function readService(place: Place): Promise<ServiceReading> {
  const [process, stored] = await Promise.all([
    readProcess(place.url),
    withDatabase(place.databaseUrl, (source) => readDatabase(place.service, source)).then(
      (found) => ({ database: null, ...found }),
      (error: unknown) => ({ database: reasonOf(error) }),
    ),
  ]);
  return { service: place.service, process, ...stored };
}

async function readProcess(url: string | undefined): Promise<ServiceReading['process']> {
  if (url === undefined) return { state: 'unknown', detail: 'nobody said where it listens' };
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(4_000) });
    if (answer.ok) return { state: 'ready', detail: '' };
    return { state: 'not ready', detail: complaintsOf(await answer.text()) };
  } catch (error) {
    return { state: 'down', detail: reasonOf(error) };
  }
}

function complaintsOf(body: string): string {
  try {
    const { status, checks } = JSON.parse(body) as { status?: string; checks?: Record<string, string> };
    const wrong = Object.entries(checks ?? {}).filter(([, state]) => state !== 'ok');
    return wrong.length > 0 ? wrong.map(([name, state]) => `${name} ${state}`).join(', ') : (status ?? body);
  } catch {
    return body.slice(0, 200);
  }
}

async function readDatabase(
  service: ServiceReading['service'],
  source: DataSource,
): Promise<Omit<ServiceReading, 'service' | 'process' | 'database'>> {
  if (!tellsFacts(service)) return {};
  const common = { messaging: await messagingStatus(source), deadLetters: await deadLetters(source.manager) };
  if (service === 'audit') {
    const [missing] = await source.query<[NonNullable<ServiceReading['missingFiles']>]>(filesAwaited);
    return { ...common, projection: await readProjection(source), missingFiles: missing };
  }
  if (service === 'procurement') return { ...common, unsettled: await source.query<UnsettledDocument[]>(receipts) };
  if (service === 'handover')
    return {
      ...common,
      unsettled: await source.query<UnsettledDocument[]>(movements),
      reserving: await source.query<{ id: string; number: string; since: Date }[]>(reservations),
    };
  return common;
}

const receipts = `
  SELECT 'receipt' AS kind, r.id, r.number, count(*)::int AS waiting, r.recorded_at AS since
  FROM goods_receipt_line l JOIN goods_receipt r ON r.id = l.goods_receipt_id
  WHERE l.register = 'WAITING' GROUP BY r.id
  UNION ALL
  SELECT 'inspection', i.id, i.number, count(*)::int, i.recorded_at
  FROM goods_receipt_line l JOIN inspection i ON i.goods_receipt_id = l.goods_receipt_id
  WHERE l.inspection_effect = 'WAITING' GROUP BY i.id
  ORDER BY since`;

const movements = `
  SELECT lower(d.kind) AS kind, d.id, d.number, count(*)::int AS waiting, min(o.recorded_at) AS since
  FROM expected_effect e JOIN document d ON d.id = e.document_id JOIN outbox o ON o.fact_id = e.fact_id
  WHERE e.state = 'EXPECTED' GROUP BY d.id ORDER BY since`;

const reservations = `
  SELECT id, number, reserving_since AS since FROM allocation WHERE status = 'RESERVING' ORDER BY reserving_since`;

const filesAwaited = `
  SELECT count(DISTINCT named.sha256)::int AS files, count(DISTINCT named.document_id)::int AS documents,
         min(fact.appended_at) AS since
  FROM document_file AS named JOIN fact_log AS fact ON fact.position = named.position
  WHERE NOT EXISTS (SELECT FROM file WHERE file.sha256 = named.sha256)`;

async function readProjection(source: DataSource): Promise<ProjectionReading> {
  const [row] = await source.query<
    (Pick<ProjectionReading, 'position' | 'logPosition' | 'waitingSince'> & {
      reason: string | null;
      factId: string | null;
      at: Date | null;
    })[]
  >(
    `SELECT p.position::float8 AS position, h.position::float8 AS "logPosition",
       (SELECT appended_at FROM fact_log WHERE position = p.position + 1) AS "waitingSince",
       p.stopped_reason AS reason, p.stopped_fact_id AS "factId", p.stopped_at AS at
     FROM projection p, log_head h`,
  );
  if (!row) throw new Error('the projection tables are not there: run the migrations');
  const { reason, factId, at, ...how } = row;
  return { ...how, stopped: reason === null || at === null ? null : { reason, factId, at } };
}
