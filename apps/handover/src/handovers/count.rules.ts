import type { CountRead } from '@dotation/contracts';
import { concernOf, plannedLeg, type LineState, type Standing } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';
import type { Found, Known } from './recognition.rules.js';
import { isCount, type Acknowledgement, type CountLine, type ReadLine } from './sheet.rules.js';

/** One device of one row of the sheet; a row that counts stands for several. */
export interface SheetRow {
  row: number;
  line: ReadLine;
  found: Found;
}

/** A device that a count may stand for. */
export interface Countable {
  standing: Standing;
  state: LineState;
  outcome: string | null;
}

type At = Pick<Acknowledgement, 'orgUnitId' | 'homeward'>;

/** Nobody has said yet what became of it. */
const open: readonly LineState[] = ['PLANNED', 'OPEN', 'ARRIVED', 'SHORT', 'STRUCK'];

/** All of the model that this waybill brought to the unit, or that went on to it with another vehicle. */
export function countable({ waybillId, model, maker }: CountLine, { byWaybill }: Known, at: At): Countable[] {
  return (byWaybill.get(waybillId) ?? []).flatMap((standing): Countable[] => {
    if (!same(standing.model, model) || (maker && !same(standing.maker, maker))) return [];
    const onIt = standing.legs.find((leg) => leg.waybillId === waybillId);
    if (onIt?.toOrgUnitId !== at.orgUnitId || onIt.homeward !== at.homeward) return [];
    const concern = concernOf(standing, at.orgUnitId, at.homeward);
    if (concern.kind === 'elsewhere') return [];
    if (concern.kind === 'undispatched') {
      return plannedLeg(standing) === onIt ? [{ standing, state: 'PLANNED', outcome: null }] : [];
    }
    const { leg } = concern;
    if (leg !== onIt && onIt.state !== 'TRANSFERRED') return [];
    return [{ standing, state: leg.state, outcome: leg.outcome }];
  });
}

/**
 * AM-22: a count is acknowledged when every device of that model on the waybill has the one outcome and the number is the
 * number that is open there (or all of them, said again). Another number is a discrepancy: told, and the lines stay open.
 */
export function settleCounts(
  said: Acknowledgement,
  known: Known,
  singles: readonly SheetRow[],
): { rows: SheetRow[]; counts: CountRead[]; findings: Finding[] } {
  const rows: SheetRow[] = [];
  const counts: CountRead[] = [];
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  said.lines.forEach((line, index) => {
    if (!isCount(line)) return;
    const row = index + 1;
    const found = countable(line, known, said);
    const stillOpen = found.filter(({ state }) => open.includes(state));
    const unclear = objectionTo(line, found, said, singles);
    if (unclear && !said.signedBefore) {
      problems.push({ ...unclear, row, field: `lines[${index}].${unclear.field}`, read: line.model });
      return;
    }
    const meant = unclear ? null : devicesOf(line.count, found, stillOpen);
    counts.push(countRead(row, line, stillOpen.length, meant !== null));
    if (meant === null) {
      const detail = unclear?.detail ?? `Counted ${line.count}, open ${stillOpen.length}; the lines stay open.`;
      const code = unclear ? 'COUNT_UNCLEAR' : 'COUNT_DIFFERS';
      findings.push({ code, detail: `${line.model}: ${detail}`, waybillId: found.length > 0 ? line.waybillId : null });
      return;
    }
    for (const { standing } of meant) {
      rows.push({ row, line: lineOf(line), found: { kind: 'DEVICE', standing } });
    }
  });
  refuseRows('rows-not-valid', problems);
  return { rows, counts, findings };
}

/** Those that are open; or all, when another sheet has said it of some already. */
function devicesOf(
  count: number,
  all: readonly Countable[],
  stillOpen: readonly Countable[],
): readonly Countable[] | null {
  if (count === stillOpen.length) return stillOpen;
  return count === all.length ? all : null;
}

interface Objection {
  field: string;
  code: string;
  detail: string;
}

function objectionTo(
  line: CountLine,
  found: readonly Countable[],
  said: Acknowledgement,
  singles: readonly SheetRow[],
): Objection | null {
  if (found.length === 0) {
    return { field: 'model', code: 'not-on-this-waybill', detail: 'No line of a waybill to this unit has this model.' };
  }
  if (new Set(found.map(({ standing }) => standing.maker)).size > 1) {
    return { field: 'maker', code: 'ambiguous', detail: 'Two makers of this waybill have this model; say maker.' };
  }
  if (found.some(({ standing }) => isSerialised(standing))) {
    return { field: 'model', code: 'serial-not-confirmed', detail: 'CR-21: it has serial numbers; scan each device.' };
  }
  if (said.lines.some((other) => other !== line && isCount(other) && sameGoods(other, line))) {
    return { field: 'count', code: 'counted-twice', detail: 'Another row counts it too; scan the tags one by one.' };
  }
  const ids = new Set(found.map(({ standing }) => standing.deviceId));
  const other = singles.find(
    (one) => one.found.kind === 'DEVICE' && ids.has(one.found.standing.deviceId) && one.line.outcome !== line.outcome,
  );
  if (other) {
    const detail = `Row ${other.row} says ${other.line.outcome} of one of them; scan the tags one by one.`;
    return { field: 'outcome', code: 'outcomes-differ', detail };
  }
  const someOpen = found.some(({ state }) => open.includes(state));
  if (someOpen && found.some(({ outcome }) => outcome !== null && outcome !== line.outcome)) {
    const detail = 'Another outcome was signed for some of them; scan the tags one by one.';
    return { field: 'outcome', code: 'outcomes-differ', detail };
  }
  return null;
}

/** CR-21 asks for the serial of what has one. */
function isSerialised({ serialRule, serial }: Standing): boolean {
  if (serialRule === 'BATCH' || serialRule === 'NONE') return false;
  return serialRule !== 'IF_PRESENT' || serial !== null;
}

function lineOf({ model, count, outcome, condition, remark, reserve }: CountLine): ReadLine {
  return { code: `${count} × ${model}`, outcome, condition, remark, reserve, confirmedBy: 'COUNT' };
}

function countRead(row: number, line: CountLine, stillOpen: number, settled: boolean): CountRead {
  const { waybillId, model, maker = null, count, outcome, condition = null, remark, reserve } = line;
  const said = [remark, reserve].filter(Boolean).join(' · ') || null;
  return { row, waybillId, model, maker, count, open: stillOpen, outcome, condition, remark: said, settled };
}

function sameGoods(a: CountLine, b: CountLine): boolean {
  if (a.waybillId !== b.waybillId || !same(a.model, b.model)) return false;
  return !a.maker || !b.maker || same(a.maker, b.maker);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
