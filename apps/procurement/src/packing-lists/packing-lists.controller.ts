import { Allow, FileBody, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FileOf } from '../receipts/delivery-body.dto.js';
import { ReadingDto, ReadingQuery } from './packing-lists.dto.js';
import { PackingListsService } from './packing-lists.service.js';
import type { Reading } from './reading.rules.js';

@ApiTags('procurement: receipts')
@Controller('packing-lists')
export class PackingListsController {
  constructor(private readonly packingLists: PackingListsService) {}

  @Post('readings')
  @HttpCode(200)
  @FileBody()
  @Allow('STOREKEEPER', 'PROCUREMENT', 'DATA_STEWARD')
  @ApiOperation({ summary: 'Read a supplier’s packing list and check every row and column; writes nothing' })
  @ApiConsumes('text/csv', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ type: ReadingDto })
  readPackingList(
    @Query() { purchaseOrderId }: ReadingQuery,
    @FileOf() file: Buffer,
    @ReaderOf() reader: Principal,
  ): Promise<Reading> {
    return this.packingLists.readFile(file, purchaseOrderId, reader);
  }
}
