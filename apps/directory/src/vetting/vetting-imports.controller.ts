import { Allow, CommandOf, FileBody, LargeBody, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FileOf, files } from '../loads/loads.dto.js';
import { VettingFilesService } from './vetting-files.service.js';
import {
  ImportedVettingsDto,
  ImportVettingResults,
  ReadVettingListQuery,
  VettingListDto,
} from './vetting-import.dto.js';
import { VettingService } from './vetting.service.js';

const example =
  'Sujet;Unité;Résultat;Date du résultat;Valable jusqu’au;Dossier\nUnité;PNC-PMH-MBM;Approuvé;01/10/2026;30/09/2027;KIN-2026-0417\n';

@ApiTags('directory: vetting')
@Controller('vetting-imports')
export class VettingImportsController {
  constructor(
    private readonly files: VettingFilesService,
    private readonly vetting: VettingService,
  ) {}

  @Post('readings')
  @HttpCode(200)
  @FileBody()
  @Allow('VETTING_FP')
  @ApiOperation({ summary: 'Read a list of vetting results and check every row and column; writes nothing' })
  @ApiConsumes(...files)
  @ApiBody({ schema: { type: 'string', example } })
  @ApiOkResponse({ type: VettingListDto })
  readVettingList(
    @Query() { awardId }: ReadVettingListQuery,
    @FileOf() file: Buffer,
    @ReaderOf() reader: Principal,
  ): Promise<VettingListDto> {
    return this.files.readVettingList(file, awardId, reader, new Date());
  }

  @Post()
  @LargeBody()
  @Allow('VETTING_FP')
  @ApiOperation({ summary: 'Record a list of vetting results, all or none; never a reason' })
  @ApiCreatedResponse({ type: ImportedVettingsDto })
  importVettingResults(
    @Body() input: ImportVettingResults,
    @CommandOf() command: Command,
  ): Promise<ImportedVettingsDto> {
    return this.vetting.importVettingResults(input, command);
  }
}
