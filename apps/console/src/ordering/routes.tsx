import { Route, Switch } from 'wouter';
import { Nowhere } from '../shell/nowhere.js';
import { AmendScreen } from './amendment.js';
import { InvoiceScreen } from './invoice.js';
import { InvoicesScreen } from './invoices.js';
import { MatricesScreen } from './matrices.js';
import { NewInvoiceScreen } from './new-invoice.js';
import { ProposalScreen, ProposalsScreen } from './proposals.js';
import { RequisitionScreen } from './requisition.js';
import { NewRequisitionScreen, RewriteScreen } from './requisition-form.js';
import { RequisitionsScreen } from './requisitions.js';

/** From the need to the payment; fetched when somebody opens it. */
export function Ordering() {
  return (
    <Switch>
      <Route path="/requisitions" component={RequisitionsScreen} />
      <Route path="/requisitions/new" component={NewRequisitionScreen} />
      <Route path="/requisitions/:id/contents">{({ id }) => <RewriteScreen id={id} />}</Route>
      <Route path="/requisitions/:id">{({ id }) => <RequisitionScreen id={id} />}</Route>
      <Route path="/order-proposals" component={ProposalsScreen} />
      <Route path="/order-proposals/:id">{({ id }) => <ProposalScreen id={id} />}</Route>
      <Route path="/orders/:id/amendment">{({ id }) => <AmendScreen id={id} />}</Route>
      <Route path="/invoices" component={InvoicesScreen} />
      <Route path="/invoices/new" component={NewInvoiceScreen} />
      <Route path="/invoices/:id">{({ id }) => <InvoiceScreen id={id} />}</Route>
      <Route path="/authorization-matrices" component={MatricesScreen} />
      <Route component={Nowhere} />
    </Switch>
  );
}
