import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import {
  CatalogueItemDto,
  CataloguePageDto,
  CatalogueQuery,
  CategoriesDto,
  RecordCatalogueItem,
} from './catalogue.dto.js';
import { CatalogueService } from './catalogue.service.js';

@ApiTags('procurement: catalogue')
@Controller('catalogue-items')
export class CatalogueController {
  constructor(private readonly catalogue: CatalogueService) {}

  @Post()
  @Allow('DATA_STEWARD', 'PROCUREMENT')
  @ApiOperation({ summary: 'Record a model of a maker, with what its receipt asks of a serial' })
  @ApiCreatedResponse({ type: CatalogueItemDto })
  recordCatalogueItem(@Body() input: RecordCatalogueItem, @CommandOf() command: Command): Promise<CatalogueItemDto> {
    return this.catalogue.recordItem(input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Catalogue items by category, maker or model' })
  @ApiOkResponse({ type: CataloguePageDto })
  listCatalogueItems(@Query() query: CatalogueQuery, @ReaderOf() reader: Principal): Promise<Page<CatalogueItemDto>> {
    return this.catalogue.listItems(query, reader);
  }

  @Get('categories')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'The categories of equipment, with the flags and codes a new model takes from its own' })
  @ApiOkResponse({ type: CategoriesDto })
  listCategories(): CategoriesDto {
    return this.catalogue.listCategories();
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One catalogue item' })
  @ApiParam({ name: 'id', example: examples.catalogueItemId })
  @ApiOkResponse({ type: CatalogueItemDto })
  findCatalogueItem(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<CatalogueItemDto> {
    return this.catalogue.findItem(id, reader);
  }
}
