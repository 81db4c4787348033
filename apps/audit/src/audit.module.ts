import { Module } from '@nestjs/common';
import { AuditConfig } from './config.js';
import { DevicesController } from './devices/devices.controller.js';
import { DevicesService } from './devices/devices.service.js';
import { FilesController } from './files/files.controller.js';
import { FilesService } from './files/files.service.js';
import { FileStore } from './files/store.service.js';
import { HoldingsController } from './holdings/holdings.controller.js';
import { HoldingsService } from './holdings/holdings.service.js';
import { FactLog } from './log/fact-log.handler.js';
import { FactsController } from './log/facts.controller.js';
import { FactsService } from './log/facts.service.js';
import { Projector } from './projection/projector.service.js';

@Module({
  controllers: [DevicesController, HoldingsController, FactsController, FilesController],
  providers: [AuditConfig, FactLog, Projector, DevicesService, HoldingsService, FactsService, FilesService, FileStore],
})
export class AuditModule {}
