import { BUSINESS_ROLES } from '@dotation/contracts';
import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Nothing } from '../handovers/handovers.dto.js';
import {
  AccessOverrideDto,
  AccessOverridePageDto,
  AccessOverridesQuery,
  RequestAccessOverride,
} from './access-overrides.dto.js';
import { AccessOverridesService } from './access-overrides.service.js';

@ApiTags('handover: access overrides')
@Controller('access-overrides')
export class AccessOverridesController {
  constructor(private readonly overrides: AccessOverridesService) {}

  @Post()
  @Allow('BUDGET_HOLDER')
  @ApiOperation({ summary: 'Ask to let one allocation or waybill through where an armed group is in control (CR-66)' })
  @ApiCreatedResponse({ type: AccessOverrideDto })
  requestAccessOverride(
    @Body() input: RequestAccessOverride,
    @CommandOf() command: Command,
  ): Promise<AccessOverrideDto> {
    return this.overrides.requestAccessOverride(input, command);
  }

  @Post(':id/grant')
  @HttpCode(200)
  @Allow('APPROVER')
  @StepUp()
  @ApiOperation({ summary: 'Grant it as the second person; it holds from now on' })
  @ApiOkResponse({ type: AccessOverrideDto })
  grantAccessOverride(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() _input: Nothing,
    @CommandOf() command: Command,
  ): Promise<AccessOverrideDto> {
    return this.overrides.grantAccessOverride(id.toLowerCase(), command);
  }

  @Get()
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'Access overrides, oldest first' })
  @ApiOkResponse({ type: AccessOverridePageDto })
  listAccessOverrides(
    @Query() query: AccessOverridesQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<AccessOverrideDto>> {
    return this.overrides.listAccessOverrides(query, reader);
  }

  @Get(':id')
  @Allow(...BUSINESS_ROLES)
  @ApiOperation({ summary: 'One access override' })
  @ApiOkResponse({ type: AccessOverrideDto })
  findAccessOverride(
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderOf() reader: Principal,
  ): Promise<AccessOverrideDto> {
    return this.overrides.findAccessOverride(id.toLowerCase(), reader);
  }
}
