import { contentTypes } from '@dotation/documents';
import { Allow, CommandOf, FileBody, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { anOldList, examples } from '../examples.dto.js';
import { FileOf } from '../receipts/delivery-body.dto.js';
import { DryRunQuery } from '../receipts/receipts.dto.js';
import { LegacyBodyOf, type LegacyBody } from './legacy-body.dto.js';
import {
  ImportLegacyListBody,
  LegacyFailedRowsQuery,
  LegacyListDto,
  LegacyListPageDto,
  LegacyListsQuery,
  LegacyReadingDto,
  LegacyRowPageDto,
  LegacyRowsQuery,
  RefuseLegacyList,
  type LegacyRowDto,
} from './legacy-lists.dto.js';
import { LegacyListsService } from './legacy-lists.service.js';

const readers = ['DATA_STEWARD', 'EUM_OFFICER', 'INVESTIGATOR', 'DONOR', 'AUDITOR'] as const;

@ApiTags('procurement: old lists')
@ApiExtraModels(LegacyReadingDto)
@Controller('legacy-lists')
export class LegacyListsController {
  constructor(private readonly lists: LegacyListsService) {}

  @Post()
  @FileBody()
  @Allow('DATA_STEWARD')
  @ApiOperation({
    summary: 'Bring an old list of devices for approval: rows in JSON, or a form with file and legacyList (AM-13)',
    description:
      'With dryRun=true the same checks row by row, nothing is written, and the answer is a LegacyReadingDto (200).',
  })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ type: ImportLegacyListBody, examples: { list: { value: anOldList } } })
  @ApiCreatedResponse({ type: LegacyListDto })
  @ApiOkResponse({ type: LegacyReadingDto, description: 'dryRun=true' })
  importLegacyList(
    @Query() { dryRun }: DryRunQuery,
    @LegacyBodyOf() body: LegacyBody,
    @CommandOf() command: Command,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LegacyListDto | LegacyReadingDto> {
    if (dryRun !== 'true') return this.lists.importList(body, command);
    reply.code(200);
    return this.lists.checkList(body, command);
  }

  @Post('failed-rows')
  @HttpCode(200)
  @FileBody()
  @Allow('DATA_STEWARD')
  @ApiOperation({
    summary: 'The refused rows of an old list, and only they, as it lays them out, with what is wrong in a last column',
    description: 'Corrected, the file is read like the first one. Writes nothing.',
  })
  @ApiConsumes('text/csv', contentTypes.xlsx, 'application/octet-stream')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ description: 'The file' })
  async writeLegacyFailedRows(
    @Query() query: LegacyFailedRowsQuery,
    @FileOf() file: Buffer,
    @ReaderOf() reader: Principal,
  ): Promise<StreamableFile> {
    const { format, language } = query;
    const rows = await this.lists.writeFailedRows(file, query, reader);
    const disposition = `attachment; filename="${language === 'fr' ? 'a-corriger' : 'to-correct'}.${format}"`;
    return new StreamableFile(rows, { type: contentTypes[format], disposition });
  }

  @Get()
  @Allow(...readers)
  @ApiOperation({ summary: 'Old lists, in the order they were brought' })
  @ApiOkResponse({ type: LegacyListPageDto })
  listLegacyLists(@Query() query: LegacyListsQuery, @ReaderOf() reader: Principal): Promise<Page<LegacyListDto>> {
    return this.lists.listLists(query, reader);
  }

  @Get(':id')
  @Allow(...readers)
  @ApiOperation({ summary: 'One old list, and what the register made of it' })
  @ApiParam({ name: 'id', example: examples.legacyListId })
  @ApiOkResponse({ type: LegacyListDto })
  findLegacyList(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<LegacyListDto> {
    return this.lists.findList(id, reader);
  }

  @Get(':id/rows')
  @Allow(...readers)
  @ApiOperation({ summary: 'The rows of an old list as they were read, with the devices that came of each' })
  @ApiParam({ name: 'id', example: examples.legacyListId })
  @ApiOkResponse({ type: LegacyRowPageDto })
  listLegacyRows(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: LegacyRowsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<LegacyRowDto>> {
    return this.lists.listRows(id, query, reader);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Allow('DATA_STEWARD')
  @StepUp()
  @ApiOperation({
    summary: 'Approve an old list, as another person than who brought it: its devices enter the register',
  })
  @ApiParam({ name: 'id', example: examples.legacyListId })
  @ApiOkResponse({ type: LegacyListDto })
  approveLegacyList(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<LegacyListDto> {
    return this.lists.approveList(id, command);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @Allow('DATA_STEWARD')
  @ApiOperation({ summary: 'Refuse an old list, as another person than who brought it' })
  @ApiParam({ name: 'id', example: examples.legacyListToRefuseId })
  @ApiOkResponse({ type: LegacyListDto })
  refuseLegacyList(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: RefuseLegacyList,
    @CommandOf() command: Command,
  ): Promise<LegacyListDto> {
    return this.lists.refuseList(id, reason, command);
  }
}
