import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExceptionDto } from '../documents/answers.dto.js';
import { CloseException, ExceptionPageDto, ExceptionsQuery } from './exceptions.dto.js';
import { ExceptionsService } from './exceptions.service.js';

@ApiTags('handover: exceptions')
@Controller('exceptions')
export class ExceptionsController {
  constructor(private readonly exceptions: ExceptionsService) {}

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'What needs a person’s attention' })
  @ApiOkResponse({ type: ExceptionPageDto })
  listExceptions(@Query() query: ExceptionsQuery, @ReaderOf() reader: Principal): Promise<Page<ExceptionDto>> {
    return this.exceptions.listExceptions(query, reader, new Date());
  }

  @Post(':id/closure')
  @HttpCode(200)
  @Allow('DISPATCHER', 'FIELD_OFFICER', 'BUDGET_HOLDER', 'APPROVER')
  @ApiOperation({ summary: 'Say that it has been looked at' })
  @ApiOkResponse({ type: ExceptionDto })
  closeException(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CloseException,
    @CommandOf() command: Command,
  ): Promise<ExceptionDto> {
    return this.exceptions.closeException(id.toLowerCase(), input, command);
  }
}
