import { splitByShares, type FundingShare } from '@dotation/contracts';
import { beyondScope, type Command } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { termsOn } from '../awards/awards.queries.js';
import type { AwardBudget, NewBudgetLine } from './project.rules.js';
import type { BudgetLineDto, ProjectDto } from './projects.dto.js';

interface PaidLine {
  budgetLineId: string;
  quantity: number;
  unitPriceMinor: string;
  funding: FundingShare[];
}

const selectProjects = `
  SELECT project.id, project.code, project.wbs_code AS "wbsCode", project.name, project.country,
         ARRAY(SELECT award_id FROM project_award WHERE project_id = project.id ORDER BY award_id) AS "awardIds"
  FROM project`;

/** Projects with what is budgeted and what was ordered of it. */
export async function projects(
  tx: EntityManager,
  { id, awardId, after }: { id?: string; awardId?: string; after?: string | null },
  most: number,
): Promise<ProjectDto[]> {
  const rows = (await tx.query(
    `${selectProjects}
     WHERE ($1::uuid IS NULL OR project.id = $1) AND ($2::uuid IS NULL OR project.id > $2)
       AND ($3::uuid IS NULL OR EXISTS (SELECT FROM project_award a WHERE a.project_id = project.id AND a.award_id = $3))
     ORDER BY project.id LIMIT $4`,
    [id ?? null, after ?? null, awardId ?? null, most],
  )) as Omit<ProjectDto, 'budgetLines'>[];
  const lines = await budgetLines(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, budgetLines: lines.get(row.id) ?? [] }));
}

async function budgetLines(tx: EntityManager, projectIds: readonly string[]): Promise<Map<string, BudgetLineDto[]>> {
  type Row = Omit<BudgetLineDto, 'amountMinor' | 'orderedMinor' | 'requestedMinor'> & {
    projectId: string;
    amountMinor: string;
  };
  const rows = (await tx.query(
    `SELECT id, project_id AS "projectId", award_id AS "awardId", code, name, amount_minor AS "amountMinor", currency
     FROM budget_line WHERE project_id = ANY($1::uuid[]) ORDER BY code`,
    [projectIds],
  )) as Row[];
  const [ordered, requested] = await beyondScope(tx, async () => [
    await orderedOf(tx, rows),
    await requestedOf(tx, rows),
  ]);
  const lines = rows.map(({ amountMinor, ...row }) => ({
    ...row,
    amountMinor: Number(amountMinor),
    orderedMinor: ordered?.get(row.id) ?? 0,
    requestedMinor: requested?.get(row.id) ?? 0,
  }));
  return Map.groupBy(lines, ({ projectId }) => projectId);
}

/** A budget line, and the award that pays for what names it. */
interface Budget {
  id: string;
  awardId: string;
}

/** What the award of each budget line pays of the orders that name it; a share is a part of the whole, whoever pays the rest. */
export async function orderedOf(tx: EntityManager, budgets: readonly Budget[]): Promise<Map<string, number>> {
  const lines = await tx.query<PaidLine[]>(
    `SELECT line.budget_line_id AS "budgetLineId", line.quantity, line.unit_price_minor AS "unitPriceMinor",
            (SELECT json_agg(json_build_object('awardId', award_id, 'percent', percent)) FROM funding_share
             WHERE order_line_id = line.id) AS funding
     FROM purchase_order_line AS line JOIN purchase_order AS orders ON orders.id = line.purchase_order_id
     JOIN budget_line AS budget ON budget.id = line.budget_line_id AND budget.currency = orders.currency
     WHERE line.budget_line_id = ANY($1::uuid[])`,
    [budgets.map(({ id }) => id)],
  );
  return sharesOfBudgets(budgets, lines);
}

/** The same of approved requisitions that nothing was ordered of yet, at the price somebody estimated. */
export async function requestedOf(tx: EntityManager, budgets: readonly Budget[]): Promise<Map<string, number>> {
  const lines = await tx.query<PaidLine[]>(
    `SELECT line.budget_line_id AS "budgetLineId", line.quantity, line.estimated_unit_minor AS "unitPriceMinor", line.funding
     FROM requisition_line AS line JOIN requisition ON requisition.id = line.requisition_id AND requisition.version = line.version
     WHERE line.budget_line_id = ANY($1::uuid[]) AND requisition.status IN ('APPROVED', 'SOLICITED', 'AWARDED')`,
    [budgets.map(({ id }) => id)],
  );
  return sharesOfBudgets(budgets, lines);
}

function sharesOfBudgets(budgets: readonly Budget[], lines: readonly PaidLine[]): Map<string, number> {
  const awardOf = new Map(budgets.map(({ id, awardId }) => [id, awardId]));
  const sums = new Map<string, number>();
  for (const { budgetLineId, quantity, unitPriceMinor, funding } of lines) {
    const share = splitByShares(Number(unitPriceMinor), funding).get(awardOf.get(budgetLineId) ?? '') ?? 0;
    sums.set(budgetLineId, (sums.get(budgetLineId) ?? 0) + share * quantity);
  }
  return sums;
}

/** What each award of a project gives today, and what is budgeted of it in all projects. Locked, so that two budgets follow each other. */
export async function lockBudgets(tx: EntityManager, projectId: string): Promise<Map<string, AwardBudget>> {
  await tx.query(
    `SELECT FROM award WHERE id IN (SELECT award_id FROM project_award WHERE project_id = $1) ORDER BY id FOR UPDATE`,
    [projectId],
  );
  const rows = (await tx.query(
    `SELECT link.award_id AS "awardId",
            (SELECT coalesce(sum(amount_minor), 0) FROM budget_line WHERE award_id = link.award_id) AS "budgetedMinor"
     FROM project_award AS link WHERE link.project_id = $1`,
    [projectId],
  )) as { awardId: string; budgetedMinor: string }[];
  const today = new Date().toISOString().slice(0, 10);
  const terms = await termsOn(
    tx,
    rows.map(({ awardId }) => awardId),
    today,
  );
  return new Map(
    rows.map(({ awardId, budgetedMinor }) => {
      const { amountMinor = null, currency = null } = terms.get(awardId) ?? {};
      return [awardId, { amountMinor, currency, budgetedMinor: Number(budgetedMinor) }];
    }),
  );
}

export async function insertBudgetLines(
  tx: EntityManager,
  projectId: string,
  lines: readonly (NewBudgetLine & { id: string })[],
  { actorId, recordedAt }: Command,
): Promise<void> {
  await tx.query(
    `INSERT INTO budget_line (id, project_id, award_id, code, name, amount_minor, currency, recorded_by, recorded_at)
     SELECT id, $2, "awardId", code, name, "amountMinor", currency, $3, $4
     FROM jsonb_to_recordset($1::jsonb)
       AS new (id uuid, "awardId" uuid, code text, name text, "amountMinor" bigint, currency text)`,
    [JSON.stringify(lines), projectId, actorId, recordedAt],
  );
}

/** Of budget lines, the award each takes from; unknown ids are absent. */
export async function awardsOfBudgetLines(tx: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = (await tx.query(`SELECT id, award_id AS "awardId" FROM budget_line WHERE id = ANY($1::uuid[])`, [
    ids,
  ])) as { id: string; awardId: string }[];
  return new Map(rows.map(({ id, awardId }) => [id, awardId]));
}
