import { contentTypes } from '@dotation/documents';
import { Allow, FileBody, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FileOf } from '../receipts/delivery-body.dto.js';
import { FailedRowsQuery, ReadingDto, ReadingQuery } from './packing-lists.dto.js';
import { PackingListsService } from './packing-lists.service.js';
import type { Reading } from './reading.rules.js';

const files = ['text/csv', contentTypes.xlsx, 'application/octet-stream'] as const;

@ApiTags('procurement: receipts')
@Controller('packing-lists')
export class PackingListsController {
  constructor(private readonly packingLists: PackingListsService) {}

  @Post('readings')
  @HttpCode(200)
  @FileBody()
  @Allow('STOREKEEPER', 'PROCUREMENT', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Read a supplier’s packing list and check every row and column; writes nothing' })
  @ApiConsumes(...files, 'multipart/form-data')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ type: ReadingDto })
  readPackingList(
    @Query() query: ReadingQuery,
    @FileOf() file: Buffer,
    @ReaderOf() reader: Principal,
  ): Promise<Reading> {
    return this.packingLists.readFile(file, query, reader);
  }

  @Post('failed-rows')
  @HttpCode(200)
  @FileBody()
  @Allow('STOREKEEPER', 'PROCUREMENT', 'DATA_STEWARD')
  @ApiOperation({
    summary:
      'The refused rows of a list, and only they, as their supplier laid them out, with what is wrong in a last column',
    description: 'Corrected, the file is read and received like the first one. Writes nothing.',
  })
  @ApiConsumes(...files)
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ description: 'The file' })
  async writeFailedRows(
    @Query() query: FailedRowsQuery,
    @FileOf() file: Buffer,
    @ReaderOf() reader: Principal,
  ): Promise<StreamableFile> {
    const { format, language } = query;
    const rows = await this.packingLists.writeFailedRows(file, query, reader);
    const name = language === 'fr' ? 'a-corriger' : 'to-correct';
    const disposition = `attachment; filename="${name}.${format}"`;
    return new StreamableFile(rows, { type: contentTypes[format], disposition });
  }
}
