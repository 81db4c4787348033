import { DomainError, FormBody, Public } from '@dotation/service';
import { Body, Controller, Get, Logger, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { AddressRates } from '../limits/address-rates.js';
import { cookieText, loginCookie, secretIn, sessionCookie } from '../sessions/session.rules.js';
import { Sessions } from '../sessions/sessions.service.js';
import { failedPage, pagePolicy } from './pages.rules.js';
import { LeaveForm, LoginQuery } from './sign-in.dto.js';
import { clientAddress } from './sign-in.rules.js';
import { pendingLifeMs, SignIns } from './sign-ins.service.js';
import type { Browser } from './sign-ins.service.js';

/** Sign-ins begun in a second from one address; an office behind one address signs in over some seconds. */
const perSecond = 10;

/** Where browsers go to sign in and out. What goes wrong here is said on a page. */
@ApiExcludeController()
@Public()
@Controller('auth')
export class SignInController {
  readonly #log = new Logger('SignIn');
  readonly #rates = new AddressRates(perSecond);

  constructor(
    private readonly config: GatewayConfig,
    private readonly signIns: SignIns,
    private readonly sessions: Sessions,
  ) {}

  @Get('login')
  login(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: LoginQuery): Promise<void> {
    return this.#onPage(request, reply, async () => {
      const { publicUrl } = this.config;
      // Cookies are for one host: a browser that came by another name of this one signs in under the public one.
      if (request.headers.host !== new URL(publicUrl).host) return reply.redirect(`${publicUrl}${request.url}`, 302);
      this.#rates.take(this.#address(request), Date.now());
      const asked = { returnTo: query.returnTo, stepUp: query.stepUp === '1' };
      const { url, login } = await this.signIns.begin(asked, this.#browser(request), new Date());
      const cookie = cookieText(loginCookie, login.toString('base64url'), pendingLifeMs / 1000);
      return reply.header('set-cookie', cookie).redirect(url, 303);
    });
  }

  @Get('callback')
  callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#onPage(request, reply, async () => {
      const query = request.url.split('?')[1] ?? '';
      if (new URLSearchParams(query).get('error') === 'access_denied') return reply.redirect('/', 303);
      const { secret, returnTo } = await this.signIns.finish(query, this.#browser(request), new Date());
      const cookies = [cookieText(sessionCookie, secret.toString('base64url')), cookieText(loginCookie, '', 0)];
      return reply.header('set-cookie', cookies).redirect(returnTo, 303);
    });
  }

  @Post('logout')
  @FormBody()
  logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form: LeaveForm): Promise<void> {
    return this.#onPage(request, reply, () => this.#leave(request, reply, form, 'here'));
  }

  @Post('logout-everywhere')
  @FormBody()
  logoutEverywhere(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form: LeaveForm): Promise<void> {
    return this.#onPage(request, reply, () => this.#leave(request, reply, form, 'everywhere'));
  }

  async #leave(request: FastifyRequest, reply: FastifyReply, { csrf }: LeaveForm, where: 'here' | 'everywhere') {
    const now = new Date();
    const secret = secretIn(request.headers.cookie, sessionCookie);
    const found = await this.sessions.visitorIfAny(request, now);
    reply.header('set-cookie', cookieText(sessionCookie, '', 0));
    if (!secret || !found) return this.#sendOn(request, reply, '/');
    this.sessions.refuseForged(request, secret, csrf ?? request.headers['x-csrf-token']);
    const { session } = found.visitor;
    if (where === 'everywhere') await this.sessions.endAllOf(session.personId, 'signed out everywhere', now);
    else await this.sessions.end(session.id, 'signed out', now);
    return this.#sendOn(request, reply, await this.signIns.leave(session));
  }

  /** A page of ours that asks by script is told where to go on; a form is sent there. */
  #sendOn(request: FastifyRequest, reply: FastifyReply, next: string): unknown {
    const isScript = request.headers.accept?.includes('application/json') ?? false;
    return isScript ? reply.code(200).send({ next }) : reply.redirect(next, 303);
  }

  #browser(request: FastifyRequest): Browser {
    const { headers } = request;
    return {
      login: secretIn(headers.cookie, loginCookie),
      session: secretIn(headers.cookie, sessionCookie),
      name: (headers['user-agent'] ?? '').slice(0, 200),
      address: this.#address(request),
    };
  }

  #address({ ip, headers }: FastifyRequest): string {
    return clientAddress(ip, headers['x-forwarded-for']?.toString(), this.config.proxies);
  }

  async #onPage(request: FastifyRequest, reply: FastifyReply, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError) || request.headers.accept?.includes('application/json')) throw error;
      if (error.status >= 500) this.#log.warn(`${error.message}: ${String(error.cause)}`);
      // A forged request must not sign anybody out: not by its cookie either.
      reply.removeHeader('set-cookie');
      await reply
        .code(error.status)
        .header('content-security-policy', pagePolicy)
        .type('text/html; charset=utf-8')
        .send(failedPage(error.code, error.detail));
    }
  }
}
