import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { principalOf } from './principal.js';
import type { LogLevel } from './config.js';

const requests = new AsyncLocalStorage<{ requestId: string }>();

/** JSON lines on standard output: service, level in words, time, and the request they belong to. */
export function serviceLogger(service: string, level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => requests.getStore() ?? {},
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

/** Nest's own words, and those of every `new Logger(context)`, as the same JSON lines. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', 'info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', 'error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', 'warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', 'debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', 'trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', 'fatal', message, rest);
  }

  /** Nest passes `message, [stack,] context`; what the framework says about itself while starting is only for debugging. */
  #write(
    framework: 'debug' | 'error' | 'warn' | 'trace' | 'fatal',
    own: Level,
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.length > 0 ? String(rest.at(-1)) : undefined;
    const level = context !== undefined && nestContexts.has(context) ? framework : own;
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? { stack: rest[0] } : {};
    if (message instanceof Error) this.logger[level]({ context, err: message });
    else if (typeof message === 'object' && message !== null) this.logger[level]({ context, ...stack, ...message });
    else this.logger[level]({ context, ...stack }, String(message));
  }
}

type Level = 'debug' | 'info' | 'error' | 'warn' | 'trace' | 'fatal';
const nestContexts = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);

/** One line per answered request: writes at `info`, reads at `debug`, failures louder. */
export function registerRequestLog(server: FastifyInstance, logger: Logger): void {
  server.addHook('preHandler', (request, _reply, done) => requests.run({ requestId: request.id }, done));
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    // Whoever asks for readiness reads the answer himself, every second.
    if (request.url === '/readyz' || request.url === '/livez') return done();
    const level = reply.statusCode >= 500 ? 'warn' : request.method === 'GET' ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) {
      logger[level]({
        msg: 'request',
        requestId: request.id,
        method: request.method,
        url: request.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...personOf(request),
        // The first facts of a command name its key as their cause; readers log both.
        causationId: request.headers['idempotency-key'],
        factId: reply.getHeader('dotation-after'),
      });
    }
    done();
  });
}

function personOf(request: Parameters<typeof principalOf>[0]): { personId?: string; tokenId?: string } {
  try {
    const { personId, tokenId } = principalOf(request);
    return { personId, tokenId };
  } catch {
    return {};
  }
}
