import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListMappingDto, ListMappingsDto, ListMappingsQuery, RecordListMapping } from './list-mappings.dto.js';
import { ListMappingsService } from './list-mappings.service.js';

@ApiTags('procurement: receipts')
@Controller('packing-lists/mappings')
export class ListMappingsController {
  constructor(private readonly mappings: ListMappingsService) {}

  @Post()
  @Allow('STOREKEEPER', 'PROCUREMENT', 'DATA_STEWARD')
  @ApiOperation({
    summary: 'Say what the columns of a supplier’s list are; remembered for his lists with the same columns',
    description: 'Said again for the same columns, it takes the place of what was said before.',
  })
  @ApiCreatedResponse({ type: ListMappingDto })
  recordListMapping(@Body() input: RecordListMapping, @CommandOf() command: Command): Promise<ListMappingDto> {
    return this.mappings.recordListMapping(input, command);
  }

  @Get()
  @Allow('STOREKEEPER', 'PROCUREMENT', 'DATA_STEWARD')
  @ApiOperation({ summary: 'What is remembered of the columns of a supplier’s lists, the newest first' })
  @ApiOkResponse({ type: ListMappingsDto })
  listListMappings(
    @Query() { supplierId }: ListMappingsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<ListMappingsDto> {
    return this.mappings.listListMappings(supplierId, reader);
  }
}
