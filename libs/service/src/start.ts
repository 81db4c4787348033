import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CallServer, MessagingStatus } from '@dotation/messaging';
import type { MessagingOptions } from '@dotation/messaging';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { AccessFact, AccessTiming } from './access-teller.service.js';
import { ordinaryBody, registerBodies } from './bodies.js';
import { readServiceConfig } from './config.js';
import type { ServiceConfig } from './config.js';
import { RunTimeDatabase, WorkerDatabase } from './database.js';
import { Environment } from './environment.js';
import type { Examples } from './examples.js';
import { databaseComplaint, registerHealth } from './health.js';
import { NestLogger, registerRequestLog, serviceLogger } from './logging.js';
import { registerMetrics } from './metrics.js';
import { openApiOf } from './openapi.js';
import { ProblemsFilter } from './problems.filter.js';
import { assertRoutesAreClosed } from './routes.js';
import { ServiceModule } from './service.module.js';
import { refuseUnstorableText } from './text.js';
import { answerBadAddress, answerBadBytes, refuseAbsoluteTargets } from './unroutable.js';
import { UnusedConnections } from './unused-connections.js';
import { strictValidation } from './validation.js';

export interface ServiceOptions {
  /** The name in addresses, facts and roles of the database: `assets`. */
  name: string;
  /** The service's one module: its controllers and providers. It imports nothing of this library. */
  module: Type<unknown>;
  /** From the service's `data-source.ts`. */
  dataSource: (url: string) => DataSource;
  /** Classes with @OnFact or @OnEveryFact, which the module provides. */
  handlers?: Type<object>[];
  /** audit: how far its projection has got with a producer. */
  positionOf?: MessagingOptions['positionOf'];
  /** The gateway speaks no NATS. */
  messaging?: false;
  /** The module itself provides the Authenticator (the gateway: API tokens instead of signed principals). */
  authenticator?: true;
  /** Fastify plugins and routes of the service itself, mounted before its controllers; `describe` gives its OpenAPI. */
  routes?: (server: FastifyInstance, app: NestFastifyApplication, describe: () => object) => void;
  /** What the API page shows, by operation. */
  examples?: Examples;
  /** The service's own contract for who read what; told in batches. */
  accessFact?: AccessFact;
  /** Times that tests shorten. */
  accessTiming?: AccessTiming;
  /** Times of the messaging library that tests shorten. */
  timing?: MessagingOptions['timing'];
}

/** A service in this process, for main.ts and for tests. */
export class Service {
  #stopping = false;
  #closing: Promise<void> | undefined;
  readonly #unused: UnusedConnections;

  constructor(
    readonly app: NestFastifyApplication,
    readonly config: ServiceConfig,
    readonly logger: Logger,
    private readonly databases: (RunTimeDatabase | WorkerDatabase)[],
  ) {
    this.#unused = new UnusedConnections(app.getHttpServer());
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  /** Starts to listen; the databases and the broker may come later. Answers the address. */
  async listen(): Promise<string> {
    for (const database of this.databases) void database.open();
    await this.app.startAllMicroservices();
    await this.app.listen({ port: this.config.port, host: this.config.host });
    return (await this.app.getUrl()).replace('[::1]', '127.0.0.1');
  }

  /** Accepts nothing new, finishes what is in flight, then stops readers and relay, then the pools. */
  close(): Promise<void> {
    this.#stopping = true;
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #drain(): Promise<void> {
    await this.#unused.endUntil(this.app.getHttpAdapter().getInstance().close());
    await this.app.close();
    for (const database of this.databases) await database.close();
  }
}

/** Builds a service without listening yet; `values` is its environment. */
export async function createService(
  options: ServiceOptions,
  values: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Service> {
  const environment = new Environment(values);
  const config = readServiceConfig(environment, options.name, options.messaging !== false);
  environment.assertUsable();
  const logger = serviceLogger(config.name, config.logLevel);
  const nats = { url: config.natsUrl, nkeySeed: config.natsSeed };
  const runTime = new RunTimeDatabase(options.dataSource(config.databaseUrl), 'run-time');
  const worker = new WorkerDatabase(options.dataSource(config.workerUrl), 'worker');
  const messaging: MessagingOptions | undefined =
    options.messaging === false
      ? undefined
      : {
          service: config.name,
          worker: () => worker.ready(),
          nats,
          handlers: options.handlers ?? [],
          positionOf: options.positionOf,
          timing: options.timing,
        };

  const adapter = new FastifyAdapter(fastifyOptions);
  const server = adapter.getInstance() as unknown as FastifyInstance;
  registerRequestLog(server, logger);
  refuseAbsoluteTargets(server);
  const limits = registerBodies(server);
  refuseUnstorableText(server);

  @Module({
    imports: [
      ServiceModule.forRoot({
        config,
        environment,
        runTime,
        worker,
        messaging,
        access: options.accessFact && { fact: options.accessFact, timing: options.accessTiming },
        ownAuthenticator: options.authenticator,
      }),
      options.module,
    ],
  })
  class Root {}
  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  environment.assertUsable();
  assertRoutesAreClosed(app);
  app.useGlobalPipes(strictValidation());
  app.useGlobalFilters(new ProblemsFilter());
  const calls = messaging && new CallServer(config.name, nats);
  if (calls) app.connectMicroservice({ strategy: calls });

  const service = new Service(app, config, logger, messaging ? [runTime, worker] : [runTime]);
  registerMetrics(server, config.name, messaging && (() => app.get(MessagingStatus).read()));
  registerHealth(server, healthChecks(app, runTime, messaging && worker, calls), () => service.isStopping);
  const describe = (): object => openApiOf(app, config, limits, options.examples);
  registerOpenApi(server, describe);
  options.routes?.(server, app, describe);
  await app.init();
  return service;
}

const fastifyOptions = {
  logger: false,
  bodyLimit: ordinaryBody,
  // Longer than the idle time of any proxy in front, so that no proxy sends a request on a connection just closed here.
  keepAliveTimeout: 75_000,
  // A request has five minutes to arrive whole: files over slow lines yes, dripping attackers no.
  requestTimeout: 300_000,
  forceCloseConnections: 'idle' as const,
  skipMiddie: true,
  frameworkErrors: answerBadAddress,
  clientErrorHandler: answerBadBytes,
  routerOptions: { maxParamLength: 300 },
  genReqId: ({ headers }: { headers: Record<string, unknown> }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
  },
};

function healthChecks(
  app: NestFastifyApplication,
  runTime: RunTimeDatabase,
  worker: WorkerDatabase | undefined,
  calls: CallServer | undefined,
): Parameters<typeof registerHealth>[1] {
  return {
    database: () => databaseComplaint(runTime),
    ...(worker && {
      worker: () => databaseComplaint(worker),
      broker: async () => (app.get(MessagingStatus).brokerConnected() ? undefined : 'not connected'),
    }),
    ...(calls && { calls: async () => (calls.isBound() ? undefined : 'questions of other services find nobody yet') }),
  };
}

function registerOpenApi(server: FastifyInstance, build: () => object): void {
  let document: string | undefined;
  server.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(build());
    await reply.type('application/json').send(document);
  });
}
