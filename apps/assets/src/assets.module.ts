import { PrintedPapers } from '@dotation/service';
import { Module } from '@nestjs/common';
import { CostsController } from './costs/costs.controller.js';
import { CostsHandler } from './costs/costs.handler.js';
import { CostsService } from './costs/costs.service.js';
import { AwardsHandler } from './awards/awards.handler.js';
import { DevicesController } from './devices/devices.controller.js';
import { DevicesService } from './devices/devices.service.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { IncidentsService } from './incidents/incidents.service.js';
import { KitsController } from './kits/kits.controller.js';
import { KitsService } from './kits/kits.service.js';
import { LabelsService } from './labels/labels.service.js';
import { LotMovementsHandler } from './lots/lot-movements.handler.js';
import { LotReceiptsHandler } from './lots/lot-receipts.handler.js';
import { LotsController } from './lots/lots.controller.js';
import { Lots } from './lots/lots.service.js';
import { QuantitiesService } from './lots/quantities.service.js';
import { PlateDecisionsController } from './plates/plate-decisions.controller.js';
import { PlateDecisionsService } from './plates/plate-decisions.service.js';
import { MergedPeopleHandler } from './directory/merged-people.handler.js';
import { TreesHandler } from './directory/trees.handler.js';
import { HandoversHandler } from './register/handovers.handler.js';
import { ReceiptsHandler } from './register/receipts.handler.js';
import { Register } from './register/register.service.js';
import { WaybillsHandler } from './register/waybills.handler.js';
import { AllocationsHandler } from './reservations/allocations.handler.js';
import { ReserveCall } from './reservations/reserve.call.js';
import { VoidsController } from './voids/voids.controller.js';
import { VoidsService } from './voids/voids.service.js';
import { RollsController } from './rolls/rolls.controller.js';
import { RollsService } from './rolls/rolls.service.js';
import { TaggingsController } from './taggings/taggings.controller.js';
import { TaggingsService } from './taggings/taggings.service.js';
import { WaiversHandler } from './waivers/waivers.handler.js';

export const handlers = [
  ReceiptsHandler,
  LotReceiptsHandler,
  AllocationsHandler,
  WaybillsHandler,
  HandoversHandler,
  LotMovementsHandler,
  TreesHandler,
  AwardsHandler,
  CostsHandler,
  WaiversHandler,
  MergedPeopleHandler,
];

@Module({
  controllers: [
    DevicesController,
    TaggingsController,
    KitsController,
    IncidentsController,
    VoidsController,
    LotsController,
    PlateDecisionsController,
    CostsController,
    RollsController,
    ReserveCall,
  ],
  providers: [
    LabelsService,
    PrintedPapers,
    { provide: Register, useFactory: () => new Register() },
    Lots,
    ...handlers,
    DevicesService,
    TaggingsService,
    KitsService,
    IncidentsService,
    VoidsService,
    QuantitiesService,
    PlateDecisionsService,
    CostsService,
    RollsService,
  ],
})
export class AssetsModule {}
