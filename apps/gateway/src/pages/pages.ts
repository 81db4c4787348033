import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

interface PageApp {
  /** Its folder beside the others, and its address. */
  folder: string;
  prefix: '/field/' | '/desk/';
  policy: string;
  permissions: string;
  /** Its screens have addresses of their own. */
  hasAddresses: boolean;
}

// Nothing but its own files, and answers of its own address; forms go to signing out only.
const own =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

const apps: PageApp[] = [
  {
    folder: 'field',
    prefix: '/field/',
    // Signatures and photos are shown from the phone's memory.
    policy: `${own}; style-src 'self'; img-src 'self' blob:; manifest-src 'self'; worker-src 'self'; form-action 'none'`,
    permissions: 'camera=(self), geolocation=(), microphone=()',
    hasAddresses: false,
  },
  {
    folder: 'console',
    prefix: '/desk/',
    // The component library writes its measures into a style element of the page.
    policy: `${own}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; form-action 'self'`,
    permissions: 'camera=(), geolocation=(), microphone=()',
    hasAddresses: true,
  },
];

/** The apps for people, from the address they call; their files lie compressed beside themselves. */
export function servePages(server: FastifyInstance, pagesDir: string): void {
  for (const app of apps) {
    const root = join(pagesDir, app.folder);
    const index = join(root, 'index.html');
    if (pagesDir === '' || !existsSync(index)) continue;
    const setHeaders = (reply: FastifyReply, path: string) => {
      reply.header('content-security-policy', app.policy);
      reply.header('permissions-policy', app.permissions);
      // A file that changes has another name; what names them is asked for each time.
      const isHashed = /[/\\]assets[/\\]/.test(path);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    };
    const files = {
      root,
      prefix: app.prefix,
      redirect: true,
      preCompressed: true,
      decorateReply: false,
      cacheControl: false,
    };
    void server.register(fastifyStatic, { ...files, setHeaders, wildcard: !app.hasAddresses });
    if (!app.hasAddresses) continue;
    // Every other address under it is a screen, which the page itself knows: a link or a reload opens it.
    const page = readFileSync(index, 'utf8');
    server.get(`${app.prefix}*`, (request, reply) => {
      if (request.url.startsWith(`${app.prefix}assets/`)) return reply.callNotFound();
      setHeaders(reply, index);
      return reply.type('text/html; charset=utf-8').send(page);
    });
  }
}
