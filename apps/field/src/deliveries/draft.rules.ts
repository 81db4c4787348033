import type { Consignment, Line } from '../store/snapshot.js';
import { codeOf } from '../codes/code.rules.js';

export type Outcome = 'ACCEPTED' | 'ACCEPTED_WITH_RESERVE' | 'REFUSED' | 'NOT_ARRIVED' | 'NOT_ANNOUNCED';
export type Condition = 'EXCELLENT' | 'USABLE' | 'REPAIRABLE' | 'SALVAGE' | 'SCRAP' | 'UNKNOWN';
export const conditions: readonly Condition[] = ['EXCELLENT', 'USABLE', 'REPAIRABLE', 'SALVAGE', 'SCRAP', 'UNKNOWN'];

/** What is said of one device, newest first in a draft. */
export interface Mark {
  key: string;
  lineId: string | null;
  /** As read; the tag where nothing was read. */
  code: string;
  outcome: Outcome;
  condition: Condition | null;
  remark: string;
  confirmedBy: 'SCAN' | 'READ' | null;
  photo: string | null;
  /** The code was the maker's serial, not our tag. */
  bySerial: boolean;
}

/** A maker's serial to be read with the expected value hidden (AM-22). */
export interface BlindCheck {
  lineId: string;
  tries: number;
  state: 'OPEN' | 'MATCHED' | 'DIFFERS' | 'UNREADABLE';
}

export interface Draft {
  schemaVersion: 1;
  /** Becomes the Idempotency-Key, and so the id of the PV. */
  id: string;
  waybillId: string;
  consignment: Consignment;
  marks: Mark[];
  /** Goods without a serial, by model: how many are there. */
  counts: Record<string, number>;
  blind: BlindCheck[] | null;
  updatedAt: string;
}

export function newDraft(id: string, consignment: Consignment, now: Date): Draft {
  const { waybillId } = consignment;
  const updatedAt = now.toISOString();
  return { schemaVersion: 1, id, waybillId, consignment, marks: [], counts: {}, blind: null, updatedAt };
}

export type Heard = 'ok' | 'again' | 'unknown';

/** Which line a code means; the hash of a serial is computed before, because browsers compute it in their own time. */
export function lineOf(lines: readonly Line[], code: string, hash: string): { line: Line; bySerial: boolean } | null {
  const byTag = lines.find(({ tag }) => codeOf(tag) === code);
  if (byTag) return { line: byTag, bySerial: false };
  const bySerial = lines.filter(({ serialHash }) => serialHash === hash);
  // Two makers with one serial: the phone does not guess (CR-67).
  return bySerial.length === 1 && bySerial[0] ? { line: bySerial[0], bySerial: true } : null;
}

/** One code read. Answers what was heard; nothing read is ever lost. */
export function hear(
  draft: Draft,
  read: string,
  hash: string,
  how: 'SCAN' | 'READ',
  key: string,
): { draft: Draft; heard: Heard } {
  const code = codeOf(read);
  const found = lineOf(draft.consignment.lines, code, hash);
  const before = draft.marks.find((mark) => (found ? mark.lineId === found.line.lineId : codeOf(mark.code) === code));
  if (before && before.outcome !== 'NOT_ARRIVED') return { draft, heard: 'again' };
  // A consignment too large for a phone: the server knows the codes (AM-18).
  const unseen = draft.consignment.lines.length === 0;
  const mark: Mark = {
    key,
    lineId: found?.line.lineId ?? null,
    code: read.trim(),
    outcome: found || unseen ? 'ACCEPTED' : 'NOT_ANNOUNCED',
    condition: found || unseen ? 'EXCELLENT' : null,
    remark: '',
    confirmedBy: how,
    photo: null,
    bySerial: found?.bySerial ?? false,
  };
  const marks = [mark, ...draft.marks.filter((one) => one !== before)];
  return { draft: { ...draft, marks, blind: null }, heard: found || unseen ? 'ok' : 'unknown' };
}

/** What the receiver says of a line without reading a code: only that it is not there. */
export function declareMissing(draft: Draft, lineIds: readonly string[], keys: () => string): Draft {
  const missing = unmarked(draft).filter(({ lineId }) => lineIds.includes(lineId));
  const marks = missing.map(({ lineId, tag }): Mark => ({
    ...{ key: keys(), lineId, code: tag, outcome: 'NOT_ARRIVED', condition: null },
    ...{ remark: '', confirmedBy: null, photo: null, bySerial: false },
  }));
  return { ...draft, marks: [...marks, ...draft.marks] };
}

export function change(draft: Draft, key: string, said: Partial<Mark>): Draft {
  return { ...draft, marks: draft.marks.map((mark) => (mark.key === key ? { ...mark, ...said } : mark)), blind: null };
}

export function undo(draft: Draft, key: string): Draft {
  return { ...draft, marks: draft.marks.filter((mark) => mark.key !== key), blind: null };
}

/** Lines told one by one that nobody has said anything about. */
export function unmarked({ consignment, marks, counts }: Draft): Line[] {
  const said = new Set(marks.map(({ lineId }) => lineId));
  return consignment.lines.filter((line) => !said.has(line.lineId) && !(line.countable && counts[modelKey(line)]));
}

export const modelKey = ({ maker, model }: Pick<Line, 'maker' | 'model'>): string => `${maker}\n${model}`;

/** Goods without a serial, by model, as far as no tag of theirs was read. */
export function countables({
  consignment,
  marks,
}: Draft): { key: string; maker: string; model: string; expected: number }[] {
  const said = new Set(marks.map(({ lineId }) => lineId));
  const open = consignment.lines.filter(({ countable, lineId }) => countable && !said.has(lineId));
  return [...Map.groupBy(open, modelKey)].flatMap(([key, lines]) =>
    lines[0] ? [{ key, maker: lines[0].maker, model: lines[0].model, expected: lines.length }] : [],
  );
}

/** A refusal and a reserve say why (T13): these marks do not yet. */
export function unexplained({ marks }: Draft): Mark[] {
  return marks.filter(
    ({ outcome, remark }) => (outcome === 'REFUSED' || outcome === 'ACCEPTED_WITH_RESERVE') && remark.trim() === '',
  );
}

/** AM-22: after the scans, a few of the accepted devices at random; those read by their serial need it no more. */
export function blindChecks(draft: Draft, wanted: number, random: () => number = Math.random): BlindCheck[] {
  const withSerial = new Set(draft.consignment.lines.flatMap((line) => (line.serialHash ? [line.lineId] : [])));
  const open = draft.marks.flatMap(({ lineId, outcome, bySerial }) =>
    lineId && withSerial.has(lineId) && !bySerial && outcome.startsWith('ACCEPTED') ? [lineId] : [],
  );
  const read = draft.marks.filter(({ bySerial, outcome }) => bySerial && outcome.startsWith('ACCEPTED')).length;
  const picked: BlindCheck[] = [];
  while (picked.length < wanted - read && open.length > 0) {
    const [lineId] = open.splice(Math.floor(random() * open.length), 1);
    if (lineId) picked.push({ lineId, tries: 0, state: 'OPEN' });
  }
  return picked;
}
