import { Allow, ReaderOf } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DutyExceptionsDto, DutyExceptionsQuery, RightDto, RightPageDto, RightsQuery } from './duties.dto.js';
import { DutiesService } from './duties.service.js';

@ApiTags('directory: separation of duties')
@Controller()
export class DutiesController {
  constructor(private readonly duties: DutiesService) {}

  @Get('duty-exceptions')
  @Allow('AUDITOR', 'APPROVER', 'INVESTIGATOR', 'DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({
    summary:
      'The list of a day: waivers, those without evidence, roles that do not go together, one person on both sides',
  })
  @ApiOkResponse({ type: DutyExceptionsDto })
  listDutyExceptions(@Query() { day }: DutyExceptionsQuery, @ReaderOf() reader: Principal): Promise<DutyExceptionsDto> {
    return this.duties.listDutyExceptions(day, reader, new Date());
  }

  @Get('rights')
  @Allow('AUDITOR', 'INVESTIGATOR', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Who had which right or waiver on a day, and was its control done (Q31)' })
  @ApiOkResponse({ type: RightPageDto })
  listRights(@Query() query: RightsQuery, @ReaderOf() reader: Principal): Promise<Page<RightDto>> {
    return this.duties.listRights(query, reader, new Date());
  }
}
