import type { Readable } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import { Injectable } from '@nestjs/common';
import { DomainError, ordinaryBody, principalHeader, rememberPrincipal, sendProblem } from '@dotation/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { ServiceDocuments } from '../documents/service-documents.service.js';
import { gatewayError } from '../errors.js';
import { Callers } from '../callers/callers.service.js';
import { Identity } from '../principals/identity.service.js';
import { clientAddress } from '../sign-in/sign-in.rules.js';
import { OpenStreams } from './open-streams.service.js';
import { climbs, isClosed, largeRoutesOf, limitOf } from './route.rules.js';

/** No service takes more than this (photographs, signed papers). */
const largestBody = 20 * 1024 * 1024;

/** Pages take forms. */
const largestForm = 64 * 1024;

/** An open stream holds its connection: they have connections of their own, or they would leave none to the others. */
const streams = [{ service: 'audit', path: '/events' }] as const;
/** A stream says at least every 45 s that it is still there. */
const silence = 60_000;

/** What a client may not say to a service in the gateway's name, and what services need not know. */
const withheld = [principalHeader, 'authorization', 'cookie', 'forwarded', 'x-forwarded-for', 'x-forwarded-host'];

/** `/api/<service>/…` goes to that service, streamed both ways, with the caller's signed principal on it. */
@Injectable()
export class Proxy {
  readonly #signed = new WeakMap<FastifyRequest, string>();

  constructor(
    private readonly config: GatewayConfig,
    private readonly callers: Callers,
    private readonly identity: Identity,
    private readonly documents: ServiceDocuments,
    private readonly open: OpenStreams,
  ) {}

  register(server: FastifyInstance): void {
    this.#registerPages(server);
    for (const [service, upstream] of Object.entries(this.config.serviceUrls)) {
      this.#forward(server, service, upstream);
    }
    for (const { service, path } of streams) {
      const upstream = this.config.serviceUrls[service];
      if (upstream !== undefined) this.#forward(server, service, upstream, path);
    }
  }

  #forward(server: FastifyInstance, service: string, upstream: string, stream?: string): void {
    void server.register(httpProxy, {
      upstream,
      prefix: `/api/${service}${stream ?? ''}`,
      rewritePrefix: stream ?? '',
      proxyPayloads: false,
      config: { stream: true, bodyLimit: largestBody },
      httpMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      disableRequestLogging: true,
      undici: {
        connections: stream === undefined ? 64 : 1_024,
        keepAliveTimeout: 60_000,
        headersTimeout: this.config.upstreamTimeoutMs,
        bodyTimeout: stream === undefined ? this.config.upstreamTimeoutMs : silence,
        connect: { timeout: 3_000 },
      },
      preHandler: (request: FastifyRequest) => this.#admit(request, service),
      replyOptions: {
        rewriteRequestHeaders: (request: FastifyRequest, headers: Record<string, unknown>) =>
          this.#headersFor(request, headers),
        ...(stream !== undefined && { onResponse: this.#pass(service) }),
        onError: (reply: FastifyReply, { error }: { error: Error }) =>
          sendProblem(reply.request, reply, upstreamProblem(service, error)),
        retryDelay: ({ err, req, attempt }: { err?: Error; req: { method: string }; attempt: number }) =>
          isClosedUnderneath(err) && req.method === 'GET' && attempt === 0 ? 1 : null,
      },
    } as never);
  }

  /** A refusal is an answer like any other; only what was let in stays open. */
  #pass(service: string) {
    return (request: FastifyRequest, reply: FastifyReply, answer: { statusCode: number; stream: Readable }): void => {
      if (answer.statusCode === 200) this.open.pass(request, reply, service, answer.stream);
      else void reply.send(answer.stream);
    };
  }

  /** The pages of identity, as they are: who asks is not known yet, and the cookies are its own. */
  #registerPages(server: FastifyInstance): void {
    const upstream = this.config.serviceUrls['identity'];
    if (upstream === undefined) return;
    void server.register(httpProxy, {
      upstream,
      prefix: '/identity',
      rewritePrefix: '/identity',
      proxyPayloads: false,
      config: { stream: true, bodyLimit: largestForm },
      httpMethods: ['GET', 'HEAD', 'POST'],
      disableRequestLogging: true,
      undici: { connections: 64, keepAliveTimeout: 60_000, connect: { timeout: 3_000 } },
      preHandler: async (request: FastifyRequest) => {
        if (climbs(request.url)) throw gatewayError('route-not-found');
        this.#signed.set(request, await this.identity.signature());
      },
      replyOptions: {
        rewriteRequestHeaders: (request: FastifyRequest, headers: Record<string, unknown>) => ({
          ...this.#headersFor(request, headers),
          cookie: request.headers.cookie,
          'x-forwarded-for': this.#addressOf(request),
        }),
        onError: (reply: FastifyReply, { error }: { error: Error }) =>
          sendProblem(reply.request, reply, upstreamProblem('identity', error)),
      },
    } as never);
  }

  #addressOf({ ip, headers }: FastifyRequest): string {
    return clientAddress(ip, headers['x-forwarded-for']?.toString(), this.config.proxies);
  }

  async #admit(request: FastifyRequest, service: string): Promise<void> {
    if (isClosed(request.url)) throw gatewayError('route-not-found');
    const { principal, signed } = await this.callers.vouch(request, service);
    rememberPrincipal(request, principal);
    this.#signed.set(request, signed);
    await this.#refuseLarge(request, service);
  }

  /** Asks for the route's own limit only where the ordinary one is passed; without a length the service counts. */
  async #refuseLarge(request: FastifyRequest, service: string): Promise<void> {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length <= ordinaryBody) return;
    const document = await this.documents.of(service);
    if (!document) return;
    const path = request.url.slice(`/api/${service}`.length);
    const limit = limitOf(largeRoutesOf(document), request.method, path, ordinaryBody);
    if (length > limit) throw gatewayError('too-large', `This route takes at most ${Math.floor(limit / 1024)} kB.`);
  }

  #headersFor(request: FastifyRequest, headers: Record<string, unknown>): Record<string, unknown> {
    const sent = { ...headers };
    for (const name of withheld) delete sent[name];
    sent[principalHeader] = this.#signed.get(request);
    sent['x-request-id'] = request.id;
    return sent;
  }
}

/** The service closed an idle connection just as the request went out on it. */
function isClosedUnderneath(error: Error | undefined): boolean {
  const { code } = (error ?? {}) as { code?: string };
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET';
}

function upstreamProblem(service: string, error: Error): Error {
  const cause = error.cause instanceof Error ? error.cause : error;
  if (cause instanceof DomainError) return cause;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  const late = statusCode === 504 && code !== 'UND_ERR_CONNECT_TIMEOUT';
  const problem = late
    ? gatewayError('service-late', `${service} did not answer in time; repeat the request with the same key.`)
    : gatewayError('service-unavailable', `${service} cannot be reached; repeat the request with the same key.`);
  return Object.assign(problem, { cause });
}
