import { createHash } from 'node:crypto';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Cause } from '@dotation/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fingerprintOfBody } from './bodies.js';
import { isClaimedTime } from './dates.js';
import { serviceError } from './errors.js';
import { principalOf } from './principal.js';
import type { Principal } from './principal.js';
import { isUuidv7 } from './uuidv7.js';

/** One write a person asks for. `key` is the id of the document a create command makes. */
export interface Command extends Cause {
  principal: Principal;
  key: string;
  /** SHA-256 (hex) of method, path and body: the same key with another fingerprint is refused. */
  fingerprint: string;
}

/** Where the answer of a command goes; enumerable so that a copied command (`{ ...command }`) still answers. */
export const replyOf = Symbol('reply');
export type AnsweredCommand = Command & { [replyOf]?: FastifyReply };

/** The command of a write route. 400 unless `Idempotency-Key` is a UUIDv7 made by the caller. */
export const CommandOf = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const http = context.switchToHttp();
  return commandOf(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), new Date());
});

export function commandOf(request: FastifyRequest, reply: FastifyReply, now: Date): Command {
  const principal = principalOf(request);
  const key = request.headers['idempotency-key'];
  if (!isUuidv7(key)) {
    throw serviceError(
      'idempotency-key-required',
      'Send a new UUIDv7 in the header Idempotency-Key, and the same one when you repeat the request.',
    );
  }
  const command: AnsweredCommand = {
    principal,
    key: key.toLowerCase(),
    fingerprint: fingerprintOf(request),
    actorId: principal.personId,
    occurredAt: claimedTime(request, now) ?? now,
    recordedAt: now,
    causationId: key.toLowerCase(),
    [replyOf]: reply,
  };
  return command;
}

/** The caller's own clock (a phone that was offline); only a claim, kept beside the server's. */
function claimedTime(request: FastifyRequest, now: Date): Date | undefined {
  const claimed = request.headers['dotation-occurred-at'];
  if (claimed === undefined) return undefined;
  if (isClaimedTime(claimed, now)) return new Date(claimed);
  throw serviceError(
    'malformed-request',
    'Dotation-Occurred-At must be an ISO 8601 time with offset, like 2027-03-01T09:30:00+02:00, from 2000 on and at most a year ahead.',
  );
}

function fingerprintOf(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(fingerprintOfBody(request))
    .digest('hex');
}
