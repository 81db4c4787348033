import { Module } from '@nestjs/common';
import { DirectoryConfig } from './config.js';
import { AwardsHandler } from './awards/awards.handler.js';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { DueDiligenceController } from './due-diligence/due-diligence.controller.js';
import { DueDiligenceService } from './due-diligence/due-diligence.service.js';
import { DutiesController } from './duties/duties.controller.js';
import { DutiesHandler } from './duties/duties.handler.js';
import { DutiesService } from './duties/duties.service.js';
import { GateCall } from './gate/gate.call.js';
import { LoadsController } from './loads/loads.controller.js';
import { LoadsService } from './loads/loads.service.js';
import { MandatesController } from './mandates/mandates.controller.js';
import { MandatesService } from './mandates/mandates.service.js';
import { OrganisationUnitsController } from './organisation-units/organisation-units.controller.js';
import { OrganisationUnitsService } from './organisation-units/organisation-units.service.js';
import { OrganisationsController } from './organisations/organisations.controller.js';
import { OrganisationsService } from './organisations/organisations.service.js';
import { PeopleController } from './people/people.controller.js';
import { KeyRotation } from './people/key-rotation.service.js';
import { PeopleService } from './people/people.service.js';
import { StandingsController } from './people/standings.controller.js';
import { StandingsService } from './people/standings.service.js';
import { UnitPeopleController } from './people/unit-people.controller.js';
import { UnitPeople } from './people/unit-people.service.js';
import { PlacesController } from './places/places.controller.js';
import { PlacesService } from './places/places.service.js';
import { PositionsController } from './places/positions.controller.js';
import { PositionsService } from './places/positions.service.js';
import { ResolutionsService } from './places/resolutions.service.js';
import { RanksController } from './ranks/ranks.controller.js';
import { PhoneLossesController } from './phone-losses/phone-losses.controller.js';
import { AccessRecordsController } from './access-records/access-records.controller.js';
import { AccessRecordsService } from './access-records/access-records.service.js';
import { PrincipalsController } from './principals/principals.controller.js';
import { PrincipalsService } from './principals/principals.service.js';
import { RolesController } from './roles/roles.controller.js';
import { RolesService } from './roles/roles.service.js';
import { RuleValuesController } from './rule-values/rule-values.controller.js';
import { RuleValuesService } from './rule-values/rule-values.service.js';
import { VettingImportsController } from './vetting/vetting-imports.controller.js';
import { VettingFilesService } from './vetting/vetting-files.service.js';
import { SystemsController } from './systems/systems.controller.js';
import { SystemsService } from './systems/systems.service.js';
import { VettingController } from './vetting/vetting.controller.js';
import { VettingService } from './vetting/vetting.service.js';
import { WaiversController } from './waivers/waivers.controller.js';
import { WaiversService } from './waivers/waivers.service.js';

/** What directory learns from others. */
export const handlers = [DutiesHandler, AwardsHandler];

@Module({
  controllers: [
    LoadsController,
    CorrectionsController,
    OrganisationUnitsController,
    PlacesController,
    PositionsController,
    OrganisationsController,
    PeopleController,
    StandingsController,
    UnitPeopleController,
    RolesController,
    SystemsController,
    VettingController,
    VettingImportsController,
    DueDiligenceController,
    RuleValuesController,
    MandatesController,
    WaiversController,
    DutiesController,
    PrincipalsController,
    AccessRecordsController,
    PhoneLossesController,
    RanksController,
    GateCall,
  ],
  providers: [
    ...handlers,
    DirectoryConfig,
    OrganisationUnitsService,
    PlacesService,
    PositionsService,
    ResolutionsService,
    LoadsService,
    CorrectionsService,
    OrganisationsService,
    PeopleService,
    StandingsService,
    UnitPeople,
    KeyRotation,
    RolesService,
    SystemsService,
    VettingService,
    VettingFilesService,
    DueDiligenceService,
    RuleValuesService,
    MandatesService,
    WaiversService,
    DutiesService,
    PrincipalsService,
    AccessRecordsService,
  ],
})
export class DirectoryModule {}
