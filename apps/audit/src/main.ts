import { AuditAccessRecordedV1 } from '@dotation/contracts';
import { startService } from '@dotation/service';
import { AuditModule } from './audit.module.js';
import { dataSource } from './data-source.js';
import { operations } from './examples.dto.js';
import { FactLog } from './log/fact-log.handler.js';
import { projectedUpTo } from './projection/projection.queries.js';

await startService({
  name: 'audit',
  module: AuditModule,
  dataSource,
  handlers: [FactLog],
  positionOf: projectedUpTo,
  examples: operations,
  accessFact: AuditAccessRecordedV1,
});
