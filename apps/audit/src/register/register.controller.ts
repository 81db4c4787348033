import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import type { FastifyReply } from 'fastify';
import { tell } from '../knowledge/answered.rules.js';
import { CompletenessDto, RegisterDto, RegisterFilter, RegisterQuery } from './register.dto.js';
import { RegisterService } from './register.service.js';

@Controller('register')
export class RegisterController {
  constructor(private readonly service: RegisterService) {}

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
}
