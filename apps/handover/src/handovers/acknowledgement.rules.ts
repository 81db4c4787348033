import type { Condition, Confirmation, Gate, LineEffect, Outcome } from '@dotation/contracts';
import type { Leg, LineState, Standing } from '../consignments/consignment.rules.js';
import { concernOf, lastLeg } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { decideLine, isAcceptance } from './line.rules.js';
import { recognise, type Found, type Known } from './recognition.rules.js';

/** What the receiver says of one code (AM-17); the condition apart from the outcome. */
export interface ReadLine {
  code: string;
  outcome: Outcome;
  condition?: Condition | null;
  remark?: string | null;
  reserve?: string | null;
  confirmedBy?: Confirmation | null;
}

export interface Acknowledgement {
  orgUnitId: string;
  /** A store-keeper takes goods back; otherwise a unit receives them. */
  homeward: boolean;
  signedAt: Date;
  lines: readonly ReadLine[];
}

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
  seenElsewhere: SeenElsewhere[];
  pending: Gate | null;
  findings: Finding[];
}

/** The acknowledgement of a consignment, line by line (T12, T13; AM-17, AM-18, CR-21, CR-67). */
export function acknowledge(said: Acknowledgement, known: Known, gate: GateState): SignedAcknowledgement {
  refuseRows('rows-not-valid', said.lines.flatMap(incomplete));
  const found = said.lines.map(({ code }) => recognise(code, known, said));
  refuseRows('rows-not-valid', contradictions(said.lines, found));

  const result: SignedAcknowledgement = { lines: [], kits: [], seenElsewhere: [], pending: null, findings: [] };
  const before = new Set<string>();
  said.lines.forEach((line, index) => {
    const row = index + 1;
    const one = found[index] as Found;
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
  });
  refuseRows('rows-not-valid', returnsThatNobodySent(said, result));
  return holdBack(result, said, gate);
}

/** CR-21, and the reasons without which a refusal or a reserve says nothing. */
function incomplete(line: ReadLine, index: number): Problem[] {
  const at = (field: string, code: string, detail: string): Problem[] => [
    { row: index + 1, field: `lines[${index}].${field}`, code, detail, read: line.code },
  ];
  if (line.code === '') return at('code', 'code-required', 'Read a code first.');
  if (isAcceptance(line.outcome) && !line.confirmedBy) {
    return at(
      'confirmedBy',
      'serial-not-confirmed',
      'CR-21: say how the serial was confirmed at the unit: SCAN, READ or PHOTO.',
    );
  }
  if (line.outcome === 'ACCEPTED_WITH_RESERVE' && !line.reserve && !line.remark) {
    return at('reserve', 'reserve-required', 'Say which reserve.');
  }
  if (line.outcome === 'REFUSED' && !line.remark && !line.reserve) {
    return at('remark', 'reason-required', 'T13: a refusal says why, line by line.');
  }
  return [];
}

/** One device has one outcome on one sheet, however many of its codes were read. */
function contradictions(lines: readonly ReadLine[], found: readonly Found[]): Problem[] {
  const first = new Map<string, number>();
  return lines.flatMap((line, index): Problem[] => {
    const one = found[index] as Found;
    if (one.kind !== 'DEVICE') return [];
    const earlier = first.get(one.standing.deviceId);
    if (earlier === undefined) {
      first.set(one.standing.deviceId, index);
      return [];
    }
    if (lines[earlier]?.outcome === line.outcome) return [];
    const detail = `Row ${earlier + 1} says ${lines[earlier]?.outcome} of the same device.`;
    return [{ row: index + 1, field: `lines[${index}].outcome`, code: 'device-said-twice', detail, read: line.code }];
  });
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
