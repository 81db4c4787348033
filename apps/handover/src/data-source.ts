import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { CreateConsignments1795462500000 } from './migrations/1795462500000-create-consignments.js';
import { KeepAccessRecords1795475000001 } from './migrations/1795475000001-keep-access-records.js';
import { CreateHandovers1795462500001 } from './migrations/1795462500001-create-handovers.js';
import { FollowDirectory1795462500002 } from './migrations/1795462500002-follow-directory.js';
import { FollowUnits1795462500003 } from './migrations/1795462500003-follow-units.js';
import { HoldBackAndConfirm1795473000000 } from './migrations/1795473000000-hold-back-and-confirm.js';
import { KeepDuties1795474000001 } from './migrations/1795474000001-keep-duties.js';
import { KnowParties1795476000000 } from './migrations/1795476000000-know-parties.js';
import { AcknowledgeByCount1795477000001 } from './migrations/1795477000001-acknowledge-by-count.js';
import { Reallocate1795477000000 } from './migrations/1795477000000-reallocate.js';
import { OverrideAccess1795473000001 } from './migrations/1795473000001-override-access.js';
import { HandOverCommand1795473000002 } from './migrations/1795473000002-hand-over-command.js';
import { ReviewGates1795473000003 } from './migrations/1795473000003-review-gates.js';
import { ScopeDocuments1795479000000 } from './migrations/1795479000000-scope-documents.js';
import { ProbeScope1795480000000 } from './migrations/1795480000000-probe-scope.js';
import { ScopeByAward1795481000000 } from './migrations/1795481000000-scope-by-award.js';
import { SeeWhatGoesBack1795484900000 } from './migrations/1795484900000-see-what-goes-back.js';
import { KnowLostPhones1795488000001 } from './migrations/1795488000001-know-lost-phones.js';
import { CheckTranscriptions1795488000000 } from './migrations/1795488000000-check-transcriptions.js';
import { CarryLots1795490000000 } from './migrations/1795490000000-carry-lots.js';
import { KnowPhonesOfSessions1795497000000 } from './migrations/1795497000000-know-phones-of-sessions.js';
import { KeepPapers1795640000000 } from './migrations/1795640000000-keep-papers.js';
import { ReturnLotsHeldBack1795650000000 } from './migrations/1795650000000-return-lots-held-back.js';
import { CorrectLots1795630000002 } from './migrations/1795630000002-correct-lots.js';
import { DonateLots1795630000004 } from './migrations/1795630000004-donate-lots.js';
import { KnowMergedPeople1795494000000 } from './migrations/1795494000000-know-merged-people.js';

export const service = 'handover';
/** Consignments are written and read set by set, in SQL: a stale entity that is saved loses updates. */
export const entities = [];
export const migrations = [
  CreateConsignments1795462500000,
  KeepAccessRecords1795475000001,
  CreateHandovers1795462500001,
  FollowDirectory1795462500002,
  FollowUnits1795462500003,
  HoldBackAndConfirm1795473000000,
  KeepDuties1795474000001,
  KnowParties1795476000000,
  Reallocate1795477000000,
  AcknowledgeByCount1795477000001,
  OverrideAccess1795473000001,
  HandOverCommand1795473000002,
  ReviewGates1795473000003,
  ScopeDocuments1795479000000,
  ProbeScope1795480000000,
  ScopeByAward1795481000000,
  SeeWhatGoesBack1795484900000,
  CheckTranscriptions1795488000000,
  KnowLostPhones1795488000001,
  CarryLots1795490000000,
  KnowMergedPeople1795494000000,
  KnowPhonesOfSessions1795497000000,
  KeepPapers1795640000000,
  CorrectLots1795630000002,
  DonateLots1795630000004,
  ReturnLotsHeldBack1795650000000,
];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
