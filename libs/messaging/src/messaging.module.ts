import { Module } from '@nestjs/common';
import type { DynamicModule, FactoryProvider, ModuleMetadata, Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Broker } from './broker.js';
import { Calls } from './calls.js';
import { factNumberController } from './fact-number.call.js';
import { MessagingStatus } from './messaging-status.service.js';
import { MESSAGING_OPTIONS, resolved } from './options.js';
import type { MessagingOptions, ResolvedOptions } from './options.js';
import { Positions } from './positions.service.js';
import { MessagingRunner } from './runner.service.js';

@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return build(options.service, { provide: MESSAGING_OPTIONS, useFactory: () => resolved(options) });
  }

  /** For options that come from other providers. The name is needed at once, because a subject carries it. */
  static forRootAsync(
    options: Pick<ModuleMetadata, 'imports'> &
      Pick<FactoryProvider, 'inject'> & {
        service: string;
        // The injected providers are the caller's business.
        useFactory: (
          ...injected: never[]
        ) => Omit<MessagingOptions, 'service'> | Promise<Omit<MessagingOptions, 'service'>>;
      },
  ): DynamicModule {
    const { service, imports, inject = [], useFactory } = options;
    const provider: FactoryProvider<ResolvedOptions> = {
      provide: MESSAGING_OPTIONS,
      inject,
      useFactory: async (...injected: unknown[]) =>
        resolved({ service, ...(await useFactory(...(injected as never[]))) }),
    };
    return build(service, provider, imports);
  }
}

function build(service: string, options: Provider, imports: ModuleMetadata['imports'] = []): DynamicModule {
  return {
    module: MessagingModule,
    global: true,
    imports,
    controllers: [factNumberController(service)],
    providers: [
      options,
      {
        provide: Broker,
        inject: [MESSAGING_OPTIONS],
        useFactory: (given: ResolvedOptions) => new Broker(service, given.nats),
      },
      {
        provide: Calls,
        inject: [MESSAGING_OPTIONS],
        useFactory: (given: ResolvedOptions) => new Calls(service, given.nats),
      },
      {
        provide: Positions,
        inject: [MESSAGING_OPTIONS, Calls, MessagingRunner],
        useFactory: (given: ResolvedOptions, calls: Calls, runner: MessagingRunner) =>
          new Positions(given, calls, () => runner.producers),
      },
      {
        provide: MessagingStatus,
        inject: [MESSAGING_OPTIONS, Broker],
        useFactory: (given: ResolvedOptions, broker: Broker) => new MessagingStatus(given, broker),
      },
      {
        provide: MessagingRunner,
        inject: [MESSAGING_OPTIONS, Broker, Calls, ModuleRef],
        useFactory: (given: ResolvedOptions, broker: Broker, calls: Calls, modules: ModuleRef) =>
          new MessagingRunner(given, broker, calls, modules),
      },
    ],
    exports: [Calls, Positions, MessagingStatus],
  };
}
