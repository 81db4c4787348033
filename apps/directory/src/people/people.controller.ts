import { Allow, CommandOf, ReaderOf, Recorded, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import {
  DeactivatePerson,
  FindByMatricule,
  FoundPersonDto,
  PeopleDto,
  PeopleQuery,
  PersonDto,
  PurposeQuery,
  RecordPerson,
  UpdatePerson,
} from './people.dto.js';
import { PeopleService } from './people.service.js';

/** Without one the answer has no name in it. */
const hasPurpose = ({ purpose }: Readonly<Record<string, unknown>>): boolean => purpose !== undefined;

/** Contact data and service numbers of many at once are an export, whatever it is called. */
const exportsSealed = {
  when: ({ purpose }: Readonly<Record<string, unknown>>): boolean =>
    purpose === 'CONTACT' || purpose === 'INVESTIGATION',
  said: 'With the purpose CONTACT or INVESTIGATION',
};

@ApiTags('directory: people')
@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  /** Whoever names persons in documents records them, drivers and witnesses included (AM-1). */
  @Post()
  @Allow(
    'SYS_ADMIN',
    'DATA_STEWARD',
    'PROCUREMENT',
    'STOREKEEPER',
    'RECEPTION_COMMITTEE',
    'DISPATCHER',
    'FIELD_OFFICER',
    'UNIT_HEAD',
    'UNIT_CUSTODIAN',
    'VETTING_FP',
  )
  @ApiOperation({ summary: 'Record a person; the Idempotency-Key becomes the personId. The answer has no name in it' })
  @ApiCreatedResponse({ type: PersonDto })
  recordPerson(@Body() input: RecordPerson, @CommandOf() command: Command): Promise<PersonDto> {
    return this.people.recordPerson(input, command);
  }

  @Post('matricule-searches')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'VETTING_FP', 'INVESTIGATOR')
  @Recorded('PERSONAL_DATA')
  @ApiOperation({
    summary: 'Find a person by the service number on his card; the number stands in no address and no log',
  })
  @ApiOkResponse({ type: FoundPersonDto })
  findByMatricule(@Body() { matricule }: FindByMatricule, @ReaderOf() reader: Principal): Promise<FoundPersonDto> {
    return this.people.findByMatricule(matricule, reader);
  }

  @Post(':id/changes')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Change rank, post, unit or contact data of a person. The answer has no name in it' })
  @ApiParam({ name: 'id', example: examples.deputyId })
  @ApiOkResponse({ type: PersonDto })
  updatePerson(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdatePerson,
    @CommandOf() command: Command,
  ): Promise<PersonDto> {
    return this.people.updatePerson(id, input, command);
  }

  @Post(':id/deactivation')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @StepUp()
  @ApiOperation({
    summary: 'A person left: sign-in and tokens stop within seconds, what he signed stays',
    description: 'Of an administrator the role SYS_ADMIN is withdrawn first, also one that waits for a second (CR-60).',
  })
  @ApiParam({ name: 'id', example: examples.leavingId })
  @ApiOkResponse({ type: PersonDto })
  deactivatePerson(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DeactivatePerson,
    @CommandOf() command: Command,
  ): Promise<PersonDto> {
    return this.people.deactivatePerson(id, input, command);
  }

  @Get()
  @Recorded('PERSONAL_DATA', hasPurpose)
  @StepUp(exportsSealed)
  @ApiOperation({ summary: 'People by id; with a purpose also their names, and the reading is recorded' })
  @ApiOkResponse({ type: PeopleDto })
  findPeople(@Query() { ids, purpose }: PeopleQuery, @ReaderOf() reader: Principal): Promise<Page<PersonDto>> {
    return this.people.findPeople(ids, purpose, reader);
  }

  @Get(':id')
  @Recorded('PERSONAL_DATA', hasPurpose)
  @ApiOperation({ summary: 'One person; with a purpose also the name, and the reading is recorded' })
  @ApiParam({ name: 'id', example: examples.headId })
  @ApiOkResponse({ type: PersonDto })
  findPerson(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { purpose }: PurposeQuery,
    @ReaderOf() reader: Principal,
  ): Promise<PersonDto> {
    return this.people.findPerson(id, purpose, reader);
  }
}
