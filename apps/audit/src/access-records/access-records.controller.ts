import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Allow, ReaderOf } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { AccessRecordPage, AccessRecordsQuery } from './access-records.dto.js';
import { AccessRecordsService } from './access-records.service.js';

@Controller('access-records')
export class AccessRecordsController {
  constructor(private readonly service: AccessRecordsService) {}

  /** CR-61: never line staff, who would see what an auditor looks at. */
  @Get()
  @Allow('AUDITOR', 'INVESTIGATOR')
  @ApiOperation({
    summary: 'Who read what: personal data, exports, lists in bulk, and everything an auditor read; newest first',
    description: 'Services tell it within about a minute.',
  })
  @ApiOkResponse({ type: AccessRecordPage })
  listAccessRecords(@ReaderOf() reader: Principal, @Query() query: AccessRecordsQuery): Promise<AccessRecordPage> {
    return this.service.list(reader, query);
  }
}
