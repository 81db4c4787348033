import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { CreateLog1795461900000 } from './migrations/1795461900000-create-log.js';
import { CreateProjections1795461900001 } from './migrations/1795461900001-create-projections.js';
import { CreateWebhooks1795475000000 } from './migrations/1795475000000-create-webhooks.js';
import { KeepAccessRecords1795475000001 } from './migrations/1795475000001-keep-access-records.js';
import { ProjectNamedFiles1795476000003 } from './migrations/1795476000003-project-named-files.js';
import { ScopeKnowledge1795479000000 } from './migrations/1795479000000-scope-knowledge.js';
import { ProbeScope1795480000000 } from './migrations/1795480000000-probe-scope.js';
import { ScopeByAward1795481000000 } from './migrations/1795481000000-scope-by-award.js';
import { ProjectAwards1795485000000 } from './migrations/1795485000000-project-awards.js';
import { AwaitMandates1795487000000 } from './migrations/1795487000000-await-mandates.js';
import { KnowOldLists1795489000000 } from './migrations/1795489000000-know-old-lists.js';
import { KnowAmendments1795495000004 } from './migrations/1795495000004-know-amendments.js';
import { KnowInvoices1795610000000 } from './migrations/1795610000000-know-invoices.js';
import { KnowFinalReceptions1795630000001 } from './migrations/1795630000001-know-final-receptions.js';

export const service = 'audit';
/** None: the log and what is derived from it are rows for SQL, not objects that somebody could save again. */
export const entities = [];
export const migrations = [
  CreateLog1795461900000,
  CreateProjections1795461900001,
  CreateWebhooks1795475000000,
  KeepAccessRecords1795475000001,
  ProjectNamedFiles1795476000003,
  ScopeKnowledge1795479000000,
  ProbeScope1795480000000,
  ScopeByAward1795481000000,
  ProjectAwards1795485000000,
  AwaitMandates1795487000000,
  KnowOldLists1795489000000,
  KnowAmendments1795495000004,
  KnowInvoices1795610000000,
  KnowFinalReceptions1795630000001,
];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
