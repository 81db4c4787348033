import { Allow, CommandOf, ReaderOf, StepUp } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { GrantRole, RoleAssignmentDto, RoleAssignmentPageDto, RoleAssignmentsQuery } from './roles.dto.js';
import { RolesService } from './roles.service.js';

@ApiTags('directory: roles')
@Controller()
export class RolesController {
  constructor(private readonly roles: RolesService) {}

  @Post('people/:id/roles')
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({
    summary: 'Grant a person a role, everywhere, in one unit or place, or for one award; never to oneself (CR-60)',
  })
  @ApiParam({ name: 'id', example: examples.deputyId })
  @ApiCreatedResponse({ type: RoleAssignmentDto })
  grantRole(
    @Param('id', ParseUUIDPipe) personId: string,
    @Body() input: GrantRole,
    @CommandOf() command: Command,
  ): Promise<RoleAssignmentDto> {
    return this.roles.grantRole(personId, input, command);
  }

  @Post('role-assignments/:id/confirmation')
  @HttpCode(200)
  @Allow('SYS_ADMIN', 'APPROVER')
  @StepUp()
  @ApiOperation({
    summary:
      'Confirm a privileged role as the second administrator; an approver may where no second one is left (CR-60)',
  })
  @ApiParam({ name: 'id', description: 'Of the role assignment' })
  @ApiOkResponse({ type: RoleAssignmentDto })
  confirmGrant(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<RoleAssignmentDto> {
    return this.roles.confirmGrant(id, command);
  }

  @Post('role-assignments/:id/revocation')
  @HttpCode(200)
  @Allow('SYS_ADMIN')
  @StepUp()
  @ApiOperation({ summary: 'Withdraw a role from now on; never one’s own (CR-60)' })
  @ApiParam({ name: 'id', description: 'Of the role assignment' })
  @ApiOkResponse({ type: RoleAssignmentDto })
  revokeRole(@Param('id', ParseUUIDPipe) id: string, @CommandOf() command: Command): Promise<RoleAssignmentDto> {
    return this.roles.revokeRole(id, command);
  }

  @Get('role-assignments')
  @Allow('SYS_ADMIN', 'DATA_STEWARD', 'AUDITOR', 'INVESTIGATOR')
  @ApiOperation({ summary: 'Who was granted which role, by whom, until when' })
  @ApiOkResponse({ type: RoleAssignmentPageDto })
  listRoleAssignments(
    @Query() query: RoleAssignmentsQuery,
    @ReaderOf() reader: Principal,
  ): Promise<Page<RoleAssignmentDto>> {
    return this.roles.listRoleAssignments(query, reader);
  }
}
