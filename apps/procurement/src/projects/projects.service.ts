import { ProjectRecordedV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, decodeCursor, pageOf, Queries, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import { budgetProblems, type NewBudgetLine } from './project.rules.js';
import type { AddBudgetLines, ProjectDto, ProjectsQuery, RecordProject } from './projects.dto.js';
import { insertBudgetLines, lockBudgets, projects } from './projects.queries.js';

@Injectable()
export class ProjectsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  recordProject(input: RecordProject, command: Command): Promise<ProjectDto> {
    return this.commands.run(command, async (tx) => {
      const { code, wbsCode = null, name, country = 'CD', awardIds, budgetLines = [] } = input;
      const { key: id, actorId, recordedAt } = command;
      await tx.query(
        `INSERT INTO project (id, code, wbs_code, name, country, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, code, wbsCode, tidy(name), country, actorId, recordedAt],
      );
      await tx.query(`INSERT INTO project_award (project_id, award_id) SELECT $1, unnest($2::uuid[])`, [id, awardIds]);
      await budget(tx, id, budgetLines, command);
      return told(tx, id, command);
    });
  }

  addBudgetLines(projectId: string, { budgetLines }: AddBudgetLines, command: Command): Promise<ProjectDto> {
    return this.commands.run(command, async (tx) => {
      const found = (await tx.query(`SELECT id FROM project WHERE id = $1 FOR UPDATE`, [projectId])) as unknown[];
      if (found.length === 0) throw procurementError('project-not-found');
      await budget(tx, projectId, budgetLines, command);
      return told(tx, projectId, command);
    });
  }

  findProject(id: string, reader: Principal): Promise<ProjectDto> {
    return this.queries.run(reader, (tx) => projectById(tx, id));
  }

  listProjects({ awardId, limit = 50, after }: ProjectsQuery, reader: Principal): Promise<Page<ProjectDto>> {
    const [afterId] = decodeCursor(after, ['uuid']) ?? [null];
    const from = { after: afterId === null ? null : String(afterId), ...(awardId !== undefined && { awardId }) };
    return this.queries.run(reader, async (tx) =>
      pageOf(
        await projects(tx, from, limit + 1),
        limit,
        ({ id }) => [id],
        (project) => project,
      ),
    );
  }
}

async function budget(
  tx: EntityManager,
  projectId: string,
  lines: readonly NewBudgetLine[],
  command: Command,
): Promise<void> {
  if (lines.length === 0) return;
  const own = lines.map((line) => ({ ...line, awardId: line.awardId.toLowerCase() }));
  const awards = await lockBudgets(tx, projectId);
  const known = (await tx.query(`SELECT code FROM budget_line WHERE project_id = $1`, [projectId])) as {
    code: string;
  }[];
  const problems = budgetProblems(own, new Set(known.map(({ code }) => code)), awards);
  if (problems.length > 0) throw procurementError('budget-refused', problems[0]?.detail, problems);
  await insertBudgetLines(
    tx,
    projectId,
    own.map((line) => ({ ...line, id: uuidv7() })),
    command,
  );
}

async function projectById(tx: EntityManager, id: string): Promise<ProjectDto> {
  const [project] = await projects(tx, { id }, 1);
  if (!project) throw procurementError('project-not-found');
  return project;
}

/** A project is told whole at every change. */
async function told(tx: EntityManager, id: string, command: Command): Promise<ProjectDto> {
  const project = await projectById(tx, id);
  const { code, wbsCode, name, country, awardIds } = project;
  const budgetLines = project.budgetLines.map(({ id: budgetLineId, awardId, code: line, amountMinor, currency }) => ({
    ...{ budgetLineId, awardId, code: line, amountMinor, currency },
  }));
  const fact = { projectId: id, code, wbsCode, name, country, awardIds, budgetLines };
  await record(tx, ProjectRecordedV1, id, fact, command);
  return project;
}
