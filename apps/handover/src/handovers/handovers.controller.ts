import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, AnswersPaper, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AcknowledgementsService } from './acknowledgements.service.js';
import {
  AcknowledgeConsignment,
  Countersign,
  HandoverDto,
  HandoverPageDto,
  HandoversQuery,
  Nothing,
  RatifyHandover,
  type HandoverListItemDto,
} from './handovers.dto.js';
import { HandoversService } from './handovers.service.js';
import { PapersService } from '../papers/papers.service.js';
import { RatificationsService } from './ratifications.service.js';

@ApiTags('handover: handovers (PV)')
@Controller('handovers')
export class HandoversController {
  constructor(
    private readonly acknowledgements: AcknowledgementsService,
    private readonly handovers: HandoversService,
    private readonly papers: PapersService,
    private readonly ratifications: RatificationsService,
  ) {}

  @Post()
  @Allow('UNIT_HEAD', 'UNIT_CUSTODIAN', 'FIELD_OFFICER', 'STOREKEEPER')
  @ApiOperation({ summary: 'Acknowledge a consignment: every code read, its outcome, one signature' })
  @ApiCreatedResponse({ type: HandoverDto })
  acknowledgeConsignment(@Body() input: AcknowledgeConsignment, @CommandOf() command: Command): Promise<HandoverDto> {
    return this.acknowledgements.acknowledgeConsignment(input, command);
  }

  @Post(':id/countersignature')
  @HttpCode(200)
  @Allow('FIELD_OFFICER')
  @ApiOperation({ summary: 'The officer counter-signs: the PV is final' })
  @ApiOkResponse({ type: HandoverDto })
  countersignHandover(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: Countersign,
    @CommandOf() command: Command,
  ): Promise<HandoverDto> {
    return this.handovers.countersign(id.toLowerCase(), input, command);
  }

  @Post(':id/ratification')
  @HttpCode(200)
  @Allow('UNIT_HEAD', 'PROV_COMMISSIONER', 'FIELD_OFFICER')
  @ApiOperation({ summary: 'Head, successor or superior ratifies what was signed without a mandate (AM-2)' })
  @ApiOkResponse({ type: HandoverDto })
  ratifyHandover(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RatifyHandover,
    @CommandOf() command: Command,
  ): Promise<HandoverDto> {
    return this.ratifications.ratifyHandover(id.toLowerCase(), input, command);
  }

  /** Whoever records the result of a vetting opens the gate and takes no part in the handover behind it (domain §8.6). */
  @Post(':id/completion')
  @HttpCode(200)
  @Allow('FIELD_OFFICER', 'UNIT_HEAD', 'BUDGET_HOLDER', 'APPROVER')
  @ApiOperation({ summary: 'Complete a pending PV: the gate is open now, custody starts now' })
  @ApiOkResponse({ type: HandoverDto })
  completeHandover(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() _input: Nothing,
    @CommandOf() command: Command,
  ): Promise<HandoverDto> {
    return this.handovers.completeHandover(id.toLowerCase(), command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Handovers, oldest first' })
  @ApiOkResponse({ type: HandoverPageDto })
  listHandovers(@Query() query: HandoversQuery, @ReaderOf() reader: Principal): Promise<Page<HandoverListItemDto>> {
    return this.handovers.listHandovers(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One handover with its lines and what is open' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=10`: answer when the register has followed' })
  @ApiOkResponse({ type: HandoverDto })
  findHandover(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
    @Headers('prefer') prefer?: string,
  ): Promise<HandoverDto> {
    return this.handovers.findHandover(id.toLowerCase(), reader, prefer);
  }

  @Get(':id/paper')
  @Allow(...BUSINESS_ROLES)
  @AnswersPaper()
  @ApiOperation({ summary: 'The PV as a paper to sign and stamp, French and English: PDF/A with tags (D13)' })
  printHandover(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<StreamableFile> {
    return this.papers.handover(id.toLowerCase(), reader);
  }
}
