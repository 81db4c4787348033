import { CONDITIONS, OUTCOMES, READINGS, type Condition, type Confirmation, type Outcome } from '@dotation/contracts';
import { checkedRows, type Problem } from '../documents/rows.rules.js';
import { isAcceptance } from './line.rules.js';

/** What the receiver says of one code (AM-17); the condition apart from the outcome. */
export interface ReadLine {
  code: string;
  outcome: Outcome;
  condition?: Condition | null;
  remark?: string | null;
  reserve?: string | null;
  confirmedBy?: Confirmation | null;
}

/** What he says of goods without a serial, by number: all of one model on one waybill (AM-22). */
export interface CountLine {
  waybillId: string;
  model: string;
  /** Where two makers call a model the same. */
  maker?: string | null;
  count: number;
  outcome: Outcome;
  condition?: Condition | null;
  remark?: string | null;
  reserve?: string | null;
}

export type SaidLine = ReadLine | CountLine;

export function isCount(line: SaidLine): line is CountLine {
  return 'count' in line;
}

const word = { outcome: OUTCOMES, 'condition?': CONDITIONS, 'remark?': 'text', 'reserve?': 'text' } as const;
const readShape = { code: 'text', ...word, 'confirmedBy?': READINGS } as const;
const countShape = { waybillId: 'uuid', model: 'text', 'maker?': 'text', count: 'integer', ...word } as const;

/** The rows of a request, each of its kind: a code that was read, or goods that were counted. */
export function saidLines(rows: readonly unknown[]): SaidLine[] {
  return checkedRows<SaidLine>('lines', (row) => ('count' in row ? countShape : readShape), rows);
}

export interface Acknowledgement {
  orgUnitId: string;
  /** A store-keeper takes goods back; otherwise a unit receives them. */
  homeward: boolean;
  signedAt: Date;
  /** Signed some time ago, or on paper: nobody can go back and scan, so an unclear count is kept and told, not refused. */
  signedBefore: boolean;
  lines: readonly SaidLine[];
}

/** CR-21, and what a row must say to say anything. */
export function incomplete(line: SaidLine, index: number): Problem[] {
  const at = (field: string, code: string, detail: string): Problem[] => [
    { row: index + 1, field: `lines[${index}].${field}`, code, detail, read: isCount(line) ? line.model : line.code },
  ];
  if (isCount(line)) {
    if (line.count < 1) return at('count', 'count-required', 'Count at least one; what nobody counted is not a row.');
    if (line.outcome === 'NOT_ANNOUNCED') {
      return at('outcome', 'count-not-announced', 'What belongs to no line is told by its code.');
    }
  } else {
    if (line.code === '') return at('code', 'code-required', 'Read a code first.');
    if (isAcceptance(line.outcome) && !line.confirmedBy) {
      return at(
        'confirmedBy',
        'serial-not-confirmed',
        'CR-21: say how the serial was confirmed at the unit: SCAN, READ or PHOTO.',
      );
    }
  }
  if (line.outcome === 'ACCEPTED_WITH_RESERVE' && !line.reserve && !line.remark) {
    return at('reserve', 'reserve-required', 'Say which reserve.');
  }
  if (line.outcome === 'REFUSED' && !line.remark && !line.reserve) {
    return at('remark', 'reason-required', 'T13: a refusal says why, line by line.');
  }
  return [];
}
