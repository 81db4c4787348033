import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@dotation/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { gatewayError } from '../errors.js';
import { Health } from '../health/health.service.js';
import { Documents } from './documents.service.js';
import { GatewayConfig } from '../config.js';
import { Sessions } from '../sessions/sessions.service.js';
import { pagePolicyWith } from '../sign-in/pages.rules.js';
import { docsPage, docsScript, landingPage, landingStyle } from './landing.rules.js';

// Swagger UI writes style attributes and inline images of its own; scripts come from here only.
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const require = createRequire(import.meta.url);
const swaggerUi = dirname(require.resolve('swagger-ui-dist/package.json'));
const swaggerFiles = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

/** Pages for people: the first page, the API's documentation, its description for machines. */
@ApiExcludeController()
@Public()
@Controller()
export class DocumentsController {
  constructor(
    private readonly documents: Documents,
    private readonly health: Health,
    private readonly config: GatewayConfig,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  // With `no-referrer` browsers hide the origin of the page's own forms.
  @Header('referrer-policy', 'same-origin')
  async landing(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.header('content-security-policy', pagePolicyWith(this.config.openId?.issuer));
    const found = await this.sessions.visitorIfAny(request, new Date());
    const visitor = found && { login: found.visitor.session.login, csrf: found.csrf };
    return landingPage((await this.health.read()).unreachable, {
      isOffered: this.config.openId !== undefined,
      visitor,
    });
  }

  @Get('landing.css')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return landingStyle;
  }

  @Get('api/openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  openApi(): Promise<string> {
    return this.documents.openApi();
  }

  @Get('api/docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', docsPolicy)
  docs(): string {
    return docsPage;
  }

  @Get('api/docs/start.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return docsScript;
  }

  @Get('api/docs/:file')
  file(@Param('file') name: string, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    const type = swaggerFiles.get(name);
    if (type === undefined) throw gatewayError('route-not-found');
    reply.header('cache-control', 'public, max-age=3600');
    return new StreamableFile(createReadStream(join(swaggerUi, name)), { type });
  }

  @Get('api/health')
  async healthOfAll(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { status, services } = await this.health.read();
    reply.code(status === 'ok' ? 200 : 503);
    return { status, services };
  }
}
