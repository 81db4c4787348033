import { Route, Switch } from 'wouter';
import { Nowhere } from '../shell/nowhere.js';
import { AccountsScreen } from './accounts.js';
import { CatalogueScreen } from './catalogue.js';
import { HealthScreen } from './health.js';
import { HubScreen } from './hub.js';
import { MakersScreen, ProhibitedScreen } from './makers.js';
import { MandatesScreen } from './mandates.js';
import { RolesScreen } from './roles.js';
import { RuleProposalsScreen, RulesScreen } from './rules.js';
import { TokensScreen } from './tokens.js';
import { VettingScreen } from './vetting.js';
import { WaiversScreen } from './waivers.js';
import { WebhookScreen, WebhooksScreen } from './webhooks.js';

/** What keeps the house in order; fetched when somebody opens it. */
export function Administration() {
  return (
    <Switch>
      <Route path="/administration" component={HubScreen} />
      <Route path="/administration/accounts" component={AccountsScreen} />
      <Route path="/administration/roles" component={RolesScreen} />
      <Route path="/administration/mandates" component={MandatesScreen} />
      <Route path="/administration/vetting" component={VettingScreen} />
      <Route path="/administration/waivers" component={WaiversScreen} />
      <Route path="/administration/tokens" component={TokensScreen} />
      <Route path="/administration/webhooks" component={WebhooksScreen} />
      <Route path="/administration/webhooks/:id">{({ id }) => <WebhookScreen id={id} />}</Route>
      <Route path="/administration/health" component={HealthScreen} />
      <Route path="/administration/rules" component={RulesScreen} />
      <Route path="/administration/rules/proposals" component={RuleProposalsScreen} />
      <Route path="/administration/catalogue" component={CatalogueScreen} />
      <Route path="/administration/makers" component={MakersScreen} />
      <Route path="/administration/prohibited" component={ProhibitedScreen} />
      <Route component={Nowhere} />
    </Switch>
  );
}
