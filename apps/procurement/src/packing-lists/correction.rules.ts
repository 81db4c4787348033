import type { RowProblem } from '../receipts/row-problem.rules.js';
import type { ListRow } from './packing-list.rules.js';

/**
 * What a person corrected at receipt, row by row, over what the file says. A corrected serial counts as typed, unless
 * the correction says otherwise, and so wants a photo of the plate (AM-8). `drop` leaves a row out that did not arrive.
 */
export function corrected(
  rows: readonly ListRow[],
  corrections: readonly unknown[],
): { lines: Record<string, unknown>[]; problems: RowProblem[] } {
  const known = new Set(rows.map(({ row }) => row));
  const problems: RowProblem[] = [];
  const byRow = new Map<number, Record<string, unknown>>();
  corrections.forEach((correction, index) => {
    const { row, ...fields } = (typeof correction === 'object' ? (correction ?? {}) : {}) as Record<string, unknown>;
    const problem = (code: string, detail: string): number =>
      problems.push({ row: typeof row === 'number' ? row : 0, field: `corrections[${index}]`, code, detail });
    if (typeof row !== 'number' || !known.has(row)) problem('correction-row-unknown', 'The file has no such row.');
    else if (byRow.has(row)) problem('correction-repeated', `Row ${row} is corrected twice.`);
    else byRow.set(row, fields);
  });
  const lines: Record<string, unknown>[] = [];
  for (const { row, receiptRow, problems: own } of rows) {
    const { drop, ...fields } = byRow.get(row) ?? {};
    if (drop === true) continue;
    problems.push(...own.filter(({ field }) => field === undefined || !Object.hasOwn(fields, field)));
    const retyped = typeof fields['serial'] === 'string' && fields['serialTyped'] === undefined;
    lines.push({ ...receiptRow, ...fields, ...(retyped ? { serialTyped: true } : {}) });
  }
  return { lines, problems };
}
