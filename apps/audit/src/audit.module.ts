import { Module } from '@nestjs/common';
import { AccessRecordsController } from './access-records/access-records.controller.js';
import { AccessRecordsService } from './access-records/access-records.service.js';
import { AuditConfig } from './config.js';
import { DevicesController } from './devices/devices.controller.js';
import { DevicesService } from './devices/devices.service.js';
import { EventStreams } from './events/event-streams.service.js';
import { EventsController } from './events/events.controller.js';
import { LogEnd } from './events/log-end.service.js';
import { FilesController } from './files/files.controller.js';
import { FilesService } from './files/files.service.js';
import { FileStore } from './files/store.service.js';
import { HoldingsController } from './holdings/holdings.controller.js';
import { HoldingsService } from './holdings/holdings.service.js';
import { FactLog } from './log/fact-log.handler.js';
import { FactsController } from './log/facts.controller.js';
import { FactsService } from './log/facts.service.js';
import { Projector } from './projection/projector.service.js';
import { RegisterController } from './register/register.controller.js';
import { RegisterFileService } from './register/register-file.service.js';
import { RegisterService } from './register/register.service.js';
import { Sender } from './webhooks/sender.service.js';
import { WebhookWorker } from './webhooks/webhook-worker.service.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { Webhooks } from './webhooks/webhooks.service.js';

@Module({
  controllers: [
    DevicesController,
    HoldingsController,
    FactsController,
    FilesController,
    EventsController,
    WebhooksController,
    AccessRecordsController,
    RegisterController,
  ],
  providers: [
    AuditConfig,
    FactLog,
    Projector,
    DevicesService,
    HoldingsService,
    FactsService,
    FilesService,
    FileStore,
    LogEnd,
    EventStreams,
    Sender,
    Webhooks,
    WebhookWorker,
    AccessRecordsService,
    RegisterService,
    RegisterFileService,
  ],
})
export class AuditModule {}
