import { lazy, Suspense, useEffect } from 'react';
import { Route, Switch } from 'wouter';
import { DayScreen } from '../day/day.js';
import { Loading } from './parts.js';

// The first page is the shell and the day board; what is opened from there is fetched then.
const goods = () => import('./goods.js');
const Goods = lazy(async () => ({ default: (await goods()).Goods }));
const Ordering = lazy(async () => ({ default: (await import('../ordering/routes.js')).Ordering }));
const Administration = lazy(async () => ({ default: (await import('../administration/routes.js')).Administration }));
const Papers = lazy(async () => ({ default: (await import('../papers/routes.js')).Papers }));
const Scanner = lazy(async () => ({ default: (await import('../insight/scanner.js')).ScannerScreen }));
const Dashboard = lazy(async () => ({ default: (await import('../insight/dashboard.js')).DashboardScreen }));
const papers =
  /^\/(deeds|command-handovers|legacy-lists|rectifications|handovers\/[^/]+\/(return|rectification)|waybills\/[^/]+\/taking-back)(\/|$)/;
const ordering = /^\/(requisitions|order-proposals|invoices|authorization-matrices|orders\/[^/]+\/amendment)(\/|$)/;

export function Screens() {
  // What most people open next is there by the time they do.
  useEffect(() => {
    const timer = setTimeout(() => void goods(), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/" component={DayScreen} />
        <Route path={/^\/administration(\/|$)/} component={Administration} />
        <Route path={ordering} component={Ordering} />
        <Route path={papers} component={Papers} />
        <Route path="/dashboard" component={Dashboard} />
        <Route path="/scanner" component={Scanner} />
        <Route component={Goods} />
      </Switch>
    </Suspense>
  );
}
