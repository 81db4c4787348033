import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IssuedToken, IssueToken, TokenPage, TokenQuery, TokenView } from './tokens.dto.js';
import { Tokens } from './tokens.service.js';

@ApiTags('Tokens')
@ApiBearerAuth()
@Controller('api/gateway/tokens')
export class TokensController {
  constructor(private readonly tokens: Tokens) {}

  @Post()
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Issue an API token for a person' })
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
