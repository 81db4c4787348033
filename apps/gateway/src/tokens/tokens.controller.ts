import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseInterceptors } from '@nestjs/common';
import { AccessRecorder, Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IssuedToken, IssueToken, RotateToken, TokenPage, TokenQuery, TokenView } from './tokens.dto.js';
import { Tokens } from './tokens.service.js';

@ApiTags('Tokens')
@ApiBearerAuth()
@UseInterceptors(AccessRecorder)
@Controller('api/gateway/tokens')
export class TokensController {
  constructor(private readonly tokens: Tokens) {}

  @Post()
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Issue an API token for a system; people make their own' })
  @ApiCreatedResponse({ type: IssuedToken })
  issueToken(@CommandOf() command: Command, @Body() input: IssueToken): Promise<IssuedToken> {
    return this.tokens.issue(command, input);
  }

  @Get()
  @Allow('SYS_ADMIN')
  @ApiOperation({ summary: 'List tokens, newest first, without their secrets' })
  @ApiOkResponse({ type: TokenPage })
  listTokens(@ReaderOf() reader: Principal, @Query() query: TokenQuery): Promise<TokenPage> {
    return this.tokens.list(reader, query);
  }

  @Post(':id/secret')
  @HttpCode(201)
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Make a new secret for a token: it works at once, the one before for as long as is said' })
  @ApiCreatedResponse({ type: IssuedToken })
  rotateToken(
    @CommandOf() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RotateToken,
  ): Promise<IssuedToken> {
    return this.tokens.rotate(command, id, input);
  }

  @Post(':id/revocation')
  @HttpCode(201)
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Revoke a token; it stops within five seconds' })
  @ApiCreatedResponse({ type: TokenView })
  revokeToken(@CommandOf() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<TokenView> {
    return this.tokens.revoke(command, id);
  }
}
