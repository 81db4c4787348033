import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { MessagingModule } from '@dotation/messaging';
import type { MessagingOptions } from '@dotation/messaging';
import { AccessKeeper, OwnAccessKeeper } from './access-keeper.js';
import { AccessRecorder } from './access-recorder.js';
import { AccessTeller } from './access-teller.service.js';
import type { AccessFact, AccessTiming } from './access-teller.service.js';
import { AfterGuard } from './after.guard.js';
import { Commands } from './commands.service.js';
import { ServiceConfig } from './config.js';
import { RunTimeDatabase, WorkerDatabase } from './database.js';
import { Environment } from './environment.js';
import { Authenticator } from './principal.js';
import { PrincipalGuard } from './principal.guard.js';
import { Queries } from './queries.service.js';
import { SignedPrincipals } from './signed-principal.js';

export interface ServiceParts {
  config: ServiceConfig;
  environment: Environment;
  runTime: RunTimeDatabase;
  worker: WorkerDatabase;
  messaging?: MessagingOptions;
  /** How the service tells who read what. */
  access?: { fact: AccessFact; timing?: AccessTiming | undefined } | undefined;
  /** The service's own module provides the Authenticator (the gateway's API tokens). */
  ownAuthenticator?: boolean;
}

/** What every service can inject, without importing it: Commands, Queries, Calls, Positions, Environment, databases. */
@Module({})
export class ServiceModule {
  static forRoot({
    config,
    environment,
    runTime,
    worker,
    messaging,
    access,
    ownAuthenticator,
  }: ServiceParts): DynamicModule {
    const offered: Provider[] = [
      { provide: ServiceConfig, useValue: config },
      { provide: Environment, useValue: environment },
      { provide: RunTimeDatabase, useValue: runTime },
      { provide: WorkerDatabase, useValue: worker },
      Commands,
      Queries,
    ];
    const messagingModule = messaging ? [MessagingModule.forRoot(messaging)] : [];
    return {
      module: ServiceModule,
      global: true,
      imports: messagingModule,
      providers: [
        ...offered,
        ...(ownAuthenticator ? [] : [{ provide: Authenticator, useClass: SignedPrincipals }]),
        { provide: APP_GUARD, useClass: PrincipalGuard },
        { provide: APP_GUARD, useClass: AfterGuard },
        // A service without facts keeps no records: the gateway hands those of its own marked routes to directory.
        ...(messaging
          ? [
              { provide: AccessKeeper, useClass: OwnAccessKeeper },
              { provide: APP_INTERCEPTOR, useClass: AccessRecorder },
            ]
          : []),
        ...(access ? [tellerOf(worker, access, config.name)] : []),
      ],
      exports: [...offered, ...messagingModule.map(({ module }) => module)],
    };
  }
}

function tellerOf(
  worker: WorkerDatabase,
  { fact, timing }: NonNullable<ServiceParts['access']>,
  service: string,
): Provider {
  return { provide: AccessTeller, useFactory: () => new AccessTeller(worker, fact, service, timing) };
}
