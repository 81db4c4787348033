import { PassThrough, pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DomainError, principalOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Callers } from '../callers/callers.service.js';

/** With the seconds a looked-up token is remembered, a withdrawn right ends a stream in less than five (G-33). */
const look = 500;

/** Answers that do not end by themselves: a token is checked when they begin, and again and again until they end. */
@Injectable()
export class OpenStreams implements OnModuleInit {
  readonly #ending = new AbortController();

  constructor(
    private readonly callers: Callers,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // Readers come back, to this process's successor, with the last id they have.
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preClose', (done: () => void) => {
      this.#ending.abort();
      done();
    });
  }

  /** Passes the service's answer on until it ends, the reader leaves, or the reader is no longer who he was. */
  pass(request: FastifyRequest, reply: FastifyReply, service: string, source: Readable): void {
    const line = new PassThrough();
    const opened = rightsOf(principalOf(request));
    const end = (): void => {
      source.unpipe(line);
      line.end();
      source.destroy();
    };
    const timer = setInterval(() => {
      this.callers.vouchAgain(request, service).then(
        // Also with more rights than before: the reader comes back and is shown what he may see now.
        ({ principal }) => rightsOf(principal) !== opened && end(),
        // Whoever asks too much elsewhere is still who he was. Whoever cannot be looked up may be nobody any more.
        (error: unknown) => !(error instanceof DomainError && error.kind === 'limited') && end(),
      );
    }, look);
    this.#ending.signal.addEventListener('abort', end);
    pipeline(source, line, () => {
      clearInterval(timer);
      this.#ending.signal.removeEventListener('abort', end);
    });
    void reply.header('connection', 'close').send(line);
  }
}

function rightsOf({ personId, scopes, roles }: Principal): string {
  return JSON.stringify([personId, scopes, roles]);
}
