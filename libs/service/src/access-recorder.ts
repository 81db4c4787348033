import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { from, mergeMap } from 'rxjs';
import type { Observable } from 'rxjs';
import { AccessKeeper } from './access-keeper.js';
import { accessKindOf, filterOf, recordedRoute, rowsOf } from './access-record.js';
import type { AccessRecord, Mark } from './access-record.js';
import { knownPrincipalOf } from './principal.js';
import { isWrite } from './principal.guard.js';
import { scopeOf } from './scope.js';

/** Writes the record before the answer goes out. What cannot be recorded is not answered. */
@Injectable()
export class AccessRecorder implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly keeper: AccessKeeper,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const mark = this.reflector.get<Mark | undefined>(recordedRoute, context.getHandler());
    return next.handle().pipe(
      mergeMap((answer: unknown) => {
        const record = recordOf(request, mark, answer, new Date());
        return record === undefined ? [answer] : from(this.keeper.keep(record).then(() => answer));
      }),
    );
  }
}

function recordOf(
  request: FastifyRequest,
  mark: Mark | undefined,
  answer: unknown,
  readAt: Date,
): AccessRecord | undefined {
  const principal = knownPrincipalOf(request);
  if (!principal) return undefined;
  const query = (request.query ?? {}) as Record<string, unknown>;
  const rows = rowsOf(answer);
  const kind = accessKindOf({ mark, isWrite: isWrite(request.method), query, roles: principal.roles, rows });
  if (kind === undefined) return undefined;
  const { personId: readerId, tokenId } = principal;
  return {
    ...{ readerId, tokenId, kind, rows, readAt },
    operation: `${request.method} ${request.routeOptions.url ?? ''}`,
    filter: filterOf((request.params ?? {}) as Record<string, unknown>, query),
    purpose: typeof query['purpose'] === 'string' ? query['purpose'] : null,
    scope: scopeOf(principal),
  };
}
