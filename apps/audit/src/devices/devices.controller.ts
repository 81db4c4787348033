import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, AnswersPaper, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyReply } from 'fastify';
import { tell } from '../knowledge/answered.rules.js';
import { KnowledgeQuery } from '../knowledge/knowledge.dto.js';
import { CustodyDto, TraceDto } from './devices.dto.js';
import { DevicesService } from './devices.service.js';

const code = {
  name: 'code',
  description: 'The device’s id, its tag (hyphens or not, or the address on its QR label), or any of its identifiers',
  example: 'INLCD-000001-D',
};

@Controller('devices')
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  @Allow(...BUSINESS_ROLES)
  @Get(':code/trace')
  @ApiOperation({ summary: 'The whole life of one device: where it is, and every fact that brought it there (Q2, Q3)' })
  @ApiParam(code)
  @ApiOkResponse({ type: TraceDto })
  @ApiConflictResponse({ description: '`device-ambiguous`: `rows` lists the devices that carry the code' })
  async trace(
    @ReaderOf() reader: Principal,
    @Param('code') which: string,
    @Query() asked: KnowledgeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TraceDto> {
    return tell(await this.devices.trace(reader, which, asked), reply);
  }

  @Allow(...BUSINESS_ROLES)
  @Get(':code/custody')
  @ApiOperation({ summary: 'Who had a device when' })
  @ApiParam(code)
  @ApiOkResponse({ type: CustodyDto })
  async custody(
    @ReaderOf() reader: Principal,
    @Param('code') which: string,
    @Query() asked: KnowledgeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustodyDto> {
    return tell(await this.devices.custody(reader, which, asked), reply);
  }

  @Allow(...BUSINESS_ROLES)
  @Get(':code/paper')
  @AnswersPaper()
  @ApiOperation({ summary: 'The asset record sheet of one device, French and English: PDF/A with tags (D08)' })
  @ApiParam(code)
  @ApiConflictResponse({ description: '`device-ambiguous`: `rows` lists the devices that carry the code' })
  async printDevice(
    @ReaderOf() reader: Principal,
    @Param('code') which: string,
    @Query() asked: KnowledgeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return tell(await this.devices.sheet(reader, which, asked), reply);
  }
}
