import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { WorkerDatabase } from '@dotation/service';
import { testApp } from '../../../test/support/app.ts';
import type { TestApp } from '../../../test/support/app.ts';
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
}

export async function auditApp(nats?: TestNats): Promise<AuditApp> {
  const filesDir = await mkdtemp(join(tmpdir(), 'dotation-files-'));
  const app = await testApp({
    name: 'audit',
    module: AuditModule,
    dataSource,
    handlers: [FactLog],
    positionOf: projectedUpTo,
    environment: { FILES_DIR: filesDir },
    nats,
  });
  const worker = (): Promise<DataSource> => app.service.app.get(WorkerDatabase).ready();
  return {
    ...app,
    filesDir,
    worker,
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
