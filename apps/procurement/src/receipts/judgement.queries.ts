import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { orderHead, orderLines } from '../purchase-orders/purchase-orders.queries.js';
import { ruleValue } from '../rule-values/rule-values.queries.js';
import { catalogueFor } from './catalogue.queries.js';
import { warnOfLanded } from './claim.rules.js';
import { exclusivesOf } from './duplicate.rules.js';
import { MOST_ROWS, readRows, type ReceiptRow } from './receipt-row.rules.js';
import { capture, checkSize, judge, type Delivery, type Judgement } from './receipt.rules.js';
import { rejectedDevices } from './replaced-devices.queries.js';
import { placeReplacements } from './replacement.rules.js';
import { hitsOfRows } from '../screening/screening.queries.js';
import type { Hit } from '../screening/screening.rules.js';
import { warn, type Findings } from './serial.rules.js';
import { knownLike } from './received-serial.queries.js';
import type { RowProblem } from './row-problem.rules.js';

export interface Judged extends Judgement {
  /** The value of receipt.overTolerancePercent it was decided by (AM-30). */
  tolerancePercent: number;
  /** What of the list of section 889 each row meets (CR-03). */
  hits: ReadonlyMap<number, readonly Hit[]>;
}

/** Rows of JSON or of a file, read by the same checker; `problems` are those of the file's cells. */
export function readAll(
  lines: readonly unknown[],
  problems: readonly RowProblem[] = [],
): { rows: ReceiptRow[]; problems: RowProblem[] } {
  if (lines.length === 0) throw procurementError('receipt-empty');
  if (lines.length > MOST_ROWS) {
    throw procurementError('too-many-rows', `One receipt takes at most ${MOST_ROWS} rows, these are ${lines.length}.`);
  }
  const read = readRows(lines);
  checkSize(read.rows);
  return { rows: read.rows, problems: [...problems, ...read.problems] };
}

/** Asks for everything the rules need, in a handful of questions however many rows there are, and judges. */
export async function judged(
  tx: EntityManager,
  { rows, problems }: { rows: readonly ReceiptRow[]; problems: readonly RowProblem[] },
  orderId: string | null,
  delivery: Delivery,
  at: Date,
): Promise<Judged> {
  const lines = orderId === null ? null : await orderLines(tx, orderId);
  const catalogue = await catalogueFor(tx, rows, lines?.map(({ catalogueItemId }) => catalogueItemId) ?? []);
  const tolerancePercent = await ruleValue(tx, 'receipt.overTolerancePercent', at);
  const findings = { problems: [...problems], warnings: new Map() };
  const rejected = await rejectedDevices(tx, rows);
  const captured = placeReplacements(capture(rows, catalogue, lines, findings), rejected, lines, findings);
  // With no order yet the goods were bought when they came, as far as anybody knows.
  const orderedOn = orderId === null ? null : (await orderHead(tx, orderId)).orderedOn;
  const hits = await hitsOfRows(tx, captured, orderedOn ?? at.toISOString().slice(0, 10));
  warnOfHits(hits, findings);
  warnOfLanded(captured, findings);
  const own = exclusivesOf(captured);
  const judgement = judge(captured, lines, tolerancePercent, own, await knownLike(tx, own), delivery, findings);
  return { ...judgement, tolerancePercent, hits };
}

/** CR-03 warns: the goods are there and are received, but held. */
function warnOfHits(hits: ReadonlyMap<number, readonly Hit[]>, findings: Findings): void {
  for (const [row, found] of hits)
    for (const { kind, said, entity, strength } of found) {
      const field = kind === 'MAC' ? 'identifiers' : 'catalogueItemId';
      const detail = `${said} ${strength === 'MATCH' ? 'is' : 'may be'} ${entity}, on the list of section 889: it is held (CR-03).`;
      warn(findings, row, { code: 'prohibited', field, detail });
    }
}
