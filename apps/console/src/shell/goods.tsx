import { Route, Switch } from 'wouter';
import { AllocationScreen } from '../allocations/allocation.js';
import { AllocationsScreen } from '../allocations/allocations.js';
import { NewAllocationScreen } from '../allocations/new-allocation.js';
import { DeviceScreen } from '../devices/device.js';
import { DevicesScreen } from '../devices/devices.js';
import { SearchScreen } from '../devices/search.js';
import { ExceptionsScreen } from '../exceptions/exceptions.js';
import { HandoverScreen } from '../handovers/handover.js';
import { HandoversScreen } from '../handovers/handovers.js';
import { OrderScreen } from '../orders/order.js';
import { OrdersScreen } from '../orders/orders.js';
import { LabelsScreen } from '../receipts/labels.js';
import { ReceiptScreen } from '../receipts/receipt.js';
import { ReceiptsScreen } from '../receipts/receipts.js';
import { ReceiveScreen } from '../receipts/receive.js';
import { RegisterScreen } from '../register/register.js';
import { UnitScreen } from '../units/unit.js';
import { UnitsScreen } from '../units/units.js';
import { NewWaybillScreen } from '../waybills/new-waybill.js';
import { WaybillScreen } from '../waybills/waybill.js';
import { WaybillsScreen } from '../waybills/waybills.js';
import { Nowhere } from './nowhere.js';

/** The way of the goods, from the order to the unit; fetched once somebody is signed in. */
export function Goods() {
  return (
    <Switch>
      <Route path="/search" component={SearchScreen} />
      <Route path="/orders" component={OrdersScreen} />
      <Route path="/orders/:id">{({ id }) => <OrderScreen id={id} />}</Route>
      <Route path="/orders/:id/receive">{({ id }) => <ReceiveScreen orderId={id} />}</Route>
      <Route path="/receipts" component={ReceiptsScreen} />
      <Route path="/receipts/:id/labels">{({ id }) => <LabelsScreen receiptId={id} />}</Route>
      <Route path="/receipts/:id">{({ id }) => <ReceiptScreen id={id} />}</Route>
      <Route path="/devices" component={DevicesScreen} />
      <Route path="/devices/:code">{({ code }) => <DeviceScreen code={decodeURIComponent(code)} />}</Route>
      <Route path="/allocations" component={AllocationsScreen} />
      <Route path="/allocations/new" component={NewAllocationScreen} />
      <Route path="/allocations/:id">{({ id }) => <AllocationScreen id={id} />}</Route>
      <Route path="/waybills" component={WaybillsScreen} />
      <Route path="/waybills/new" component={NewWaybillScreen} />
      <Route path="/waybills/:id">{({ id }) => <WaybillScreen id={id} />}</Route>
      <Route path="/handovers" component={HandoversScreen} />
      <Route path="/handovers/:id">{({ id }) => <HandoverScreen id={id} />}</Route>
      <Route path="/exceptions" component={ExceptionsScreen} />
      <Route path="/register" component={RegisterScreen} />
      <Route path="/units" component={UnitsScreen} />
      <Route path="/units/:id">{({ id }) => <UnitScreen id={id} />}</Route>
      <Route component={Nowhere} />
    </Switch>
  );
}
