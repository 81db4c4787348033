import { CertificatesController, PrintedPapers, RecordedPapers } from '@dotation/service';
import { Module } from '@nestjs/common';
import { AuthorizationsController } from './authorizations/authorizations.controller.js';
import { AuthorizationsService } from './authorizations/authorizations.service.js';
import { AwardsController } from './awards/awards.controller.js';
import { AwardsService } from './awards/awards.service.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { CatalogueFilesController } from './catalogue/catalogue-files.controller.js';
import { CatalogueFilesService } from './catalogue/catalogue-files.service.js';
import { CatalogueService } from './catalogue/catalogue.service.js';
import { InvoicesController } from './invoices/invoices.controller.js';
import { InvoicesService } from './invoices/invoices.service.js';
import { PaymentsService } from './invoices/payments.service.js';
import { FinalReceptionsController } from './inspections/final-receptions.controller.js';
import { FinalReceptionsService } from './inspections/final-receptions.service.js';
import { InspectionsController } from './inspections/inspections.controller.js';
import { InspectionsService } from './inspections/inspections.service.js';
import { MakersController } from './makers/makers.controller.js';
import { MakersService } from './makers/makers.service.js';
import { LegacyListsController } from './legacy-lists/legacy-lists.controller.js';
import { LegacyListsService } from './legacy-lists/legacy-lists.service.js';
import { ListMappingsController } from './packing-lists/list-mappings.controller.js';
import { ListMappingsService } from './packing-lists/list-mappings.service.js';
import { AmendmentsController } from './order-proposals/amendments.controller.js';
import { AmendmentsService } from './order-proposals/amendments.service.js';
import { OrderProposalsController } from './order-proposals/order-proposals.controller.js';
import { OrderProposalsService } from './order-proposals/order-proposals.service.js';
import { PackingListsController } from './packing-lists/packing-lists.controller.js';
import { PackingListTables } from './packing-lists/packing-list-table.service.js';
import { PackingListsService } from './packing-lists/packing-lists.service.js';
import { PurchaseOrdersController } from './purchase-orders/purchase-orders.controller.js';
import { PurchaseOrdersService } from './purchase-orders/purchase-orders.service.js';
import { PapersService } from './papers/papers.service.js';
import { ProcurementRecordedPapers } from './papers/recorded-papers.js';
import { OrderLinksController } from './receipts/order-links.controller.js';
import { OrderLinksService } from './receipts/order-links.service.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { ReceiptsService } from './receipts/receipts.service.js';
import { RegisterEffectsHandler } from './receipts/register-effects.handler.js';
import { DirectoryReferenceHandler } from './references/directory-reference.handler.js';

import { ProjectsController } from './projects/projects.controller.js';
import { ProjectsService } from './projects/projects.service.js';
import { PurchaseGapsController } from './purchase-gaps/purchase-gaps.controller.js';
import { PurchaseGapsService } from './purchase-gaps/purchase-gaps.service.js';
import { RatesController } from './rates/rates.controller.js';
import { RatesService } from './rates/rates.service.js';
import { QuotationsController } from './quotations/quotations.controller.js';
import { QuotationsService } from './quotations/quotations.service.js';
import { RequisitionsController } from './requisitions/requisitions.controller.js';
import { RequisitionsService } from './requisitions/requisitions.service.js';
import { ProhibitedListController } from './screening/prohibited-list.controller.js';
import { ProhibitedListService } from './screening/prohibited-list.service.js';
import { CustomsController } from './customs/customs.controller.js';
import { CustomsService } from './customs/customs.service.js';
import { ClaimsController } from './claims/claims.controller.js';
import { ClaimsService } from './claims/claims.service.js';
import { ManifestsController } from './manifests/manifests.controller.js';
import { ManifestsService } from './manifests/manifests.service.js';
import { ShipmentsController } from './shipments/shipments.controller.js';
import { ShipmentsService } from './shipments/shipments.service.js';
import { ScreeningController } from './screening/screening.controller.js';
import { ScreeningService } from './screening/screening.service.js';
import { WaiversHandler } from './waivers/waivers.handler.js';

/** Classes that read the facts of other services. */
export const handlers = [DirectoryReferenceHandler, RegisterEffectsHandler, WaiversHandler];

@Module({
  controllers: [
    CertificatesController,
    MakersController,
    CatalogueFilesController,
    CatalogueController,
    AwardsController,
    PurchaseOrdersController,
    ReceiptsController,
    OrderLinksController,
    InspectionsController,
    FinalReceptionsController,
    LegacyListsController,
    ListMappingsController,
    PackingListsController,
    ProhibitedListController,
    ScreeningController,
    ProjectsController,
    RatesController,
    InvoicesController,
    PurchaseGapsController,
    AuthorizationsController,
    RequisitionsController,
    QuotationsController,
    OrderProposalsController,
    AmendmentsController,
    ShipmentsController,
    CustomsController,
    ManifestsController,
    ClaimsController,
  ],
  providers: [
    PapersService,
    PrintedPapers,
    { provide: RecordedPapers, useClass: ProcurementRecordedPapers },
    MakersService,
    CatalogueService,
    CatalogueFilesService,
    AwardsService,
    PurchaseOrdersService,
    ReceiptsService,
    OrderLinksService,
    InspectionsService,
    FinalReceptionsService,
    LegacyListsService,
    ListMappingsService,
    PackingListsService,
    PackingListTables,
    ProhibitedListService,
    ScreeningService,
    ProjectsService,
    RatesService,
    InvoicesService,
    PaymentsService,
    PurchaseGapsService,
    AuthorizationsService,
    RequisitionsService,
    QuotationsService,
    OrderProposalsService,
    AmendmentsService,
    ShipmentsService,
    CustomsService,
    ManifestsService,
    ClaimsService,
    ...handlers,
  ],
})
export class ProcurementModule {}
