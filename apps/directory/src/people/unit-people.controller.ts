import { Allow, ReaderOf, Recorded } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { type PersonDto, UnitPeopleDto, UnitPeopleQuery } from './people.dto.js';
import { UnitPeople } from './unit-people.service.js';

@ApiTags('directory: people')
@Controller('organisation-units')
export class UnitPeopleController {
  constructor(private readonly people: UnitPeople) {}

  /** Whoever names persons in papers finds them here, drivers and witnesses included (AM-1). */
  @Get(':id/people')
  @Allow(
    ...(['DATA_STEWARD', 'PROCUREMENT', 'BUDGET_HOLDER', 'APPROVER', 'STOREKEEPER', 'RECEPTION_COMMITTEE'] as const),
    ...(['DISPATCHER', 'FIELD_OFFICER', 'UNIT_HEAD', 'UNIT_CUSTODIAN', 'VETTING_FP'] as const),
  )
  @Recorded('PERSONAL_DATA')
  @ApiOperation({
    summary: 'People of a unit and of those below it, by name, to be named in a paper; the reading is recorded',
    description:
      'Offices of the implementing organisation for everybody who names persons; police units for those who have them in scope.',
  })
  @ApiParam({ name: 'id', example: examples.orgUnitId })
  @ApiOkResponse({ type: UnitPeopleDto })
  listUnitPeople(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: UnitPeopleQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<PersonDto>> {
    return this.people.listUnitPeople(id, query, reader);
  }
}
