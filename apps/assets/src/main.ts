import 'reflect-metadata';
import { AssetsAccessRecordedV1 } from '@dotation/contracts';
import { startService } from '@dotation/service';
import { AssetsModule, handlers } from './assets.module.js';
import { dataSource, service } from './data-source.js';
import { operations } from './examples.dto.js';

await startService({
  name: service,
  module: AssetsModule,
  dataSource,
  handlers,
  examples: operations,
  accessFact: AssetsAccessRecordedV1,
});
