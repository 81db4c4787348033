import { wordsOf } from '../packing-lists/finding-words.rules.js';
import { membersOf, type Judgement } from './receipt.rules.js';
import { proposeKits, type KitOfRows } from './kit.rules.js';
import type { ReceiptRow } from './receipt-row.rules.js';
import type { Finding, RowProblem, Warning } from './row-problem.rules.js';
import type { Discrepancy } from './discrepancy.rules.js';

/** What one row would become. */
export interface Resolved {
  catalogueItemId: string;
  maker: string;
  model: string;
  serialRule: string;
  serial: string | null;
  orderLineId: string | null;
  devices: number;
}

export interface DryRun {
  rows: {
    row: number;
    ok: boolean;
    problems: Finding[];
    warnings: Warning[];
    resolved: Resolved | null;
  }[];
  /** Problems of the request as a whole. */
  problems: RowProblem[];
  kitsProposed: KitOfRows[];
  discrepancies: Discrepancy[];
  totals: { rows: number; devices: number; refused: number; warned: number };
}

/** The judgement as a report: every row, refused or not, with what it would become. */
export function dryRunOf(rows: readonly ReceiptRow[], judgement: Judgement): DryRun {
  const problemsOf = new Map<number, RowProblem[]>();
  for (const problem of judgement.problems) {
    const same = problemsOf.get(problem.row);
    if (same === undefined) problemsOf.set(problem.row, [problem]);
    else same.push(problem);
  }
  const resolved = resolvedRows(judgement);
  const told = rows.map(({ row }) => {
    const problems = (problemsOf.get(row) ?? []).map(({ row: _row, ...problem }) => problem);
    const warnings = judgement.warnings.get(row) ?? [];
    return { row, ok: problems.length === 0, problems, warnings, resolved: resolved.get(row) ?? null };
  });
  const numbers = new Set(rows.map(({ row }) => row));
  return {
    rows: told,
    problems: judgement.problems.filter(({ row }) => !numbers.has(row)),
    kitsProposed: proposeKits(judgement.captured.flatMap(membersOf)),
    discrepancies: judgement.discrepancies,
    totals: {
      rows: rows.length,
      devices: judgement.devices.length,
      refused: told.filter(({ ok }) => !ok).length,
      warned: told.filter(({ warnings }) => warnings.length > 0).length,
    },
  };
}

function resolvedRows({ captured, devices }: Judgement): Map<number, Resolved> {
  const resolved = new Map<number, Resolved>();
  for (const { row, item } of captured) {
    const { catalogueItemId, maker, model, serialRule } = item;
    const serial = row.serial?.value ?? null;
    resolved.set(row.row, { catalogueItemId, maker, model, serialRule, serial, orderLineId: null, devices: 0 });
  }
  for (const { row, orderLine } of devices) {
    const one = resolved.get(row.row);
    if (one === undefined) continue;
    one.devices += 1;
    one.orderLineId = orderLine?.orderLineId ?? null;
  }
  return resolved;
}

/** The same with every finding in the words of both languages, for the pages that show it. */
export function inWords(run: DryRun): DryRun {
  const said = <F extends { code: string; detail: string }>(finding: F) => ({ ...finding, text: wordsOf(finding) });
  return {
    ...run,
    rows: run.rows.map((row) => ({ ...row, problems: row.problems.map(said), warnings: row.warnings.map(said) })),
    problems: run.problems.map(said),
  };
}
