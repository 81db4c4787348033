import { beyondScope } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { catalogueFor } from '../receipts/catalogue.queries.js';
import { checkDuplicates, exclusivesOf, type Exclusive } from '../receipts/duplicate.rules.js';
import { readAll } from '../receipts/judgement.queries.js';
import { capture } from '../receipts/receipt.rules.js';
import { knownLike } from '../receipts/received-serial.queries.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import type { Findings } from '../receipts/serial.rules.js';
import { checkReasons, checkRows, type LegacyCapture, type LegacyHead, type Named } from './legacy-list.rules.js';
import { readLegacyRow, type LegacyRow } from './legacy-row.rules.js';
import { namedBy } from './legacy-lists.queries.js';

export interface LegacyJudgement extends Findings {
  /** Every row that was read, judged right or not. */
  rows: number[];
  captured: LegacyCapture[];
  named: Named;
  own: Exclusive[];
}

/** Asks for everything the rules need, in a handful of questions however many rows there are, and judges (CR-08, AM-13). */
export function judgedList(
  tx: EntityManager,
  lines: readonly Readonly<Record<string, unknown>>[],
  ofCells: readonly RowProblem[],
  head: LegacyHead,
  today: string,
): Promise<LegacyJudgement> {
  return beyondScope(tx, async () => {
    const own: RowProblem[] = [];
    const read = lines.map((line, index) => readLegacyRow(line, index, head.origin, today, own));
    const legacyOf = new Map(read.map(({ legacy }) => [legacy.row, legacy]));
    const { rows, problems } = readAll(
      read.map(({ receiptRow }) => receiptRow),
      [...ofCells, ...own],
    );
    const findings: Findings = { problems, warnings: new Map() };
    const captured = capture(rows, await catalogueFor(tx, rows, []), null, findings).flatMap((one): LegacyCapture[] => {
      const legacy = legacyOf.get(one.row.row);
      return legacy === undefined ? [] : [{ ...one, legacy }];
    });
    const said = (pick: (legacy: LegacyRow) => string | null): string[] => [
      ...new Set(captured.flatMap(({ legacy }) => pick(legacy) ?? [])),
    ];
    const named = await namedBy(
      tx,
      said(({ unitCode }) => unitCode),
      said(({ fain }) => fain),
    );
    checkRows(captured, head, named, findings.problems);
    checkReasons(captured, head, findings.problems);
    const exclusives = exclusivesOf(captured);
    checkDuplicates(exclusives, await knownLike(tx, exclusives), findings);
    findings.problems.sort((a, b) => a.row - b.row);
    return { ...findings, rows: rows.map(({ row }) => row), captured, named, own: exclusives };
  });
}
