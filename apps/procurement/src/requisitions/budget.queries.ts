import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { orderedOf, requestedOf } from '../projects/projects.queries.js';
import { budgetProblems, type BudgetState, type PricedLine } from './budget.rules.js';

/** Budget lines with what is taken of them; locked, two papers that take of one follow each other. */
export async function budgetsOf(
  tx: EntityManager,
  ids: readonly string[],
  { lock }: { lock: boolean },
): Promise<Map<string, BudgetState>> {
  type Row = Omit<BudgetState, 'takenMinor' | 'amountMinor'> & { id: string; amountMinor: string };
  const rows = await tx.query<Row[]>(
    `SELECT id, code, award_id AS "awardId", project_id AS "projectId", currency, amount_minor AS "amountMinor"
     FROM budget_line WHERE id = ANY($1::uuid[]) ORDER BY id ${lock ? 'FOR UPDATE' : ''}`,
    [ids],
  );
  const [ordered, requested] = [await orderedOf(tx, rows), await requestedOf(tx, rows)];
  return new Map(
    rows.map(({ id, amountMinor, ...row }) => {
      const takenMinor = (ordered.get(id) ?? 0) + (requested.get(id) ?? 0);
      return [id, { ...row, amountMinor: Number(amountMinor), takenMinor }];
    }),
  );
}

/** The same of an order that is written already: no budget line that one of its `grown` lines names holds less than is taken of it. */
export async function refuseOverspent(
  tx: EntityManager,
  lines: readonly { budgetLineId: string | null; orderLineId: string }[],
  grown: readonly { budgetLineId: string | null; orderLineId: string }[],
  currency: string,
): Promise<void> {
  const budgets = await budgetsOf(
    tx,
    grown.flatMap(({ budgetLineId }) => budgetLineId ?? []),
    { lock: true },
  );
  const ids = new Set(grown.map(({ orderLineId }) => orderLineId));
  const nothing = lines.map(({ budgetLineId, orderLineId }) => ({
    ...{ quantity: 0, unitMinor: 0, funding: [], budgetLineId: ids.has(orderLineId) ? budgetLineId : null },
  }));
  const problems = budgetProblems(nothing, currency, budgets);
  if (problems.length > 0) throw procurementError('budget-exceeded', problems[0]?.detail, problems);
}

/** Refuses lines that take more of a budget line than it holds, in the currency it is held in. */
export async function refuseOverspending(
  tx: EntityManager,
  lines: readonly PricedLine[],
  currency: string,
  how: { lock: boolean },
): Promise<void> {
  const ids = lines.flatMap(({ budgetLineId }) => budgetLineId ?? []);
  const problems = budgetProblems(lines, currency, await budgetsOf(tx, ids, how));
  if (problems.length > 0) throw procurementError('budget-exceeded', problems[0]?.detail, problems);
}
