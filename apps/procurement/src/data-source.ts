import { dataSourceFor } from '@dotation/service';
import type { DataSource } from 'typeorm';
import { Award, AwardVersion } from './awards/award.entity.js';
import { CatalogueItem } from './catalogue/catalogue-item.entity.js';
import { GoodsReceipt } from './receipts/goods-receipt.entity.js';
import { Inspection } from './inspections/inspection.entity.js';
import { Maker } from './makers/maker.entity.js';
import { CreateProcurement1795461600000 } from './migrations/1795461600000-create-procurement.js';
import { KeepAccessRecords1795475000001 } from './migrations/1795475000001-keep-access-records.js';
import { ShipRuleValues1795461600001 } from './migrations/1795461600001-ship-rule-values.js';
import { KeepWaivers1795474000003 } from './migrations/1795474000003-keep-waivers.js';
import { KnowParties1795476000001 } from './migrations/1795476000001-know-parties.js';
import { ReceiptExceptions1795476000002 } from './migrations/1795476000002-receipt-exceptions.js';
import { ScopeReceipts1795479000000 } from './migrations/1795479000000-scope-receipts.js';
import { ReceiveUnderWaiver1795480000001 } from './migrations/1795480000001-receive-under-waiver.js';
import { RememberScope1795480000000 } from './migrations/1795480000000-remember-scope.js';
import { ScopeByAward1795481000000 } from './migrations/1795481000000-scope-by-award.js';
import { KeepAwardTerms1795483000000 } from './migrations/1795483000000-keep-award-terms.js';
import { DescribeModels1795483000001 } from './migrations/1795483000001-describe-models.js';
import { KeepProjects1795483000003 } from './migrations/1795483000003-keep-projects.js';
import { Screen1795483000002 } from './migrations/1795483000002-screen.js';
import { ScopeAwardTerms1795483900000 } from './migrations/1795483900000-scope-award-terms.js';
import { RememberMappings1795489000000 } from './migrations/1795489000000-remember-mappings.js';
import { KeepLegacyLists1795489000001 } from './migrations/1795489000001-keep-legacy-lists.js';
import { ReceiveLots1795490000000 } from './migrations/1795490000000-receive-lots.js';
import { ReplaceRejected1795490000001 } from './migrations/1795490000001-replace-rejected.js';
import { KeepRates1795496000000 } from './migrations/1795496000000-keep-rates.js';
import { KeepInvoices1795496000001 } from './migrations/1795496000001-keep-invoices.js';
import { PurchaseOrder } from './purchase-orders/purchase-order.entity.js';
import { KnowMergedPeople1795494000000 } from './migrations/1795494000000-know-merged-people.js';
import { KeepRequisitions1795495000000 } from './migrations/1795495000000-keep-requisitions.js';
import { KeepQuotations1795495000001 } from './migrations/1795495000001-keep-quotations.js';
import { AmendOrders1795495000003 } from './migrations/1795495000003-amend-orders.js';
import { WithdrawProposals1795495000005 } from './migrations/1795495000005-withdraw-proposals.js';
import { KeepShipments1795620000000 } from './migrations/1795620000000-keep-shipments.js';
import { NumberUnits1795610000000 } from './migrations/1795610000000-number-units.js';
import { KeepManifests1795620000001 } from './migrations/1795620000001-keep-manifests.js';
import { KeepClaims1795620000002 } from './migrations/1795620000002-keep-claims.js';
import { KeepReserves1795630000000 } from './migrations/1795630000000-keep-reserves.js';
import { FindPurchaseGaps1795610000001 } from './migrations/1795610000001-find-purchase-gaps.js';
import { CreditInvoices1795610000002 } from './migrations/1795610000002-credit-invoices.js';
import { KeepPapers1795640000001 } from './migrations/1795640000001-keep-papers.js';
import { AllowFreeLines1795610000003 } from './migrations/1795610000003-allow-free-lines.js';
import { KeepFinalReceptions1795650000002 } from './migrations/1795650000002-keep-final-receptions.js';

export const service = 'procurement';
export const entities = [Maker, CatalogueItem, Award, AwardVersion, PurchaseOrder, GoodsReceipt, Inspection];
export const migrations = [
  CreateProcurement1795461600000,
  KeepAccessRecords1795475000001,
  ShipRuleValues1795461600001,
  KeepWaivers1795474000003,
  KnowParties1795476000001,
  ReceiptExceptions1795476000002,
  ScopeReceipts1795479000000,
  RememberScope1795480000000,
  ReceiveUnderWaiver1795480000001,
  ScopeByAward1795481000000,
  KeepAwardTerms1795483000000,
  DescribeModels1795483000001,
  Screen1795483000002,
  KeepProjects1795483000003,
  ScopeAwardTerms1795483900000,
  RememberMappings1795489000000,
  KeepLegacyLists1795489000001,
  ReceiveLots1795490000000,
  ReplaceRejected1795490000001,
  KnowMergedPeople1795494000000,
  KeepRates1795496000000,
  KeepInvoices1795496000001,
  KeepRequisitions1795495000000,
  KeepQuotations1795495000001,
  AmendOrders1795495000003,
  WithdrawProposals1795495000005,
  KeepShipments1795620000000,
  NumberUnits1795610000000,
  KeepManifests1795620000001,
  KeepClaims1795620000002,
  KeepReserves1795630000000,
  FindPurchaseGaps1795610000001,
  CreditInvoices1795610000002,
  KeepPapers1795640000001,
  AllowFreeLines1795610000003,
  KeepFinalReceptions1795650000002,
];

export function dataSource(url: string): DataSource {
  return dataSourceFor(url, { service, entities, migrations });
}
