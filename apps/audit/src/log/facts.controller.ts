import { Controller, Get, Header, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { ExactFactDto, FactsPage, FactsQuery } from './facts.dto.js';
import { FactsService } from './facts.service.js';

/** The whole log knows every unit: it is for those who may see all of them. */
export const mayReadTheLog = ['AUDITOR', 'DONOR', 'EUM_OFFICER', 'INVESTIGATOR', 'DATA_STEWARD'];

@Controller('facts')
export class FactsController {
  constructor(private readonly service: FactsService) {}

  @Allow(...mayReadTheLog)
  @Get()
  @ApiOperation({ summary: 'The log, fact by fact, in the order they became known' })
  @ApiOkResponse({ type: FactsPage })
  facts(@ReaderOf() reader: Principal, @Query() asked: FactsQuery): Promise<FactsPage> {
    return this.service.facts(reader, asked);
  }

  @Allow(...mayReadTheLog)
  @Get(':id')
  @ApiOperation({ summary: 'One fact with its exact bytes and their hash' })
  @ApiOkResponse({ type: ExactFactDto })
  fact(@ReaderOf() reader: Principal, @Param('id', ParseUUIDPipe) factId: string): Promise<ExactFactDto> {
    return this.service.fact(reader, factId);
  }

  @Allow(...mayReadTheLog)
  @Get(':id/bytes')
  @Header('x-content-type-options', 'nosniff')
  @ApiOperation({ summary: 'The exact bytes of a fact: SHA-256(0x00 ‖ bytes) is its leaf hash' })
  @ApiProduces('application/cloudevents+json')
  @ApiOkResponse({ description: 'The bytes' })
  async bytes(@ReaderOf() reader: Principal, @Param('id', ParseUUIDPipe) factId: string): Promise<StreamableFile> {
    const bytes = await this.service.bytes(reader, factId);
    return new StreamableFile(bytes, { type: 'application/cloudevents+json', length: bytes.length });
  }
}
