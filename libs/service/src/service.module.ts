import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { MessagingModule } from '@dotation/messaging';
import type { MessagingOptions } from '@dotation/messaging';
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
  /** The service's own module provides the Authenticator (the gateway's API tokens). */
  ownAuthenticator?: boolean;
}

/** What every service can inject, without importing it: Commands, Queries, Calls, Positions, Environment, databases. */
@Module({})
export class ServiceModule {
  static forRoot({ config, environment, runTime, worker, messaging, ownAuthenticator }: ServiceParts): DynamicModule {
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
      ],
      exports: [...offered, ...messagingModule.map(({ module }) => module)],
    };
  }
}
