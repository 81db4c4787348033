import type { FundingShare } from '@dotation/contracts';
import { procurementError } from '../errors.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import type { ProposedLine } from './order-proposal.rules.js';

/** A line of the order as it stands, with what came of it: received net of rejected, and rejected. */
export interface StandingLine extends ProposedLine {
  category: string;
  received: number;
  rejected: number;
}

export interface LineChange {
  lineNumber: number;
  /** 0 cancels what has not come. */
  quantity?: number | undefined;
  unitPriceMinor?: number | undefined;
}

export interface LineAddition {
  lineNumber: number;
  catalogueItemId: string;
  quantity: number;
  unitPriceMinor: number;
  /** The line for which this model comes (AM-7): who pays it pays this one. */
  substitutesLine: number | null;
  funding: FundingShare[] | null;
  budgetLineId: string | null;
}

/** What may never be undone of a line: what came is ordered, and at the price it was registered with. */
export function standingProblems(
  line: Pick<ProposedLine, 'quantity' | 'unitPriceMinor'>,
  standing: Pick<StandingLine, 'lineNumber' | 'received' | 'rejected' | 'unitPriceMinor'>,
  row: number,
): RowProblem[] {
  const { lineNumber, received, rejected, unitPriceMinor } = standing;
  const problem = (field: string, code: string, detail: string): RowProblem[] => [{ row, field, code, detail }];
  return [
    ...(line.quantity < received
      ? problem('quantity', 'quantity-below-received', `Of line ${lineNumber} ${received} have come.`)
      : []),
    ...(line.unitPriceMinor !== unitPriceMinor && received + rejected > 0
      ? problem(
          'unitPriceMinor',
          'price-of-received',
          `Of line ${lineNumber} some came at this price (AM-12): add a line for the rest.`,
        )
      : []),
  ];
}

export interface Amended {
  lines: ProposedLine[];
  problems: RowProblem[];
}

/**
 * The lines of the next revision. A line never becomes another model: a substitute is a line of its own, in the place of what
 * the line it stands for gives up. `row` counts the changes and after them the additions.
 */
export function amended(
  standing: readonly StandingLine[],
  changes: readonly LineChange[],
  additions: readonly LineAddition[],
  categoryOfItem: ReadonlyMap<string, string>,
): Amended {
  const problems: RowProblem[] = [];
  const lines = new Map(standing.map((line) => [line.lineNumber, proposedOf(line)]));
  const byNumber = new Map(standing.map((line) => [line.lineNumber, line]));
  const changed = new Set<number>();
  changes.forEach(({ lineNumber, quantity, unitPriceMinor }, index) => {
    const row = index + 1;
    const before = byNumber.get(lineNumber);
    if (before === undefined || changed.has(lineNumber)) {
      const [code, detail] =
        before === undefined
          ? ['line-unknown', `The order has no line ${lineNumber}.`]
          : ['line-repeated', `Line ${lineNumber} is changed twice.`];
      problems.push({ row, field: 'lineNumber', code, detail });
      return;
    }
    changed.add(lineNumber);
    const line = proposedOf(before);
    const next = {
      ...line,
      quantity: quantity ?? line.quantity,
      unitPriceMinor: unitPriceMinor ?? line.unitPriceMinor,
    };
    if (next.quantity === line.quantity && next.unitPriceMinor === line.unitPriceMinor)
      problems.push({
        row,
        field: 'quantity',
        code: 'nothing-changes',
        detail: `Line ${lineNumber} says that already.`,
      });
    problems.push(...standingProblems(next, before, row));
    lines.set(lineNumber, next);
  });
  additions.forEach((addition, index) => {
    const row = changes.length + index + 1;
    const problem = (field: string, code: string, detail: string): number =>
      problems.push({ row, field, code, detail });
    const { lineNumber, catalogueItemId, quantity, unitPriceMinor, substitutesLine, funding, budgetLineId } = addition;
    const stoodFor = substitutesLine === null ? undefined : byNumber.get(substitutesLine);
    if (lines.has(lineNumber)) problem('lineNumber', 'line-repeated', `There are two lines ${lineNumber}.`);
    if (substitutesLine !== null && stoodFor === undefined)
      problem('substitutesLine', 'line-unknown', `The order has no line ${substitutesLine}.`);
    if (substitutesLine === null && funding === null)
      problem('funding', 'funding-not-whole', 'Who pays it? A substitute alone is paid as the line it stands for.');
    if (stoodFor && (funding !== null || budgetLineId !== null))
      problem('funding', 'substitute-paid-otherwise', `It is paid as line ${substitutesLine} is.`);
    if (stoodFor && categoryOfItem.get(catalogueItemId) !== stoodFor.category)
      problem('catalogueItemId', 'category-differs', `Line ${substitutesLine} is of ${stoodFor.category}.`);
    lines.set(lineNumber, {
      ...{ orderLineId: '', lineNumber, catalogueItemId, quantity, unitPriceMinor, substitutesLine },
      funding: stoodFor?.funding ?? funding ?? [],
      budgetLineId: stoodFor ? stoodFor.budgetLineId : budgetLineId,
    });
  });
  problems.push(...tooMany(standing, [...lines.values()], changes.length, additions));
  return { lines: [...lines.values()].toSorted((a, b) => a.lineNumber - b.lineNumber), problems };
}

/** A substitute takes the place of what its line gives up, and of no more. */
function tooMany(
  standing: readonly StandingLine[],
  lines: readonly ProposedLine[],
  before: number,
  additions: readonly LineAddition[],
): RowProblem[] {
  return additions.flatMap(({ substitutesLine }, index) => {
    const old = standing.find(({ lineNumber }) => lineNumber === substitutesLine);
    if (old === undefined) return [];
    const left = lines.find(({ lineNumber }) => lineNumber === substitutesLine)?.quantity ?? 0;
    const instead = additions
      .filter((one) => one.substitutesLine === substitutesLine)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    if (left + instead <= old.quantity) return [];
    const detail = `Line ${substitutesLine} keeps ${left} of ${old.quantity}; ${instead} cannot stand for the rest.`;
    return [{ row: before + index + 1, field: 'quantity', code: 'substitute-too-many', detail }];
  });
}

/** A line as it is proposed or kept, without what came of it. */
export function proposedOf({ category: _c, received: _r, rejected: _j, ...line }: StandingLine): ProposedLine {
  return line;
}

/** Lines that ask for more than before: of these awards, budget and the list of section 889 are asked again. */
export function enlarged(lines: readonly ProposedLine[], standing: readonly StandingLine[]): ProposedLine[] {
  const before = new Map(standing.map((line) => [line.orderLineId, line]));
  return lines.filter(({ orderLineId, quantity, unitPriceMinor }) => {
    const old = before.get(orderLineId);
    return old === undefined || quantity > old.quantity || unitPriceMinor > old.unitPriceMinor;
  });
}

export function hasSubstitute(
  lines: readonly ProposedLine[],
  standing: readonly Pick<StandingLine, 'orderLineId'>[],
): boolean {
  const known = new Set(standing.map(({ orderLineId }) => orderLineId));
  return lines.some(({ orderLineId, substitutesLine }) => substitutesLine !== null && !known.has(orderLineId));
}

/** AM-7: whoever asked for the goods takes the other model, or not; nobody does it for him. Under the ids that stay. */
export function checkAcceptance(requesterId: string, acceptedBy: string): void {
  if (requesterId !== acceptedBy)
    throw procurementError('not-the-requester', 'Who requested the goods accepts another model (AM-7).');
}
