import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditAccessRecordedV1 } from '@dotation/contracts';
import type { DataSource } from 'typeorm';
import { createService, WorkerDatabase } from '@dotation/service';
import type { Service } from '@dotation/service';
import { principalKeys, testApp } from '../../../test/support/app.ts';
import type { TestApp, TestAppOptions } from '../../../test/support/app.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import { AuditModule } from '../src/audit.module.js';
import { dataSource } from '../src/data-source.js';
import { FactLog } from '../src/log/fact-log.handler.js';
import { projectedUpTo } from '../src/projection/projection.queries.js';
import type { Producers } from './producers.ts';
import { until } from './producers.ts';

export interface AuditApp extends TestApp {
  filesDir: string;
  worker(): Promise<DataSource>;
  /** Until everything the producers have recorded is projected here. */
  caughtUp(producers: Producers): Promise<void>;
  /** A second process on the same database. */
  another(): Promise<{ service: Service; url: string }>;
}

const options = {
  ...{ name: 'audit', module: AuditModule, dataSource, handlers: [FactLog], positionOf: projectedUpTo },
  accessFact: AuditAccessRecordedV1,
};

export async function auditApp(
  nats?: TestNats,
  changes: Record<string, string> = {},
  more: Partial<TestAppOptions> = {},
): Promise<AuditApp> {
  const filesDir = await mkdtemp(join(tmpdir(), 'dotation-files-'));
  const environment = {
    FILES_DIR: filesDir,
    WEBHOOK_KEY: randomBytes(32).toString('base64'),
    WEBHOOK_TARGETS: 'loopback',
    ...changes,
  };
  const app = await testApp({ ...options, ...more, environment, nats });
  const worker = (): Promise<DataSource> => app.service.app.get(WorkerDatabase).ready();
  return {
    ...app,
    filesDir,
    worker,
    another: async () => {
      const service = await createService(options, {
        PORT: '0',
        DATABASE_URL: app.database.url,
        DATABASE_WORKER_URL: app.database.workerUrl,
        NATS_URL: app.nats?.url,
        NATS_NKEY_SEED: app.nats?.nkeySeed('audit'),
        PRINCIPAL_PUBLIC_KEY: (await principalKeys()).publicKey,
        LOG_LEVEL: 'silent',
        ...environment,
      });
      return { service, url: await service.listen() };
    },
    caughtUp: (producers) =>
      until(async () => {
        const source = await worker();
        for (const producer of ['directory', 'procurement', 'assets', 'handover'] as const) {
          const [row] = await (
            await producers.source(producer)
          ).query<{ count: number }[]>('SELECT count(*)::int AS count FROM outbox');
          if ((await projectedUpTo(source.manager, producer)) < (row?.count ?? 0)) return false;
        }
        return true;
      }, 60_000),
    close: async () => {
      await app.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}
