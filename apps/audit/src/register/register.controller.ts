import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { BUSINESS_ROLES } from '@dotation/contracts';
import { contentTypes } from '@dotation/documents';
import { Allow, ReaderOf, Recorded } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyReply } from 'fastify';
import { tell } from '../knowledge/answered.rules.js';
import { RegisterFileService } from './register-file.service.js';
import {
  CompletenessDto,
  CountsDto,
  RegisterDto,
  RegisterFileQuery,
  RegisterFilter,
  RegisterQuery,
} from './register.dto.js';
import { RegisterService } from './register.service.js';

@Controller('register')
export class RegisterController {
  constructor(
    private readonly service: RegisterService,
    private readonly files: RegisterFileService,
  ) {}

  @Allow(...BUSINESS_ROLES)
  @Get()
  @ApiOperation({
    summary: 'The property register: the eleven elements of 2 CFR 200.313(d)(1) per device, blanks flagged (Q1)',
  })
  @ApiOkResponse({ type: RegisterDto })
  async register(
    @ReaderOf() reader: Principal,
    @Query() asked: RegisterQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisterDto> {
    return tell(await this.service.page(reader, asked), reply);
  }

  @Allow(...BUSINESS_ROLES)
  @Get('file')
  @Recorded('EXPORT')
  @ApiOperation({ summary: 'The property register as a file; spreadsheets of at most 20,000 devices' })
  @ApiProduces(contentTypes.csv, contentTypes.xlsx)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @ReaderOf() reader: Principal,
    @Query() asked: RegisterFileQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { known, format, content } = await this.files.write(reader, asked);
    // Also when nothing of it was ever sent (no access record could be kept): a file nobody takes would keep its turn.
    if (reply.raw.destroyed) content.destroy();
    reply.raw.once('close', () => content.destroy());
    const name = `register-${known.asOf.slice(0, 10)}.${format}`;
    reply.headers({
      'content-type': contentTypes[format],
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    });
    return tell({ body: new StreamableFile(content), stale: known.stale }, reply);
  }

  @Allow(...BUSINESS_ROLES)
  @Get('completeness')
  @ApiOperation({ summary: 'How many property records are whole, and which elements are blank why' })
  @ApiOkResponse({ type: CompletenessDto })
  async completeness(
    @ReaderOf() reader: Principal,
    @Query() asked: RegisterFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CompletenessDto> {
    return tell(await this.service.completeness(reader, asked), reply);
  }

  @Allow(...BUSINESS_ROLES)
  @Get('counts')
  @ApiOperation({ summary: 'How many devices there are by stage, category, place, award and age, and what they cost' })
  @ApiOkResponse({ type: CountsDto })
  async counts(
    @ReaderOf() reader: Principal,
    @Query() asked: RegisterFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CountsDto> {
    return tell(await this.service.counts(reader, asked), reply);
  }
}
