import { ProcurementAccessRecordedV1 } from '@dotation/contracts';
import { startService } from '@dotation/service';
import { dataSource } from './data-source.js';
import { operations } from './examples.dto.js';
import { handlers, ProcurementModule } from './procurement.module.js';
import { orderingOperations } from './requisitions/ordering-examples.js';
import { inboundOperations } from './shipments/inbound-examples.js';

await startService({
  name: 'procurement',
  module: ProcurementModule,
  dataSource,
  handlers,
  examples: { ...operations, ...orderingOperations, ...inboundOperations },
  accessFact: ProcurementAccessRecordedV1,
});
