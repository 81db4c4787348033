import { CertificatesController, PrintedPapers, RecordedPapers } from '@dotation/service';
import { Module } from '@nestjs/common';
import { AccessOverridesController } from './access-overrides/access-overrides.controller.js';
import { AccessOverridesService } from './access-overrides/access-overrides.service.js';
import { AllocationsController } from './allocations/allocations.controller.js';
import { AllocationsService } from './allocations/allocations.service.js';
import { ApprovalsService } from './allocations/approvals.service.js';
import { SweeperService } from './allocations/sweeper.service.js';
import { ArrivalsController } from './arrivals/arrivals.controller.js';
import { ArrivalsService } from './arrivals/arrivals.service.js';
import { CommandHandoversController } from './command-handovers/command-handovers.controller.js';
import { CommandHandoversService } from './command-handovers/command-handovers.service.js';
import { DeedsController } from './deeds/deeds.controller.js';
import { DeedsService } from './deeds/deeds.service.js';
import { DirectoryHandler } from './directory/directory.handler.js';
import { MergedPeopleHandler } from './duties/merged-people.handler.js';
import { ProcurementHandler } from './duties/procurement.handler.js';
import { WaiversHandler } from './duties/waivers.handler.js';
import { RegisterHandler } from './effects/register.handler.js';
import { ExceptionsController } from './exceptions/exceptions.controller.js';
import { ExceptionsService } from './exceptions/exceptions.service.js';
import { FieldSnapshotsController } from './field-snapshots/field-snapshots.controller.js';
import { FieldSnapshotsService } from './field-snapshots/field-snapshots.service.js';
import { GateNewsHandler } from './gate-reviews/gate-news.handler.js';
import { GateReviewsService } from './gate-reviews/gate-reviews.service.js';
import { AcknowledgementsService } from './handovers/acknowledgements.service.js';
import { HandoversController } from './handovers/handovers.controller.js';
import { HandoversService } from './handovers/handovers.service.js';
import { MandatesHandler } from './handovers/mandates.handler.js';
import { RatificationsService } from './handovers/ratifications.service.js';
import { PapersService } from './papers/papers.service.js';
import { HandoverRecordedPapers } from './papers/recorded-papers.js';
import { PhoneLossesHandler } from './phones/phone-losses.handler.js';
import { RectificationsController } from './rectifications/rectifications.controller.js';
import { RectificationsService } from './rectifications/rectifications.service.js';
import { TranscriptionsController } from './transcriptions/transcriptions.controller.js';
import { TranscriptionsService } from './transcriptions/transcriptions.service.js';
import { VettingListsController } from './vetting-lists/vetting-lists.controller.js';
import { VettingListsService } from './vetting-lists/vetting-lists.service.js';
import { DispatchService } from './waybills/dispatch.service.js';
import { WaybillsController } from './waybills/waybills.controller.js';
import { WaybillsService } from './waybills/waybills.service.js';

/** What handover learns from others. */
export const handlers = [
  RegisterHandler,
  DirectoryHandler,
  MandatesHandler,
  GateNewsHandler,
  ProcurementHandler,
  WaiversHandler,
  PhoneLossesHandler,
  MergedPeopleHandler,
];

@Module({
  controllers: [
    AllocationsController,
    WaybillsController,
    ArrivalsController,
    HandoversController,
    RectificationsController,
    TranscriptionsController,
    DeedsController,
    ExceptionsController,
    AccessOverridesController,
    CommandHandoversController,
    VettingListsController,
    FieldSnapshotsController,
    CertificatesController,
  ],
  providers: [
    ...handlers,
    AllocationsService,
    ApprovalsService,
    SweeperService,
    WaybillsService,
    DispatchService,
    ArrivalsService,
    AcknowledgementsService,
    HandoversService,
    PapersService,
    PrintedPapers,
    { provide: RecordedPapers, useClass: HandoverRecordedPapers },
    RatificationsService,
    RectificationsService,
    TranscriptionsService,
    DeedsService,
    ExceptionsService,
    AccessOverridesService,
    CommandHandoversService,
    GateReviewsService,
    VettingListsService,
    FieldSnapshotsService,
  ],
})
export class HandoverModule {}
