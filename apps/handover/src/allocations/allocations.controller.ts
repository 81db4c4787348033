import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AllocationDto,
  AllocationPageDto,
  AllocationsQuery,
  ApproveAllocation,
  CancelAllocation,
  ProposeAllocation,
  type AllocationListItemDto,
} from './allocations.dto.js';
import { AllocationsService } from './allocations.service.js';
import { ApprovalsService } from './approvals.service.js';

@ApiTags('handover: allocations')
@Controller('allocations')
export class AllocationsController {
  constructor(
    private readonly allocations: AllocationsService,
    private readonly approvals: ApprovalsService,
  ) {}

  @Post()
  @Allow('BUDGET_HOLDER')
  @ApiOperation({ summary: 'Propose to give devices in stock to a unit' })
  @ApiCreatedResponse({ type: AllocationDto })
  proposeAllocation(@Body() input: ProposeAllocation, @CommandOf() command: Command): Promise<AllocationDto> {
    return this.allocations.proposeAllocation(input, command);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Allow('APPROVER')
  @StepUp()
  @ApiOperation({ summary: 'Approve as another person: the gates are asked and the devices reserved, all or none' })
  @ApiOkResponse({ type: AllocationDto })
  approveAllocation(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() _input: ApproveAllocation,
    @CommandOf() command: Command,
  ): Promise<AllocationDto> {
    return this.approvals.approveAllocation(id.toLowerCase(), command);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow('BUDGET_HOLDER', 'APPROVER')
  @ApiOperation({ summary: 'Give devices back to the stock; not those on an open waybill' })
  @ApiOkResponse({ type: AllocationDto })
  cancelAllocation(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CancelAllocation,
    @CommandOf() command: Command,
  ): Promise<AllocationDto> {
    return this.allocations.cancelAllocation(id.toLowerCase(), input, command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Allocations, oldest first' })
  @ApiOkResponse({ type: AllocationPageDto })
  listAllocations(
    @Query() query: AllocationsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<AllocationListItemDto>> {
    return this.allocations.listAllocations(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One allocation with its lines' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=10`: answer when the register has followed' })
  @ApiOkResponse({ type: AllocationDto })
  findAllocation(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
    @Headers('prefer') prefer?: string,
  ): Promise<AllocationDto> {
    return this.allocations.findAllocation(id.toLowerCase(), reader, prefer);
  }
}
