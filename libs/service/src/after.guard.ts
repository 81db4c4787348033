import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Optional } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Positions } from '@dotation/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { serviceError } from './errors.js';
import { isWrite } from './principal.guard.js';

const longestWait = 2_000;
const afterFact = /^([a-z]+)\/([0-9a-f-]{36})$/;

/** `Dotation-After`: reads see what the caller has just written elsewhere, or say that they do not yet. */
@Injectable()
export class AfterGuard implements CanActivate {
  constructor(@Optional() private readonly positions?: Positions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const after = request.headers['dotation-after'];
    if (after === undefined || this.positions === undefined) return true;
    const [, producer, factId] = (typeof after === 'string' && afterFact.exec(after)) || [];
    if (producer === undefined || factId === undefined) {
      throw serviceError('malformed-request', 'Dotation-After is <service>/<factId>, as a command answered it.');
    }
    if (await this.#reached(this.positions, producer, factId)) return true;
    if (isWrite(request.method))
      throw serviceError('not-yet-known', `${after} has not arrived here; repeat the request.`);
    context.switchToHttp().getResponse<FastifyReply>().header('dotation-stale', 'true');
    return true;
  }

  /** A broker that is down cannot tell the position: the read goes on as stale, the command is refused. */
  async #reached(positions: Positions, producer: string, factId: string): Promise<boolean> {
    try {
      // Nor can a database that hangs.
      const tooLong = pause(longestWait * 2, false, { ref: false });
      return await Promise.race([positions.reached(producer, factId, longestWait), tooLong]);
    } catch {
      return false;
    }
  }
}
