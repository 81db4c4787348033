import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import {
  DocumentMandate,
  MandateDto,
  MandatePageDto,
  MandatesQuery,
  RecordMandate,
  RevokeMandate,
} from './mandates.dto.js';
import { mandateRoles, MandatesService } from './mandates.service.js';

@ApiTags('directory: mandates')
@Controller('mandates')
export class MandatesController {
  constructor(private readonly mandates: MandatesService) {}

  @Post()
  @Allow(...mandateRoles)
  @ApiOperation({
    summary: 'Record that the head of a unit lets another person sign for him (CR-22)',
    description:
      'Never to who records it, to a system, or, for a unit of another agency, to somebody of the implementing agency.',
  })
  @ApiCreatedResponse({ type: MandateDto })
  recordMandate(@Body() input: RecordMandate, @CommandOf() command: Command): Promise<MandateDto> {
    return this.mandates.recordMandate(input, command);
  }

  @Post(':id/document')
  @HttpCode(200)
  @Allow(...mandateRoles)
  @ApiOperation({ summary: 'The signed document of a mandate has come: what was signed under it is confirmed (CR-22)' })
  @ApiParam({ name: 'id', example: examples.announcedMandateId })
  @ApiOkResponse({ type: MandateDto })
  documentMandate(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DocumentMandate,
    @CommandOf() command: Command,
  ): Promise<MandateDto> {
    return this.mandates.documentMandate(id, input, command);
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @Allow(...mandateRoles)
  @ApiOperation({ summary: 'End a mandate before its last day' })
  @ApiParam({ name: 'id', example: examples.mandateToRevokeId })
  @ApiOkResponse({ type: MandateDto })
  revokeMandate(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RevokeMandate,
    @CommandOf() command: Command,
  ): Promise<MandateDto> {
    return this.mandates.revokeMandate(id, input, command);
  }

  @Get()
  @ApiOperation({ summary: 'Mandates, of one unit or all' })
  @ApiOkResponse({ type: MandatePageDto })
  listMandates(@Query() query: MandatesQuery, @ReaderOf() reader: Principal): Promise<Page<MandateDto>> {
    return this.mandates.listMandates(query, reader);
  }
}
