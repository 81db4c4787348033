import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CommandHandoverDto,
  CommandHandoverPageDto,
  CommandHandoversQuery,
  HandOverCommand,
  type CommandHandoverListItemDto,
} from './command-handovers.dto.js';
import { CommandHandoversService } from './command-handovers.service.js';

@ApiTags('handover: command handovers')
@Controller('command-handovers')
export class CommandHandoversController {
  constructor(private readonly handovers: CommandHandoversService) {}

  @Post()
  @Allow('FIELD_OFFICER', 'UNIT_HEAD', 'UNIT_CUSTODIAN', 'PROV_COMMISSIONER')
  @ApiOperation({ summary: 'Remise et reprise: a head of unit hands over to his successor, on the full list (CR-28)' })
  @ApiCreatedResponse({ type: CommandHandoverDto })
  handOverCommand(@Body() input: HandOverCommand, @CommandOf() command: Command): Promise<CommandHandoverDto> {
    return this.handovers.handOverCommand(input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Command handovers, oldest first' })
  @ApiOkResponse({ type: CommandHandoverPageDto })
  listCommandHandovers(
    @Query() query: CommandHandoversQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<CommandHandoverListItemDto>> {
    return this.handovers.listCommandHandovers(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One command handover with its list' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=10`: answer when the register has followed' })
  @ApiOkResponse({ type: CommandHandoverDto })
  findCommandHandover(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
    @Headers('prefer') prefer?: string,
  ): Promise<CommandHandoverDto> {
    return this.handovers.findCommandHandover(id.toLowerCase(), reader, prefer);
  }
}
