// The one door of @dotation/service: what every service starts with. It knows no business word.
//
//   await startService({ name: 'assets', module: AssetsModule, dataSource, handlers: [GoodsReceivedHandler] });
//
// The module lists its controllers and providers only. Commands, Queries, Calls, Positions, Environment, RunTimeDatabase
// and WorkerDatabase can be injected everywhere.
export { startService } from './main.js';
export { createService, Service } from './start.js';
export type { ServiceOptions } from './start.js';
export { Environment, EnvironmentError } from './environment.js';
export { ServiceConfig } from './config.js';
export { dataSourceFor, RunTimeDatabase, WorkerDatabase } from './database.js';
export { serviceTables } from './tables.js';
export { DomainError, errorsFrom, serviceError, statusOf } from './errors.js';
export type { ErrorEntry, ErrorKind, RowProblem } from './errors.js';
export { problemOf, sendProblem } from './problems.filter.js';
export type { Problem } from './problems.filter.js';
export {
  Allow,
  Anyone,
  Authenticator,
  gatewayRole,
  principalOf,
  Public,
  ReaderOf,
  rememberPrincipal,
  StepUp,
} from './principal.js';
export type { HeldRole, Principal, SignedInSession } from './principal.js';
export { PrincipalSigner, principalHeader } from './signed-principal.js';
export { CommandOf } from './command.js';
export type { Command } from './command.js';
export { Commands } from './commands.service.js';
export { Queries } from './queries.service.js';
export type { KnownPaper } from './certificate.rules.js';
export { CertificatesController, RecordedPapers } from './certificates.controller.js';
export { AnswersPaper, paperFile, PrintedPapers, printedPaperTables } from './printed-papers.js';
export { Recorded } from './access-record.js';
export type { AccessRecord } from './access-record.js';
export { AccessKeeper, insertAccess } from './access-keeper.js';
export { AccessRecorder } from './access-recorder.js';
export { accessTables } from './access-tables.js';
export { tellAccess } from './access-teller.service.js';
export type { AccessFact, AccessLine, AccessTiming } from './access-teller.service.js';
export {
  actingOn,
  beyondScope,
  inScope,
  isLimited,
  rolesOfCaller,
  rootsOf,
  scopeOf,
  unlimitedRolesOfCaller,
} from './scope.js';
export { mergedPersonTable, mergePersons, onePersons } from './one-person.js';
export type { ScopeNode } from './scope-tables.js';
export {
  idsInScope,
  inScopeBy,
  isCaller,
  isShown,
  recordScopeNodes,
  notOnlyAwards,
  ofAward,
  scopeAnew,
  scopeOfAwards,
  scopedTable,
  scopeRemembered,
  scopeTables,
  unlimitedOnly,
  withAwards,
} from './scope-tables.js';
export { promptly } from './promptly.js';
export { FileBody, FormBody, largeBody, LargeBody, ordinaryBody, StreamBody } from './bodies.js';
export { decodeCursor, DocumentsQuery, encodeCursor, pageOf, PageQuery, sqlOrder } from './paging.js';
export type { KeyPart, Page } from './paging.js';
export { settled } from './settled.js';
export { isSameOrigin } from './same-origin.js';
export { strictValidation } from './validation.js';
export { exampleKey } from './openapi.js';
export type { Example, Examples } from './examples.js';
export { isUuidv7, uuidv7 } from './uuidv7.js';
export { Day, Instant, OptionalClaimedTime, OptionalDay, OptionalInstant } from './dates.js';
