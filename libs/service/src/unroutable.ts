import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serviceError } from './errors.js';
import type { DomainError } from './errors.js';
import { problemOf, sendProblem } from './problems.filter.js';

/** Addresses that no route can be looked up for: their answers are problems too. (Nest brings types of Fastify of its own.) */
export function answerBadAddress(error: Error, request: unknown, reply: unknown): void {
  sendProblem(request as FastifyRequest, reply as FastifyReply, error);
}

/** A target in absolute form is for proxies that forward anywhere; nobody here does. */
export function refuseAbsoluteTargets(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const isPath = request.raw.url?.startsWith('/') || (request.method === 'OPTIONS' && request.raw.url === '*');
    done(isPath ? undefined : serviceError('malformed-request', 'The request target must begin with a slash.'));
  });
}

/** Bytes that are no request: there is nobody to answer but the socket. */
export function answerBadBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const body = JSON.stringify(problemOf(refusalOfBytes(error.code), randomUUID()));
    const status = (JSON.parse(body) as { status: number }).status;
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

function refusalOfBytes(code: string | undefined): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return serviceError('headers-too-large', 'Address and headers take 16 kB at most.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return serviceError('request-too-slow', 'Send the request again.');
  return serviceError('malformed-request', 'This is not HTTP.');
}
