import { Allow, CommandOf, gatewayRole, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MakeFirstAdministrator } from './principals.dto.js';
import type { PrincipalDto } from './principals.dto.js';
import { PrincipalsService } from './principals.service.js';

/** For the gateway alone; it never routes a request of somebody else here. */
@ApiExcludeController()
@Controller('internal')
export class PrincipalsController {
  constructor(private readonly principals: PrincipalsService) {}

  @Get('principals/:personId')
  @Allow(gatewayRole)
  findPrincipal(
    @Param('personId', ParseUUIDPipe) personId: string,
    @ReaderOf() reader: Principal,
  ): Promise<PrincipalDto> {
    return this.principals.findPrincipal(personId, reader);
  }

  @Post('first-administrator')
  @Allow(gatewayRole)
  makeFirstAdministrator(@Body() input: MakeFirstAdministrator, @CommandOf() command: Command): Promise<PrincipalDto> {
    return this.principals.makeFirstAdministrator(input, command);
  }
}
