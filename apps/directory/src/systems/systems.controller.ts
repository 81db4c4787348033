import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecordSystem, SystemDto, SystemPageDto, SystemsQuery } from './systems.dto.js';
import { SystemsService } from './systems.service.js';

@ApiTags('directory: systems')
@Controller('systems')
export class SystemsController {
  constructor(private readonly systems: SystemsService) {}

  @Post()
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({
    summary: 'Record a system that calls this one: an ERP, a scanner gateway',
    description:
      'It gets roles and tokens by its id, as a person does, and acts under that id. No role that signs, approves or grants.',
  })
  @ApiCreatedResponse({ type: SystemDto })
  recordSystem(@Body() input: RecordSystem, @CommandOf() command: Command): Promise<SystemDto> {
    return this.systems.recordSystem(input, command);
  }

  @Get()
  @Allow('SYS_ADMIN', 'AUDITOR', 'INVESTIGATOR')
  @ApiOperation({ summary: 'Systems, and who answers for each; their roles are role assignments' })
  @ApiOkResponse({ type: SystemPageDto })
  listSystems(@Query() query: SystemsQuery, @ReaderOf() reader: Principal): Promise<Page<SystemDto>> {
    return this.systems.listSystems(query, reader);
  }
}
