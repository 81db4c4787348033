import type { MessagingStatusReport } from '@dotation/messaging';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

type ReadStatus = () => Promise<MessagingStatusReport>;

/** Numbers for Prometheus; one registry per service, so that several can live in one test process. */
export function registerMetrics(server: FastifyInstance, service: string, readStatus?: ReadStatus): void {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of answered requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    durations.observe(
      { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  if (readStatus) registerLags(registry, readStatus);
  server.get('/metrics', async (_request, reply) => {
    await reply.type(registry.contentType).send(await registry.metrics());
  });
}

function registerLags(registry: Registry, readStatus: ReadStatus): void {
  const waiting = new Gauge({ name: 'outbox_waiting', help: 'Facts not yet published', registers: [registry] });
  const oldest = new Gauge({
    name: 'outbox_oldest_seconds',
    help: 'Age of the oldest fact not yet published',
    registers: [registry],
  });
  const behind = new Gauge({
    name: 'reader_behind',
    help: 'Facts of a producer that this service has not read yet, as its reader last saw the stream',
    labelNames: ['producer'],
    registers: [registry],
  });
  const stopped = new Gauge({
    name: 'reader_stopped',
    help: '1 while the reader of a producer stands still because of an error',
    labelNames: ['producer'],
    registers: [registry],
  });
  const relayStopped = new Gauge({
    name: 'relay_stopped',
    help: '1 while the relay stands still',
    registers: [registry],
  });
  const letters = new Gauge({ name: 'dead_letters_open', help: 'Facts nobody could decode', registers: [registry] });
  // One gauge fetches for all: they are collected one after the other on each scrape.
  const fetched = new Gauge({
    name: 'messaging_tables_readable',
    help: '1 when the lags above are fresh',
    registers: [registry],
    async collect() {
      try {
        const { relay, readers, deadLetters } = await readStatus();
        waiting.set(relay.unpublished);
        oldest.set(relay.oldestUnpublishedAt ? (Date.now() - relay.oldestUnpublishedAt.getTime()) / 1000 : 0);
        relayStopped.set(relay.stopped ? 1 : 0);
        letters.set(deadLetters.open);
        for (const reader of readers) {
          behind.set({ producer: reader.producer }, reader.lag);
          stopped.set({ producer: reader.producer }, reader.stopped ? 1 : 0);
        }
        fetched.set(1);
      } catch {
        fetched.set(0);
      }
    },
  });
}
