import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { CallFailed } from '@dotation/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf } from './database-errors.js';
import { DomainError, serviceError } from './errors.js';
import type { RowProblem } from './errors.js';

/** RFC 9457 body of every answer that is not a success. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  rows?: RowProblem[];
  requestId: string;
}

const log = new Logger('Problems');

/** The only place that turns a thrown error into an HTTP answer. */
@Catch()
export class ProblemsFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const problem = problemOf(error, request.id);
  if (problem.status >= 500) tellOperators(problem, error);
  if (reply.sent || reply.raw.headersSent) {
    // Half an answer went out already: cutting the connection is the only honest sign left.
    reply.raw.destroy();
    return;
  }
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', '1');
  void reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

export function problemOf(error: unknown, requestId: string): Problem {
  const refusal = refusalFor(error);
  if (!refusal) {
    return {
      type: '/problems/unexpected',
      title: 'Something unexpected happened',
      status: 500,
      code: 'unexpected',
      requestId,
    };
  }
  const { code, title, status, detail, rows } = refusal;
  return {
    type: `/problems/${code}`,
    title,
    status,
    ...(detail !== undefined && { detail }),
    code,
    ...(rows !== undefined && { rows }),
    requestId,
  };
}

function refusalFor(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof CallFailed) {
    return serviceError(error.kind === 'late' ? 'service-late' : 'service-unavailable', 'Repeat the request.');
  }
  return refusalOf(error) ?? refusalOfHttp(error);
}

/** Errors of Nest and Fastify themselves: unreadable bodies, unknown routes, bad parameters. */
function refusalOfHttp(error: unknown): DomainError | undefined {
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatus(error);
  if (status === undefined || status >= 500) return undefined;
  const detail = (error as Error).message;
  if (status === 404) return serviceError('route-not-found', detail);
  if (status === 413) return serviceError('too-large', detail);
  if (status === 414) return serviceError('address-too-long', 'A segment of an address has 300 characters at most.');
  if (status === 415) return serviceError('unsupported-media-type', detail);
  if (status === 401) return serviceError('unauthenticated', detail);
  if (status === 403) return serviceError('forbidden', detail);
  return serviceError('malformed-request', detail);
}

function fastifyStatus(error: unknown): number | undefined {
  if (error instanceof SyntaxError) return (error as { statusCode?: number }).statusCode;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
}

function tellOperators(problem: Problem, error: unknown): void {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  if (problem.status === 500) log.error({ msg: 'Unexpected error', err: error });
  else log.warn({ msg: `Answered ${problem.status} ${problem.code}`, reason: String(cause) });
}
