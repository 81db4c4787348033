// The one door of @dotation/messaging. It knows no business word: facts out (outbox → relay → stream), facts in
// (reader → handler and position in one transaction), questions between services (calls).
//
// How a service is wired:
//
//   @Module({
//     imports: [MessagingModule.forRoot({
//       service: 'assets',
//       worker: () => workerDataSource,            // role <svc>_worker; opened and closed by the caller, outliving the app
//       nats: () => ({ url: config.natsUrl, nkeySeed: config.natsNkeySeed }),
//       handlers: [GoodsReceivedHandler],          // providers of the service's own module, with @OnFact / @OnEveryFact
//     })],                                         // forRootAsync({ service, inject, useFactory }) when options are injected
//     controllers: [ReserveCall],                  // methods with @OnCall(call) (or Nest's @MessagePattern(call.subject))
//     providers: [GoodsReceivedHandler],
//   })
//
//   app.connectMicroservice({ strategy: new CallServer('assets', nats) });   // before app.init()/listen()
//   app.enableShutdownHooks();
//   await app.startAllMicroservices();             // does not wait for the broker
//
// The module is global: Calls, Positions and MessagingStatus can be injected anywhere. Relay and readers start on
// application bootstrap. On shutdown readers stop after their transaction, calls drain, then the relay publishes what is
// committed. `record` wakes the relay by itself after the commit.
export { messagingTables } from './tables.js';
export { causedBy } from './fact.js';
export type { Cause, Fact, FactType, RawFact, Recorded } from './fact.js';
export { MAX_BODY_BYTES } from './envelope.rules.js';
export { lastFactOf, record, recordEach, recordParts } from './outbox.queries.js';
export { OnEveryFact, OnFact } from './handlers.js';
export { CallFailed, Calls, OnCall } from './calls.js';
export type { CallType } from './calls.js';
export { CallServer } from './call-server.js';
export { Positions } from './positions.service.js';
export { MessagingModule } from './messaging.module.js';
export type { MessagingOptions, NatsOptions, Timing } from './options.js';
export { MessagingStatus } from './messaging-status.service.js';
export { messagingStatus } from './status.queries.js';
export type { MessagingStatusReport, Stopped } from './status.queries.js';
export { deadLetter, deadLetters, retryDeadLetter } from './dead-letters.queries.js';
export type { DeadLetter } from './dead-letters.queries.js';
export { natsConfig, natsPermissions } from './permissions.js';
export type { NatsConfig, NatsPermissions } from './permissions.js';
export { faultPoint } from './fault-point.js';
export { Lease } from './lease.js';
export type { Held } from './lease.js';
