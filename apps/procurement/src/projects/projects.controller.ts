import { Allow, CommandOf, ReaderOf } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { buyingRoles } from '../purchase-orders/purchase-order.rules.js';
import { AddBudgetLines, ProjectDto, ProjectPageDto, ProjectsQuery, RecordProject } from './projects.dto.js';
import { ProjectsService } from './projects.service.js';

@ApiTags('procurement: awards')
@Controller('projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Post()
  @Allow('DATA_STEWARD', 'PROCUREMENT')
  @ApiOperation({ summary: 'Record a project, the awards that pay it and its budget lines' })
  @ApiCreatedResponse({ type: ProjectDto })
  recordProject(@Body() input: RecordProject, @CommandOf() command: Command): Promise<ProjectDto> {
    return this.projects.recordProject(input, command);
  }

  @Post(':id/budget-lines')
  @HttpCode(200)
  @Allow('DATA_STEWARD', 'PROCUREMENT')
  @ApiOperation({ summary: 'Add budget lines; no award is budgeted above what it gives' })
  @ApiParam({ name: 'id', example: examples.projectId })
  @ApiOkResponse({ type: ProjectDto })
  addBudgetLines(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AddBudgetLines,
    @CommandOf() command: Command,
  ): Promise<ProjectDto> {
    return this.projects.addBudgetLines(id, input, command);
  }

  @Get()
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'Projects with their budget lines and what was ordered of each' })
  @ApiOkResponse({ type: ProjectPageDto })
  listProjects(@Query() query: ProjectsQuery, @ReaderOf() reader: Principal): Promise<Page<ProjectDto>> {
    return this.projects.listProjects(query, reader);
  }

  @Get(':id')
  @Allow(...buyingRoles)
  @ApiOperation({ summary: 'One project' })
  @ApiParam({ name: 'id', example: examples.projectId })
  @ApiOkResponse({ type: ProjectDto })
  findProject(@Param('id', ParseUUIDPipe) id: string, @ReaderOf() reader: Principal): Promise<ProjectDto> {
    return this.projects.findProject(id, reader);
  }
}
