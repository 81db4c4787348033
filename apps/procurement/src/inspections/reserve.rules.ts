import { procurementError } from '../errors.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import { finderOf, type Inspectable, type Inspected } from './inspection.rules.js';

/** What the committee wants put right, of the line it names by device, line or serial; of the whole receipt when it names none. */
export interface SaidReserve {
  deviceId?: string;
  lineId?: string;
  serial?: string;
  detail: string;
  dueOn: string;
}

export interface Reserve {
  row: number;
  lineId: string | null;
  detail: string;
  dueOn: string;
}

export interface SaidLifting {
  row: number;
  note: string;
  documentSha256?: string | null;
}

/** With a reserve an acceptance is provisional; without any it is final (domain §9.6). */
export function acceptanceOf(reserves: readonly Reserve[]): 'PROVISIONAL' | 'FINAL' {
  return reserves.length > 0 ? 'PROVISIONAL' : 'FINAL';
}

/** Years ahead a guarantee may reach; more is a slip of the keyboard. */
const furthestYears = 10;

/** §9.6: a reserve is about goods that were accepted, and has a day until when it is to be lifted. */
export function placeReserves(
  lines: readonly Inspectable[],
  results: readonly Inspected[],
  said: readonly SaidReserve[],
  acceptedOn: string,
): Reserve[] {
  const problems: RowProblem[] = [];
  const finder = finderOf(lines);
  const latest = `${Number(acceptedOn.slice(0, 4)) + furthestYears}${acceptedOn.slice(4)}`;
  const reserves = said.map(({ deviceId, lineId, serial, detail, dueOn }, index): Reserve => {
    const row = index + 1;
    const problem = (field: string, code: string, why: string): number =>
      problems.push({ row, field: `reserves[${index}].${field}`, code, detail: why });
    if (dueOn < acceptedOn || dueOn > latest)
      problem('dueOn', 'reserve-due-wrong', `A reserve is lifted from ${acceptedOn} to ${latest}.`);
    if (!deviceId && !lineId && !serial) return { row, lineId: null, detail, dueOn };
    const meant = finder({ deviceId, lineId, serial });
    const [line] = meant;
    if (line === undefined || meant.length > 1)
      problem(
        'lineId',
        line ? 'reserve-ambiguous' : 'reserve-unknown',
        `${meant.length} lines of this receipt are meant.`,
      );
    else if (results.find((result) => result.lineId === line.lineId)?.result === 'REJECTED')
      problem('lineId', 'reserve-on-rejected', 'What is rejected goes back; nothing of it is put right here.');
    return { row, lineId: line?.lineId ?? null, detail, dueOn };
  });
  if (problems.length > 0) throw procurementError('reserves-refused', problems[0]?.detail, problems);
  return reserves;
}

/** The committee comes back once, when all is put right: every reserve is lifted with what was found. */
export function liftReserves(reserves: readonly Reserve[], lifted: readonly SaidLifting[]): void {
  const rows = new Set(reserves.map(({ row }) => row));
  const said = new Set<number>();
  const problems = lifted.flatMap(({ row }, index): RowProblem[] => {
    const at = (code: string, detail: string): RowProblem[] => [
      { row: index + 1, field: `lifted[${index}].row`, code, detail },
    ];
    if (!rows.has(row)) return at('reserve-unknown', `The inspection has no reserve ${row}.`);
    if (said.has(row)) return at('reserve-listed-twice', `Reserve ${row} is said already.`);
    said.add(row);
    return [];
  });
  const open = reserves
    .filter(({ row }) => !said.has(row))
    .map(({ row, detail }): RowProblem => {
      return { row: 0, field: 'lifted', code: 'reserve-open', detail: `Reserve ${row} is not lifted: ${detail}` };
    });
  problems.push(...open);
  if (problems.length > 0) throw procurementError('reserves-open', problems[0]?.detail, problems);
}

/** Held on a day between the acceptance and today anywhere on earth. */
export function checkHeldOn(heldOn: string, acceptedOn: string, now: Date): void {
  const latest = new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (heldOn >= acceptedOn && heldOn <= latest) return;
  const detail = `The final reception is held from ${acceptedOn}, the day of acceptance, to today.`;
  throw procurementError('held-on-wrong', detail, [{ row: 0, field: 'heldOn', code: 'held-on-wrong', detail }]);
}

const isWeekend = (day: Date): boolean => day.getUTCDay() === 0 || day.getUTCDay() === 6;

/** §8.5: the day some working days later, Monday to Friday; with a negative number earlier. */
export function workingDaysFrom(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00.000Z`);
  for (let left = Math.abs(days); left > 0;) {
    at.setUTCDate(at.getUTCDate() + Math.sign(days));
    if (!isWeekend(at)) left -= 1;
  }
  return at.toISOString().slice(0, 10);
}
