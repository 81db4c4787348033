import type { Identifier } from '@dotation/contracts';
import { wordsOf } from '../packing-lists/finding-words.rules.js';
import type { Reading } from '../packing-lists/reading.rules.js';
import type { DryRun } from '../receipts/dry-run.rules.js';
import { fold, normalise } from '../receipts/identifier.rules.js';
import type { ReceiptRow } from '../receipts/receipt-row.rules.js';
import type { Finding } from '../receipts/row-problem.rules.js';

/** What only whoever has the goods before him can say: no mistake of the supplier's list. */
const OF_THE_RECEIVER = new Set([
  ...['plate-photo-missing', 'no-serial-reason-missing', 'second-signature-missing', 'second-signature-same-person'],
  ...['too-many-lots', 'landed-claimed'],
]);

/** A line of a manifest as it is kept: what its cells say, what it is of the catalogue, and what is wrong with it (AM-7). */
export interface ManifestLine {
  row: number;
  line: number;
  catalogueItemId: string | null;
  maker: string | null;
  model: string | null;
  carton: string | null;
  cartonKey: string | null;
  quantity: number;
  values: Record<string, string>;
  problems: Finding[];
  warnings: Finding[];
}

/** A code that stands on a line. */
export interface ManifestCode {
  row: number;
  type: Identifier['type'];
  value: string;
  folded: string;
}

const MOST_KEPT = 200;

/** The lines of a reading: all of them, those with mistakes too. */
export function manifestOf(
  { rows }: Pick<Reading, 'rows'>,
  read: readonly ReceiptRow[],
  { rows: checked }: Pick<DryRun, 'rows'>,
): { lines: ManifestLine[]; codes: ManifestCode[] } {
  const readOf = new Map(read.map((row) => [row.row, row]));
  const resolvedOf = new Map(checked.map(({ row, resolved }) => [row, resolved]));
  const lines = rows.map(({ row, line, values, problems, warnings }): ManifestLine => {
    const own = readOf.get(row);
    const item = resolvedOf.get(row) ?? null;
    const carton = own?.carton ?? null;
    return {
      ...{ row, line, catalogueItemId: item?.catalogueItemId ?? null },
      ...{ maker: item?.maker ?? own?.maker ?? null, model: item?.model ?? own?.model ?? null },
      ...{ carton, cartonKey: carton && normalise(carton), quantity: own?.quantity ?? 1 },
      values: Object.fromEntries(Object.entries(values).map(([field, said]) => [field, said.slice(0, MOST_KEPT)])),
      problems: problems.filter(({ code }) => !OF_THE_RECEIVER.has(code)).map(withoutWords),
      warnings: warnings.filter(({ code }) => !OF_THE_RECEIVER.has(code)).map(withoutWords),
    };
  });
  const codes = read.flatMap(({ row, identifiers }) =>
    identifiers.map(({ type, value }) => ({ row, type, value, folded: fold(value) })),
  );
  return { lines, codes };
}

/** Words change with the product; what was found does not. */
function withoutWords({ text: _words, row: _row, line: _line, ...finding }: Finding): Finding {
  return finding;
}

/** The findings of a kept line, in words. */
export function told<F extends { code: string; detail: string }>(
  findings: readonly F[],
): (F & { text: { fr: string; en: string } })[] {
  return findings.map((finding) => ({ ...finding, text: wordsOf({ ...finding }) }));
}

/** JSON that a database takes: a cell may hold halves of characters, and zeros. */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'string' ? one.toWellFormed().replaceAll('\u0000', '\uFFFD') : one,
  );
}
