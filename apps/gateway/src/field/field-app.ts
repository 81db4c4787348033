import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

// Nothing but its own files, and answers of its own address; signatures and photos are shown from the phone's memory.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The field app, from the address it calls; its files lie compressed beside themselves. */
export function serveField(server: FastifyInstance, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  void server.register(fastifyStatic, {
    root: folder,
    prefix: '/field/',
    redirect: true,
    preCompressed: true,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('content-security-policy', policy);
      reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=()');
      // A file that changes has another name; what names them is asked for each time.
      const isHashed = /[/\\]assets[/\\]/.test(path);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
