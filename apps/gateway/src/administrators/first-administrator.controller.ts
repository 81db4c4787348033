import { Body, Controller, Headers, Post, Req } from '@nestjs/common';
import { Public } from '@dotation/service';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { bearerText } from '../tokens/bearer-tokens.service.js';
import { FirstAdministrator, IssuedFirstToken } from '../tokens/tokens.dto.js';
import { FirstAdministrators } from './first-administrator.service.js';

@ApiTags('Tokens')
@ApiBearerAuth()
@Controller('api/gateway/first-administrator')
export class FirstAdministratorController {
  constructor(private readonly administrators: FirstAdministrators) {}

  @Post()
  @Public()
  @ApiOperation({
    summary: 'Make the first administrator of an empty installation',
    description:
      'With the bootstrap token only; answers a token of that person and, where a login is given, an account to sign in with. Works until either was used once.',
  })
  @ApiCreatedResponse({ type: IssuedFirstToken })
  makeFirstAdministrator(
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') key: string | undefined,
    @Body() input: FirstAdministrator,
  ): Promise<IssuedFirstToken> {
    return this.administrators.make(bearerText(request), key, input, new Date());
  }
}
