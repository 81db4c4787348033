import { Module } from '@nestjs/common';
import { AccessKeeper, Authenticator } from '@dotation/service';
import type { ServiceOptions } from '@dotation/service';
import type { FastifyInstance } from 'fastify';
import { HandedOverAccess } from './access-records/access-keeper.service.js';
import { AccountEventsController } from './account-events/account-events.controller.js';
import { FirstAdministratorController } from './administrators/first-administrator.controller.js';
import { FirstPagesController } from './administrators/first-pages.controller.js';
import { FirstAdministrators } from './administrators/first-administrator.service.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { PaperOwners } from './certificates/paper-owners.service.js';
import { GatewayConfig } from './config.js';
import { dataSource } from './data-source.js';
import { operations } from './examples.dto.js';
import { DocumentsController } from './documents/documents.controller.js';
import { Documents } from './documents/documents.service.js';
import type { OpenApi } from './documents/openapi.rules.js';
import { ServiceDocuments } from './documents/service-documents.service.js';
import { servePages } from './pages/pages.js';
import { Health } from './health/health.service.js';
import { Callers } from './callers/callers.service.js';
import { OwnPhonesController } from './phones/own-phones.controller.js';
import { PhonesController } from './phones/phones.controller.js';
import { Phones } from './phones/phones.service.js';
import { QuarantineController } from './phones/quarantine.controller.js';
import { Quarantine } from './phones/quarantine.service.js';
import { Directory } from './principals/directory.service.js';
import { Identity } from './principals/identity.service.js';
import { Principals } from './principals/principals.service.js';
import { OpenStreams } from './proxy/open-streams.service.js';
import { Proxy } from './proxy/proxy.service.js';
import { PeopleSessionsController } from './sessions/people-sessions.controller.js';
import { PeopleSessions } from './sessions/people-sessions.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { Sessions } from './sessions/sessions.service.js';
import { SignInProvider } from './sign-in/provider.service.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIns } from './sign-in/sign-ins.service.js';
import { SubjectLinksController } from './subject-links/subject-links.controller.js';
import { SubjectLinks } from './subject-links/subject-links.service.js';
import { BearerTokens } from './tokens/bearer-tokens.service.js';
import { OwnTokensController } from './tokens/own-tokens.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { Tokens } from './tokens/tokens.service.js';

@Module({
  controllers: [
    TokensController,
    OwnTokensController,
    FirstAdministratorController,
    FirstPagesController,
    SessionsController,
    PeopleSessionsController,
    AccountEventsController,
    SubjectLinksController,
    OwnPhonesController,
    PhonesController,
    QuarantineController,
    SignInController,
    CertificatesController,
    DocumentsController,
  ],
  providers: [
    GatewayConfig,
    Directory,
    PaperOwners,
    Principals,
    BearerTokens,
    Identity,
    Sessions,
    PeopleSessions,
    SubjectLinks,
    Phones,
    Quarantine,
    { provide: AccessKeeper, useClass: HandedOverAccess },
    Callers,
    { provide: Authenticator, useExisting: Callers },
    SignInProvider,
    SignIns,
    Tokens,
    FirstAdministrators,
    ServiceDocuments,
    Documents,
    Health,
    OpenStreams,
    Proxy,
  ],
})
export class GatewayModule {}

/** How the gateway starts: no broker, sessions and API tokens instead of signed principals, the proxy beside its own routes. */
export const gateway: ServiceOptions = {
  name: 'gateway',
  module: GatewayModule,
  dataSource,
  messaging: false,
  authenticator: true,
  examples: operations,
  routes: (server, app, describe) => {
    addSecurityHeaders(server);
    app.get(Documents).describeOwn(() => describe() as unknown as OpenApi);
    app.get(Proxy).register(server);
    servePages(server, app.get(GatewayConfig).pagesDir);
  },
};

const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  // Browsers heed it over HTTPS only.
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Answers are about persons and police units: no cache keeps them unless a route says so.
  'cache-control': 'no-store',
};

function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
}
