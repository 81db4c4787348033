import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MandateDto, MandatePageDto, MandatesQuery, RecordMandate } from './mandates.dto.js';
import { mandateRoles, MandatesService } from './mandates.service.js';

@ApiTags('directory: mandates')
@Controller('mandates')
export class MandatesController {
  constructor(private readonly mandates: MandatesService) {}

  @Post()
  @Allow(...mandateRoles)
  @ApiOperation({ summary: 'Record that the head of a unit lets another person sign for him (CR-22)' })
  @ApiCreatedResponse({ type: MandateDto })
  recordMandate(@Body() input: RecordMandate, @CommandOf() command: Command): Promise<MandateDto> {
    return this.mandates.recordMandate(input, command);
  }

  @Get()
  @ApiOperation({ summary: 'Mandates, of one unit or all' })
  @ApiOkResponse({ type: MandatePageDto })
  listMandates(@Query() query: MandatesQuery, @ReaderOf() reader: Principal): Promise<Page<MandateDto>> {
    return this.mandates.listMandates(query, reader);
  }
}
