import { Allow, CommandOf, FileBody, ReaderOf } from '@dotation/service';
import type { Command, Principal } from '@dotation/service';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FileOf, files, LoadedDto, LoadReadingDto } from './loads.dto.js';
import { LoadsService } from './loads.service.js';

const text = { schema: { type: 'string' } };

/** A whole unit tree, or a whole staff list, from a CSV or XLSX file: read first, then loaded, all of it or nothing. */
@ApiTags('directory: loading from files')
@Controller()
export class LoadsController {
  constructor(private readonly loads: LoadsService) {}

  @Post('organisation-units/loads/readings')
  @HttpCode(200)
  @FileBody()
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Read a file of units and check every row and column; writes nothing' })
  @ApiConsumes(...files)
  @ApiBody(text)
  @ApiOkResponse({ type: LoadReadingDto })
  readUnitFile(@FileOf() file: Buffer, @ReaderOf() reader: Principal): Promise<LoadReadingDto> {
    return this.loads.readUnits(file, reader);
  }

  @Post('organisation-units/loads')
  @FileBody()
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Record every unit of a file, or none: up to 5,000 rows, superiors in any order' })
  @ApiConsumes(...files)
  @ApiBody(text)
  @ApiCreatedResponse({ type: LoadedDto })
  loadUnits(@FileOf() file: Buffer, @CommandOf() command: Command): Promise<LoadedDto> {
    return this.loads.loadUnits(file, command);
  }

  @Post('people/loads/readings')
  @HttpCode(200)
  @FileBody()
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Read a file of people and check every row and column; writes nothing' })
  @ApiConsumes(...files)
  @ApiBody(text)
  @ApiOkResponse({ type: LoadReadingDto })
  readPeopleFile(@FileOf() file: Buffer, @ReaderOf() reader: Principal): Promise<LoadReadingDto> {
    return this.loads.readPeople(file, reader);
  }

  @Post('people/loads')
  @FileBody()
  @Allow('DATA_STEWARD', 'SYS_ADMIN')
  @ApiOperation({ summary: 'Record every person of a file, or none: up to 5,000 rows. The answer has no name in it' })
  @ApiConsumes(...files)
  @ApiBody(text)
  @ApiCreatedResponse({ type: LoadedDto })
  loadPeople(@FileOf() file: Buffer, @CommandOf() command: Command): Promise<LoadedDto> {
    return this.loads.loadPeople(file, command);
  }
}
