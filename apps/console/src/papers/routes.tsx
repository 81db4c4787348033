import { Route, Switch } from 'wouter';
import { Nowhere } from '../shell/nowhere.js';
import { CommandScreen, CommandsScreen, NewCommandScreen } from './command.js';
import { DeedScreen, DeedsScreen, NewDeedScreen } from './deeds.js';
import { LegacyListScreen, LegacyListsScreen } from './legacy.js';
import { NewLegacyScreen } from './new-legacy.js';
import { RectificationScreen, RectifyScreen } from './rectification.js';
import { ReturnScreen, TakeBackScreen } from './returns.js';

/** Rarer papers; fetched when somebody opens one. */
export function Papers() {
  return (
    <Switch>
      <Route path="/handovers/:id/return">{({ id }) => <ReturnScreen handoverId={id} />}</Route>
      <Route path="/handovers/:id/rectification">{({ id }) => <RectifyScreen handoverId={id} />}</Route>
      <Route path="/rectifications/:id">{({ id }) => <RectificationScreen id={id} />}</Route>
      <Route path="/waybills/:id/taking-back">{({ id }) => <TakeBackScreen waybillId={id} />}</Route>
      <Route path="/deeds" component={DeedsScreen} />
      <Route path="/deeds/new" component={NewDeedScreen} />
      <Route path="/deeds/:id">{({ id }) => <DeedScreen id={id} />}</Route>
      <Route path="/command-handovers" component={CommandsScreen} />
      <Route path="/command-handovers/new" component={NewCommandScreen} />
      <Route path="/command-handovers/:id">{({ id }) => <CommandScreen id={id} />}</Route>
      <Route path="/legacy-lists" component={LegacyListsScreen} />
      <Route path="/legacy-lists/new" component={NewLegacyScreen} />
      <Route path="/legacy-lists/:id">{({ id }) => <LegacyListScreen id={id} />}</Route>
      <Route component={Nowhere} />
    </Switch>
  );
}
