import { procurementError } from '../errors.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';

/** Who may hold authority by a role: who approves the need, and who approves the order (domain §8.6). */
export const AUTHORITY_ROLES = ['APPROVER', 'BUDGET_HOLDER'] as const;
export type AuthorityRole = (typeof AUTHORITY_ROLES)[number];

export interface AuthorityRow {
  /** Null: any award without rows of its own. */
  awardId: string | null;
  role: AuthorityRole | null;
  personId: string | null;
  upToMinor: number;
  currency: string;
  /** How many persons have to approve such an amount, this one among them. */
  approvers: number;
}

export interface Approver {
  personId: string;
  roles: readonly string[];
}

/** What somebody is asked to approve: the whole of an order, whatever share of it an award pays. */
export interface Commitment {
  amountMinor: number;
  currency: string;
  awardIds: readonly string[];
}

/**
 * CR-01: how many approvals the matrix asks for where this person gives one; undefined where the amount is beyond him. For an
 * award with rows of its own these alone count, and of each award he needs one. The row nearest above the amount decides, for
 * whoever may sign more alone may sign less alone.
 */
export function approvalsAsked(
  rows: readonly AuthorityRow[],
  { personId, roles }: Approver,
  { amountMinor, currency, awardIds }: Commitment,
): number | undefined {
  const inCurrency = rows.filter((row) => row.currency === currency);
  const asked = awardIds.map((awardId) => {
    const own = inCurrency.filter((row) => row.awardId === awardId);
    const matching = (own.length > 0 ? own : inCurrency.filter((row) => row.awardId === null)).filter(
      (row) =>
        row.upToMinor >= amountMinor && (row.role === null ? row.personId === personId : roles.includes(row.role)),
    );
    const nearest = Math.min(...matching.map(({ upToMinor }) => upToMinor));
    // Of two rows alike the person's own says less than his role's: whoever was named was meant.
    return Math.min(...matching.filter(({ upToMinor }) => upToMinor === nearest).map(({ approvers }) => approvers));
  });
  return asked.length > 0 && asked.every(Number.isFinite) ? Math.max(...asked) : undefined;
}

/** Everything wrong with the rows of a matrix; `row` is the place of the row in the request. */
export function matrixProblems(rows: readonly AuthorityRow[], awards: ReadonlySet<string>): RowProblem[] {
  const seen = new Set<string>();
  return rows.flatMap((row, index) => {
    const problems: RowProblem[] = [];
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row: index + 1, field, code, detail });
    if ((row.role === null) === (row.personId === null))
      problem('role', 'authority-of-nobody', 'A row is of a role or of a person, not of both or none.');
    if (row.awardId !== null && !awards.has(row.awardId))
      problem('awardId', 'award-unknown', `No award has the id ${row.awardId}.`);
    const key = [row.awardId, row.role, row.personId, row.currency, row.upToMinor].join(' ');
    if (seen.has(key)) problem('upToMinor', 'authority-repeated', 'Another row says the same amount of the same.');
    seen.add(key);
    return problems;
  });
}

export interface Proposal {
  /** Null: from its confirmation on. */
  validFrom: Date | null;
  proposedBy: string;
  proposedAt: Date;
  confirmedBy: string | null;
}

/** After this long nobody remembers why; it is proposed again. */
const lapsesAfterDays = 30;
const day = 24 * 60 * 60_000;

/** Orders were approved by the matrix of their day, so none begins in the past (AM-30). */
export function checkBegin(validFrom: Date | null, now: Date): void {
  if (validFrom && validFrom < now) throw procurementError('matrix-in-the-past', `It is ${now.toISOString()} now.`);
}

/** Nobody sets his own limit, nor confirms what he proposed; `named` are the persons of the rows. Answers from when on it holds. */
export function confirmMatrix(proposal: Proposal, confirmedBy: string, named: readonly string[], now: Date): Date {
  const { validFrom, proposedBy, proposedAt } = proposal;
  if (proposal.confirmedBy !== null) throw procurementError('matrix-confirmed', 'It holds already.');
  if (proposedBy === confirmedBy) throw procurementError('matrix-same-person', 'AM-30: another person confirms it.');
  if ([proposedBy, confirmedBy].some((person) => named.includes(person)))
    throw procurementError('matrix-own-limit', 'Nobody proposes or confirms a limit of his own.');
  if (now.getTime() - proposedAt.getTime() > lapsesAfterDays * day)
    throw procurementError('matrix-lapsed', `It waited more than ${lapsesAfterDays} days; propose it again.`);
  checkBegin(validFrom, now);
  return validFrom ?? now;
}
