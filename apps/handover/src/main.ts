import { HandoverAccessRecordedV1 } from '@dotation/contracts';
import { startService } from '@dotation/service';
import { dataSource } from './data-source.js';
import { operations } from './examples.dto.js';
import { handlers, HandoverModule } from './handover.module.js';

await startService({
  name: 'handover',
  module: HandoverModule,
  dataSource,
  handlers,
  examples: operations,
  accessFact: HandoverAccessRecordedV1,
});
