import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { CreateRegister1795462000000 } from './migrations/1795462000000-create-register.js';
import { KeepAccessRecords1795475000001 } from './migrations/1795475000001-keep-access-records.js';
import { Reallocate1795477000000 } from './migrations/1795477000000-reallocate.js';
import { ScopeRegister1795479000000 } from './migrations/1795479000000-scope-register.js';
import { ProbeScope1795480000000 } from './migrations/1795480000000-probe-scope.js';
import { ScopeByAward1795481000000 } from './migrations/1795481000000-scope-by-award.js';
import { KnowAwards1795483000000 } from './migrations/1795483000000-know-awards.js';
import { ScopeAwardTerms1795483900000 } from './migrations/1795483900000-scope-award-terms.js';
import { SeeWhatIsConsigned1795484900000 } from './migrations/1795484900000-see-what-is-consigned.js';
import { KeepVoidNotes1795489000001 } from './migrations/1795489000001-keep-void-notes.js';
import { KeepOrigins1795489000000 } from './migrations/1795489000000-keep-origins.js';
import { KeepLots1795490000000 } from './migrations/1795490000000-keep-lots.js';
import { ReserveLots1795490000001 } from './migrations/1795490000001-reserve-lots.js';
import { SettleDisputes1795490000002 } from './migrations/1795490000002-settle-disputes.js';
import { NumberRolls1795490000003 } from './migrations/1795490000003-number-rolls.js';
import { ReplaceDevices1795490000004 } from './migrations/1795490000004-replace-devices.js';
import { KnowWaivers1795494000000 } from './migrations/1795494000000-know-waivers.js';
import { KnowMergedPeople1795498000001 } from './migrations/1795498000001-know-merged-people.js';
import { RememberWhoSigned1795498000000 } from './migrations/1795498000000-remember-who-signed.js';
import { KeepCosts1795610000000 } from './migrations/1795610000000-keep-costs.js';
import { PassTitlesOfLots1795630000003 } from './migrations/1795630000003-pass-titles-of-lots.js';
import { KnowWhyFree1795610000001 } from './migrations/1795610000001-know-why-free.js';
import { CompleteWhenFree1795650000001 } from './migrations/1795650000001-complete-when-free.js';

export const service = 'assets';
/** The register is written and read set by set, in SQL: a stale entity that is saved loses updates. */
export const entities = [];
export const migrations = [
  CreateRegister1795462000000,
  KeepAccessRecords1795475000001,
  Reallocate1795477000000,
  ScopeRegister1795479000000,
  ProbeScope1795480000000,
  ScopeByAward1795481000000,
  KnowAwards1795483000000,
  ScopeAwardTerms1795483900000,
  SeeWhatIsConsigned1795484900000,
  KeepOrigins1795489000000,
  KeepVoidNotes1795489000001,
  KeepLots1795490000000,
  ReserveLots1795490000001,
  SettleDisputes1795490000002,
  NumberRolls1795490000003,
  ReplaceDevices1795490000004,
  KnowWaivers1795494000000,
  RememberWhoSigned1795498000000,
  KnowMergedPeople1795498000001,
  KeepCosts1795610000000,
  PassTitlesOfLots1795630000003,
  KnowWhyFree1795610000001,
  CompleteWhenFree1795650000001,
];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
