import type { CountRead, Gate, LineEffect, Outcome } from '@dotation/contracts';
import type { Leg, LineState, Standing } from '../consignments/consignment.rules.js';
import { concernOf, lastLeg } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { decideLine, isAcceptance } from './line.rules.js';
import type { Known } from './recognition.rules.js';
import { readSheet } from './reading.rules.js';
import type { Acknowledgement, ReadLine } from './sheet.rules.js';

/** What the gate answered: closed for these reasons, or open. */
export interface GateState {
  open: boolean;
  failures: readonly { gate: Gate; detail: string }[];
}

export interface SignedLine extends ReadLine {
  row: number;
  /** What the receiver said; `outcome` is what the PV holds. */
  stated: Outcome;
  deviceId: string | null;
  leg: Leg | null;
  /** Null where the line concerns no device of this consignment. */
  effect: LineEffect | null;
  impliesArrival: boolean;
  becomes: LineState | null;
}

export interface SeenElsewhere {
  row: number;
  deviceId: string;
  leg: Leg | null;
  effect: LineEffect;
}

export interface SignedAcknowledgement {
  lines: SignedLine[];
  /** Kits read by their tag: they propose their components and confirm nothing (AM-10). */
  kits: { row: number; code: string; kitId: string; proposes: string[] }[];
  /** What was told by number (AM-22), settled or not. */
  counts: CountRead[];
  seenElsewhere: SeenElsewhere[];
  pending: Gate | null;
  findings: Finding[];
}

/** The acknowledgement of a consignment, line by line (T12, T13; AM-17, AM-18, CR-21, CR-67). */
export function acknowledge(said: Acknowledgement, known: Known, gate: GateState): SignedAcknowledgement {
  const { rows, counts, findings } = readSheet(said, known);
  const result: SignedAcknowledgement = { lines: [], kits: [], counts, seenElsewhere: [], pending: null, findings };
  const before = new Set<string>();
  for (const { row, line, found: one } of rows) {
    if (one.kind === 'KIT') {
      result.kits.push({ row, code: line.code, kitId: one.kitId, proposes: one.deviceIds });
    } else if (one.kind === 'DEVICE' && line.outcome !== 'NOT_ANNOUNCED') {
      const again = before.has(one.standing.deviceId);
      before.add(one.standing.deviceId);
      take(result, decided(row, line, one.standing, said, again));
    } else {
      result.lines.push(unannounced(row, line));
      result.findings.push({
        code: 'NOT_ANNOUNCED',
        detail: `The code ${line.code} belongs to no line of this consignment.`,
      });
      // What did not arrive was not seen.
      if (one.kind === 'ELSEWHERE' && line.outcome !== 'NOT_ARRIVED') seeElsewhere(result, row, one.standing);
    }
  }
  refuseRows('rows-not-valid', returnsThatNobodySent(said, result));
  return holdBack(result, said, gate);
}

function decided(
  row: number,
  line: ReadLine,
  standing: Standing,
  said: Acknowledgement,
  again: boolean,
): { line: SignedLine; findings: Finding[] } {
  const concern = concernOf(standing, said.orgUnitId, said.homeward);
  const leg = concern.kind === 'leg' || concern.kind === 'reallocated' ? concern.leg : null;
  const { deviceId } = standing;
  const base = { ...line, row, stated: line.outcome, deviceId, leg };
  // A tag and a serial of the same device on one sheet: seen twice, told once.
  if (again) return { line: { ...base, effect: 'DUPLICATE', impliesArrival: false, becomes: null }, findings: [] };
  const { findings, ...decision } = decideLine(line.outcome, concern, standing, said);
  const waybillId = leg?.waybillId ?? null;
  return { line: { ...base, ...decision }, findings: findings.map((finding) => ({ ...finding, deviceId, waybillId })) };
}

function take(result: SignedAcknowledgement, { line, findings }: ReturnType<typeof decided>): void {
  result.lines.push(line);
  result.findings.push(...findings);
}

/** CR-67: the code as read and nothing else. */
function unannounced(row: number, line: ReadLine): SignedLine {
  return {
    ...line,
    row,
    stated: line.outcome,
    outcome: 'NOT_ANNOUNCED',
    deviceId: null,
    leg: null,
    effect: null,
    impliesArrival: false,
    becomes: null,
  };
}

/** For the dispatcher alone. T40 moves the place of goods under way; what a unit has signed for is contested instead. */
function seeElsewhere(result: SignedAcknowledgement, row: number, standing: Standing): void {
  const leg = lastLeg(standing);
  const underWay = leg !== null && (leg.state === 'OPEN' || leg.state === 'SHORT');
  result.seenElsewhere.push({ row, deviceId: standing.deviceId, leg, effect: underWay ? 'MOVES' : 'CONFLICT' });
  result.findings.push({
    code: underWay ? 'SEEN_ELSEWHERE' : 'CONFLICT',
    detail: leg
      ? `Read elsewhere; it is ${leg.state} on ${leg.waybillNumber}.`
      : 'Read elsewhere; it is on no waybill.',
    deviceId: standing.deviceId,
    waybillId: leg?.waybillId ?? null,
    audience: 'DISPATCH',
  });
}

function returnsThatNobodySent({ homeward }: Acknowledgement, { lines }: SignedAcknowledgement): Problem[] {
  if (!homeward) return [];
  return lines.flatMap((line): Problem[] => {
    const at = { row: line.row, field: `lines[${line.row - 1}].code`, read: line.code };
    if (line.effect === 'PENDING')
      return [{ ...at, code: 'waybill-not-dispatched', detail: 'Its return waybill has not left.' }];
    if (line.outcome === 'REFUSED') {
      return [
        { ...at, code: 'return-cannot-be-refused', detail: 'A store takes its goods back, in whatever condition.' },
      ];
    }
    return [];
  });
}

/** CR-16: a closed gate keeps accepted goods with the officer, IN_DEPOSIT, until somebody completes the PV. */
function holdBack(
  result: SignedAcknowledgement,
  { homeward }: Acknowledgement,
  gate: GateState,
): SignedAcknowledgement {
  const undispatched = result.lines.some(({ effect }) => effect === 'PENDING');
  const held =
    homeward || gate.open ? [] : result.lines.filter((line) => line.effect === 'MOVES' && isAcceptance(line.outcome));
  for (const line of held) {
    line.effect = 'PENDING';
    line.becomes = 'PENDING';
  }
  const pending = held.length > 0 ? (gate.failures[0]?.gate ?? 'VETTING') : undispatched ? 'DISPATCH' : null;
  const reasons: Finding[] =
    held.length > 0
      ? gate.failures.map(({ gate: name, detail }) => ({ code: 'GATE_CLOSED', detail: `${name}: ${detail}` }))
      : [];
  return { ...result, pending, findings: [...result.findings, ...reasons] };
}
