import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { Correction } from './corrections/correction.entity.js';
import { DueDiligenceDecision } from './due-diligence/due-diligence-decision.entity.js';
import { Mandate } from './mandates/mandate.entity.js';
import { CreateDirectory1795461000000 } from './migrations/1795461000000-create-directory.js';
import { KeepAccessRecords1795475000001 } from './migrations/1795475000001-keep-access-records.js';
import { RecordReadsOnce1795482000003 } from './migrations/1795482000003-record-reads-once.js';
import { KnowSystems1795475000002 } from './migrations/1795475000002-know-systems.js';
import { ShipRuleValues1795461000001 } from './migrations/1795461000001-ship-rule-values.js';
import { CorrectEntries1795472000002 } from './migrations/1795472000002-correct-entries.js';
import { KnowPeopleBetter1795472000001 } from './migrations/1795472000001-know-people-better.js';
import { ExtendMandates1795473000000 } from './migrations/1795473000000-extend-mandates.js';
import { DateUnitsAndPlaces1795472000000 } from './migrations/1795472000000-date-units-and-places.js';
import { ShipCommandDays1795473000001 } from './migrations/1795473000001-ship-command-days.js';
import { GrantWaivers1795474000002 } from './migrations/1795474000002-grant-waivers.js';
import { TwoPersonsDecide1795474000000 } from './migrations/1795474000000-two-persons-decide.js';
import { ScopeDirectory1795479000000 } from './migrations/1795479000000-scope-directory.js';
import { RememberScope1795480000000 } from './migrations/1795480000000-remember-scope.js';
import { ScopeByAward1795481000000 } from './migrations/1795481000000-scope-by-award.js';
import { ShipEquipmentThreshold1795483000000 } from './migrations/1795483000000-ship-equipment-threshold.js';
import { KnowStanding1795484900000 } from './migrations/1795484900000-know-standing.js';
import { KnowPositions1795484900001 } from './migrations/1795484900001-know-positions.js';
import { ShipTranscriptionDays1795488000000 } from './migrations/1795488000000-ship-transcription-days.js';
import { ShipMinimumQuotations1795495000002 } from './migrations/1795495000002-ship-minimum-quotations.js';
import { OnePerson1795498000000 } from './migrations/1795498000000-one-person.js';
import { ShipMoneyRules1795496000000 } from './migrations/1795496000000-ship-money-rules.js';
import { FindMergedPeople1795497000002 } from './migrations/1795497000002-find-merged-people.js';
import { NamePeopleOfOffices1795499000000 } from './migrations/1795499000000-name-people-of-offices.js';
import { OrganisationUnit, OrganisationUnitHead } from './organisation-units/organisation-unit.entity.js';
import { Organisation } from './organisations/organisation.entity.js';
import { Person } from './people/person.entity.js';
import { Place, PlaceAccess } from './places/place.entity.js';
import { RoleAssignment } from './roles/role-assignment.entity.js';
import { RuleValue, RuleValueProposal } from './rule-values/rule-value.entity.js';
import { VettingResult } from './vetting/vetting-result.entity.js';
import { Waiver, WaiverEvidence } from './waivers/waiver.entity.js';

export const service = 'directory';
export const entities = [
  OrganisationUnit,
  OrganisationUnitHead,
  Place,
  PlaceAccess,
  Organisation,
  Person,
  RoleAssignment,
  VettingResult,
  DueDiligenceDecision,
  RuleValue,
  RuleValueProposal,
  Mandate,
  Waiver,
  WaiverEvidence,
  Correction,
];
export const migrations = [
  CreateDirectory1795461000000,
  KeepAccessRecords1795475000001,
  KnowSystems1795475000002,
  ShipRuleValues1795461000001,
  DateUnitsAndPlaces1795472000000,
  KnowPeopleBetter1795472000001,
  CorrectEntries1795472000002,
  ExtendMandates1795473000000,
  ShipCommandDays1795473000001,
  TwoPersonsDecide1795474000000,
  GrantWaivers1795474000002,
  ScopeDirectory1795479000000,
  RememberScope1795480000000,
  ScopeByAward1795481000000,
  RecordReadsOnce1795482000003,
  ShipEquipmentThreshold1795483000000,
  KnowStanding1795484900000,
  KnowPositions1795484900001,
  ShipTranscriptionDays1795488000000,
  ShipMinimumQuotations1795495000002,
  ShipMoneyRules1795496000000,
  FindMergedPeople1795497000002,
  NamePeopleOfOffices1795499000000,
  OnePerson1795498000000,
];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
