import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { pipeline, Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, serviceError } from './errors.js';

export const ordinaryBody = 256 * 1024;
export const largeBody = 8 * 1024 * 1024;

interface BodyOfRoute {
  bodyLimit?: number;
  files?: boolean;
  stream?: boolean;
  form?: boolean;
}

/** The route takes JSON up to 8 MB (receipts, imports); every other route 256 kB. */
export function LargeBody(): MethodDecorator {
  return RouteConfig({ bodyLimit: largeBody } satisfies BodyOfRoute);
}

/** The route takes JSON or any file up to 8 MB; a file arrives in `@Body()` as a Buffer. */
export function FileBody(bodyLimit = largeBody): MethodDecorator {
  return RouteConfig({ bodyLimit, files: true } satisfies BodyOfRoute);
}

/** The route reads the request itself: `@Body()` is a Readable, whatever its content type, that fails above `bodyLimit`. */
export function StreamBody(bodyLimit: number): MethodDecorator {
  return RouteConfig({ bodyLimit, stream: true } satisfies BodyOfRoute);
}

const formBody = 16 * 1024;

/** The route takes the form of a page: `@Body()` has its fields as texts, the first of each name. */
export function FormBody(): MethodDecorator {
  return RouteConfig({ bodyLimit: formBody, form: true } satisfies BodyOfRoute);
}

const fingerprints = new WeakMap<object, string>();

/** SHA-256 of the body's bytes; a streamed body has none, its address already names its content. */
export function fingerprintOfBody(request: FastifyRequest): string {
  return fingerprints.get(request) ?? '';
}

/**
 * Body parsing for every service: strict JSON, files only where a route asks for them, limits per route. Answers the
 * limits that differ from the ordinary one, by `POST /orders/:id/receipts`; it fills as routes are mounted.
 */
export function registerBodies(server: FastifyInstance): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  server.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as BodyOfRoute;
    if (bodyLimit === undefined) return;
    route.bodyLimit = bodyLimit;
    for (const method of [route.method].flat()) limits.set(`${method} ${route.url}`, bodyLimit);
  });
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', (request, payload, done) => {
    const route = request.routeOptions.config as BodyOfRoute;
    if (route.stream) return hand(done, () => limited(request, payload));
    collect(request, payload).then((body) => {
      // An empty body is no body: `curl -X POST -H 'Content-Type: application/json'` on a route without fields.
      if (body.length === 0) return done(null, undefined);
      // Decoded leniently, a wrong letter would be kept for ever as U+FFFD.
      if (!isUtf8(body))
        return done(serviceError('malformed-request', 'JSON is written in UTF-8; these bytes are not.'));
      void parseJson(request, body.toString('utf8'), done);
    }, done);
  });
  server.addContentTypeParser('*', (request, payload, done) => {
    const route = request.routeOptions.config as BodyOfRoute;
    if (route.stream) return hand(done, () => limited(request, payload));
    if (route.form && request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
      collect(request, payload).then((body) => done(null, fieldsOf(body.toString('utf8'))), done);
      return;
    }
    if (!route.files) {
      return done(serviceError('unsupported-media-type', 'Send application/json.'));
    }
    collect(request, payload).then((body) => done(null, body), done);
  });
  return limits;
}

function fieldsOf(form: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(form)].toReversed());
}

function hand(done: (error: Error | null, body?: unknown) => void, body: () => unknown): void {
  try {
    done(null, body());
  } catch (error) {
    done(error as Error);
  }
}

async function collect(request: FastifyRequest, payload: Readable): Promise<Buffer> {
  const limit = limitOf(request);
  refuseAnnounced(request, limit);
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    hash.update(chunk);
    chunks.push(chunk);
  }
  fingerprints.set(request, hash.digest('hex'));
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size);
}

/** With an announced length the HTTP parser itself never hands out more; without one the bytes are counted. */
function limited(request: FastifyRequest, payload: Readable): Readable {
  const limit = limitOf(request);
  refuseAnnounced(request, limit);
  if (request.headers['content-length'] !== undefined) return payload;
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      if (size > limit) next(tooLarge(limit));
      else next(null, chunk);
    },
  });
  // Errors reach whoever reads `counting`; the callback only keeps them from being thrown.
  return pipeline(payload, counting, () => undefined);
}

function limitOf(request: FastifyRequest): number {
  return request.routeOptions.bodyLimit ?? ordinaryBody;
}

function refuseAnnounced(request: FastifyRequest, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
}

function tooLarge(limit: number): DomainError {
  return serviceError('too-large', `This route takes at most ${Math.floor(limit / 1024)} kB.`);
}
