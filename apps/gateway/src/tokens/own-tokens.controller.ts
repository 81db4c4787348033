import { Anyone, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IssuedToken, IssueOwnToken, OwnTokenQuery, TokenPage, TokenView } from './tokens.dto.js';
import { Tokens } from './tokens.service.js';

@ApiTags('Tokens')
@ApiBearerAuth()
@Controller('api/gateway/own-tokens')
export class OwnTokensController {
  constructor(private readonly tokens: Tokens) {}

  @Post()
  @Anyone()
  @StepUp()
  @ApiOperation({
    summary: 'Make a token for a machine of one’s own: a script, a spreadsheet',
    description: 'It has one’s roles, and is refused wherever a session is asked for a second factor.',
  })
  @ApiCreatedResponse({ type: IssuedToken })
  issueOwnToken(@CommandOf() command: Command, @Body() input: IssueOwnToken): Promise<IssuedToken> {
    return this.tokens.issueOwn(command, input);
  }

  @Get()
  @Anyone()
  @ApiOperation({ summary: 'One’s own tokens, newest first, whoever issued them' })
  @ApiOkResponse({ type: TokenPage })
  listOwnTokens(@ReaderOf() reader: Principal, @Query() query: OwnTokenQuery): Promise<TokenPage> {
    return this.tokens.list(reader, { ...query, personId: reader.personId });
  }

  @Post(':id/revocation')
  @HttpCode(201)
  @Anyone()
  @ApiOperation({ summary: 'Revoke a token of one’s own; it stops within five seconds' })
  @ApiCreatedResponse({ type: TokenView })
  revokeOwnToken(@CommandOf() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<TokenView> {
    return this.tokens.revoke(command, id, 'own');
  }
}
