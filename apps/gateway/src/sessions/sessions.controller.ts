import { Anyone, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config.js';
import { gatewayError } from '../errors.js';
import { csrfToken, secretIn, sessionCookie } from './session.rules.js';
import type { Session } from './session.rules.js';
import { SessionDto, SessionList, WhoAmI } from './sessions.dto.js';
import { Sessions, viewOf } from './sessions.service.js';

@ApiTags('Sessions')
@ApiBearerAuth()
@Controller('api/gateway')
export class SessionsController {
  constructor(
    private readonly config: GatewayConfig,
    private readonly sessions: Sessions,
  ) {}

  @Get('session')
  @Anyone()
  @ApiOperation({
    summary: 'Who is calling, with which roles, and until when',
    description:
      'Whatever a page asks by its own clock while nobody is there it sends with the header `Dotation-Unattended: 1`: that keeps no session open.',
  })
  @ApiOkResponse({ type: WhoAmI })
  async whoAmI(@ReaderOf() { personId, roles, session }: Principal, @Req() request: FastifyRequest): Promise<WhoAmI> {
    const secret = session && secretIn(request.headers.cookie, sessionCookie);
    if (!secret) return { personId, roles, session: null };
    // Whether somebody is there was noted when the caller was looked up.
    const visitor = await this.sessions.visitor(secret, new Date(), 'watching');
    return { personId, roles, session: { ...this.#view(visitor.session), csrfToken: csrfToken(secret) } };
  }

  @Get('sessions')
  @Anyone()
  @ApiOperation({ summary: 'Where you are signed in' })
  @ApiOkResponse({ type: SessionList })
  async listSessions(@ReaderOf() { personId }: Principal): Promise<SessionList> {
    const sessions = await this.sessions.listOf(personId, new Date());
    return { items: sessions.map((session) => this.#view(session)) };
  }

  @Post('sessions/:id/ending')
  @HttpCode(201)
  @Anyone()
  @ApiOperation({ summary: 'Sign yourself out in another browser; acts within five seconds' })
  @ApiCreatedResponse({ type: SessionDto })
  async endSession(@ReaderOf() { personId }: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<SessionDto> {
    const now = new Date();
    const session = (await this.sessions.listOf(personId, now)).find((one) => one.id === id);
    if (!session) throw gatewayError('session-not-found');
    await this.sessions.end(id, 'signed out elsewhere', now);
    return this.#view(session);
  }

  #view(session: Session): SessionDto {
    return viewOf(session, this.config.sessionIdleMs);
  }
}
