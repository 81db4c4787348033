import { DirectoryAccessRecordedV1 } from '@dotation/contracts';
import { startService } from '@dotation/service';
import { dataSource } from './data-source.js';
import { operations } from './examples.dto.js';
import { DirectoryModule, handlers } from './directory.module.js';

await startService({
  name: 'directory',
  module: DirectoryModule,
  dataSource,
  handlers,
  examples: operations,
  accessFact: DirectoryAccessRecordedV1,
});
