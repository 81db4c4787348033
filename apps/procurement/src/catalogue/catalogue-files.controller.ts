import { BUSINESS_ROLES } from '@dotation/contracts';
import { contentTypes } from '@dotation/documents';
import { Allow, CommandOf, FileBody, ReaderOf, Recorded } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FileOf } from '../receipts/delivery-body.dto.js';
import { CatalogueFileQuery, CatalogueLoadedDto, CatalogueReadingDto } from './catalogue-files.dto.js';
import { CatalogueFilesService } from './catalogue-files.service.js';

const files = ['text/csv', contentTypes.xlsx, 'application/octet-stream'] as const;
const text = { schema: { type: 'string' } };

@ApiTags('procurement: catalogue')
@Controller('catalogue-items')
export class CatalogueFilesController {
  constructor(private readonly files: CatalogueFilesService) {}

  @Post('loads/readings')
  @HttpCode(200)
  @FileBody()
  @Allow('DATA_STEWARD', 'PROCUREMENT')
  @ApiOperation({ summary: 'Read a file of models and check every row and column; writes nothing' })
  @ApiConsumes(...files)
  @ApiBody(text)
  @ApiOkResponse({ type: CatalogueReadingDto })
  readCatalogueFile(@FileOf() file: Buffer, @ReaderOf() reader: Principal): Promise<CatalogueReadingDto> {
    return this.files.readFile(file, reader);
  }

  @Post('loads')
  @FileBody()
  @Allow('DATA_STEWARD', 'PROCUREMENT')
  @ApiOperation({ summary: 'Record every model of a file, or none: up to 2,000 rows; their makers are known before' })
  @ApiConsumes(...files)
  @ApiBody(text)
  @ApiCreatedResponse({ type: CatalogueLoadedDto })
  loadCatalogue(@FileOf() file: Buffer, @CommandOf() command: Command): Promise<CatalogueLoadedDto> {
    return this.files.loadFile(file, command);
  }

  @Get('file')
  @Recorded('EXPORT')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'The whole catalogue as CSV or XLSX, as it can be loaded elsewhere; no cell is a formula' })
  @ApiOkResponse({ description: 'The file' })
  async writeCatalogue(
    @Query() { format }: CatalogueFileQuery,
    @ReaderOf() reader: Principal,
  ): Promise<StreamableFile> {
    const file = await this.files.writeFile(format, reader);
    const disposition = `attachment; filename="catalogue.${format}"`;
    return new StreamableFile(file, { type: contentTypes[format], disposition });
  }
}
