import { Module } from '@nestjs/common';
import { AwardsHandler } from './awards/awards.handler.js';
import { DevicesController } from './devices/devices.controller.js';
import { DevicesService } from './devices/devices.service.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { IncidentsService } from './incidents/incidents.service.js';
import { KitsController } from './kits/kits.controller.js';
import { KitsService } from './kits/kits.service.js';
import { TreesHandler } from './directory/trees.handler.js';
import { HandoversHandler } from './register/handovers.handler.js';
import { ReceiptsHandler } from './register/receipts.handler.js';
import { Register } from './register/register.service.js';
import { WaybillsHandler } from './register/waybills.handler.js';
import { AllocationsHandler } from './reservations/allocations.handler.js';
import { ReserveCall } from './reservations/reserve.call.js';
import { TaggingsController } from './taggings/taggings.controller.js';
import { TaggingsService } from './taggings/taggings.service.js';

export const handlers = [
  ReceiptsHandler,
  AllocationsHandler,
  WaybillsHandler,
  HandoversHandler,
  TreesHandler,
  AwardsHandler,
];

@Module({
  controllers: [DevicesController, TaggingsController, KitsController, IncidentsController, ReserveCall],
  providers: [
    { provide: Register, useFactory: () => new Register() },
    ...handlers,
    DevicesService,
    TaggingsService,
    KitsService,
    IncidentsService,
  ],
})
export class AssetsModule {}
