import { CONDITIONS, type Condition, type LegacyOrigin, type Lifecycle } from '@dotation/contracts';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import type { ListRow } from '../packing-lists/packing-list.rules.js';
import { BORN_IN, conditionSaid, daySaid, stateSaid } from './old-words.rules.js';

/** What an old list says of a row beside what a receipt would ask. */
export interface LegacyRow {
  row: number;
  description: string | null;
  /** Null: the list does not say when it was acquired. */
  acquiredOn: string | null;
  fain: string | null;
  unitCode: string | null;
  lifecycle: Lifecycle;
  condition: Condition;
}

const OWN = ['acquiredOn', 'fain', 'state', 'condition', 'unit', 'description'] as const;
type Own = (typeof OWN)[number];

/** A line of the list as it is checked: what a receipt row has, with the words of old lists beside it. */
export function lineOf({ receiptRow, values }: ListRow): Record<string, unknown> {
  const own = OWN.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field].trim()] as const]));
  return { ...receiptRow, ...Object.fromEntries(own) };
}

/** Before anything was bought under these awards. */
const EARLIEST = '2000-01-01';
const MOST = 300;

/** Parts a line into the receipt row it has in it and what is only said of old things. */
export function readLegacyRow(
  line: Readonly<Record<string, unknown>>,
  index: number,
  origin: LegacyOrigin,
  today: string,
  problems: RowProblem[],
): { receiptRow: Record<string, unknown>; legacy: LegacyRow } {
  const row = typeof line['row'] === 'number' ? line['row'] : index + 1;
  const problem = (field: Own, code: string, detail: string): undefined =>
    void problems.push({ row, field, code, detail });
  const said = (field: Own): string | undefined => {
    const value = line[field];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string' && value.length <= MOST) return value;
    return problem(field, 'field-invalid', `${field} must be text of at most ${MOST} characters.`);
  };
  const receiptRow = Object.fromEntries(Object.entries(line).filter(([name]) => !OWN.some((own) => own === name)));
  const legacy: LegacyRow = {
    ...{ row, description: said('description') ?? null, acquiredOn: null, fain: said('fain') ?? null },
    ...{ unitCode: said('unit') ?? null, lifecycle: BORN_IN[origin][0], condition: 'UNKNOWN' },
  };
  const acquired = said('acquiredOn');
  if (acquired !== undefined) {
    const day = daySaid(acquired);
    if (day === undefined)
      problem('acquiredOn', 'day-unreadable', `"${acquired}" is no day: write 2014-05-31, or nothing.`);
    else if (day < EARLIEST || day > today)
      problem('acquiredOn', 'day-impossible', `${day} is not from ${EARLIEST} to ${today}.`);
    else legacy.acquiredOn = day;
  }
  // Lists mix the two up: “en panne” under Statut, “manquant” under État.
  for (const field of ['condition', 'state'] as const) {
    const text = said(field);
    if (text === undefined) continue;
    const [condition, state] = [conditionSaid(text), stateSaid(text)];
    if (condition !== undefined) legacy.condition = condition;
    else if (state === undefined)
      problem(
        field,
        `${field}-unknown`,
        `"${text}" is none of ${(field === 'state' ? BORN_IN[origin] : CONDITIONS).join(', ')}.`,
      );
    else if (BORN_IN[origin].some((own) => own === state)) legacy.lifecycle = state;
    else problem(field, 'state-not-of-origin', `What is ${origin} begins as ${BORN_IN[origin].join(' or ')} (AM-13).`);
  }
  return { receiptRow, legacy };
}
