import { Injectable } from '@nestjs/common';
import { Authenticator } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyRequest } from 'fastify';
import { secretIn, sessionCookie } from '../sessions/session.rules.js';
import { Sessions } from '../sessions/sessions.service.js';
import type { Visitor } from '../sessions/sessions.service.js';
import { BearerTokens } from '../tokens/bearer-tokens.service.js';

/** Sent by a page of ours with what it asks by its own clock while nobody is there: it keeps no session from becoming idle. */
const unattended = 'dotation-unattended';

const safe = ['GET', 'HEAD', 'OPTIONS'];

/** Who is calling: a system by its token, or a person by the session of the browser. A token wins, and needs no CSRF. */
@Injectable()
export class Callers extends Authenticator {
  constructor(
    private readonly bearers: BearerTokens,
    private readonly sessions: Sessions,
  ) {
    super();
  }

  async authenticate(request: FastifyRequest): Promise<Principal> {
    const visitor = await this.#visitor(request);
    return visitor ? visitor.principal : this.bearers.authenticate(request);
  }

  /** The caller, and the header that tells a service who it is. */
  async vouch(request: FastifyRequest, service: string): Promise<{ principal: Principal; signed: string }> {
    const visitor = await this.#visitor(request);
    if (!visitor) return this.bearers.vouch(request, service);
    return { principal: visitor.principal, signed: await this.sessions.signedFor(visitor, service) };
  }

  /** As `vouch`, for an answer that is still open: nobody asked anything, so it keeps no session from becoming idle. */
  async vouchAgain(request: FastifyRequest, service: string): Promise<{ principal: Principal }> {
    const secret = request.headers.authorization === undefined && secretIn(request.headers.cookie, sessionCookie);
    return secret ? this.sessions.visitor(secret, new Date(), 'watching') : this.bearers.vouch(request, service);
  }

  async #visitor(request: FastifyRequest): Promise<Visitor | undefined> {
    if (request.headers.authorization !== undefined) return undefined;
    const secret = secretIn(request.headers.cookie, sessionCookie);
    if (!secret) return undefined;
    if (!safe.includes(request.method)) this.sessions.refuseForged(request, secret, request.headers['x-csrf-token']);
    return this.sessions.visitor(secret, new Date(), unattended in request.headers ? 'unattended' : 'asking');
  }
}
