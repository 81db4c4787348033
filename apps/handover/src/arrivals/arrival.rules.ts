import type { LineEffect } from '@dotation/contracts';
import { codeOf } from '../codes/code.rules.js';
import type { LineState } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import { handoverError } from '../errors.js';
import type { Finding } from '../exceptions/finding.rules.js';
import type { Waybill } from '../waybills/dispatch.rules.js';

/** A line of the waybill that arrives. */
export interface ArrivingLine {
  lineId: string;
  deviceId: string;
  state: LineState;
  tagCode: string;
  serialCode: string | null;
}

/** What the driver could not show, or showed damaged, by device or by a code read on the papers. */
export interface Remark {
  deviceId?: string | null;
  code?: string | null;
  remark?: string | null;
}

export interface Arrival {
  sealsIntact: boolean;
  sealNote: string | null;
  driverSigned: boolean;
  driverAbsent: boolean;
  missing: readonly Remark[];
  damaged: readonly Remark[];
}

export interface ArrivedLine {
  lineId: string;
  deviceId: string;
  present: boolean;
  effect: LineEffect;
  remark: string | null;
}

export interface DecidedArrival {
  lines: ArrivedLine[];
  findings: Finding[];
  /** Everything was known already: the acknowledgement synced first. */
  late: boolean;
}

/** T09: what the driver shows has arrived; what he cannot show is an exception, never a loss by itself (CR-20). */
export function recordArrival(waybill: Waybill, lines: readonly ArrivingLine[], arrival: Arrival): DecidedArrival {
  if (waybill.status === 'DRAFT' || waybill.status === 'RELEASED' || waybill.status === 'WITHDRAWN') {
    throw handoverError('waybill-not-dispatched', `It is ${waybill.status}.`);
  }
  if (waybill.homeward) throw handoverError('return-has-no-arrival', 'The store-keeper signs the return PV instead.');
  if (!arrival.driverSigned && !arrival.driverAbsent) {
    throw handoverError(
      'driver-signature-required',
      'CR-20: send driverSignature, or driverAbsent with a reason and a witness.',
    );
  }
  const here = lines.filter(({ state }) => state !== 'TRANSFERRED' && state !== 'CONFIRMED' && state !== 'WITHDRAWN');
  const missing = found('missing', here, arrival.missing);
  const damaged = found('damaged', here, arrival.damaged);
  const arrived = here.map(({ lineId, deviceId, state }): ArrivedLine => {
    const present = !missing.has(lineId);
    const remark = missing.get(lineId)?.remark ?? damaged.get(lineId)?.remark ?? null;
    return { lineId, deviceId, present, effect: effectOf(state, present), remark };
  });
  const late = arrived.length > 0 && here.every(({ state }) => state !== 'OPEN' && state !== 'SHORT');
  return { lines: arrived, findings: findingsOf(waybill, arrival, arrived, damaged, late), late };
}

/** A device that was closed short and turns up moves again (T25): a signed line synced later wins (AM-20). */
function effectOf(state: LineState, present: boolean): LineEffect {
  if (state === 'OPEN' || state === 'SHORT') return present ? 'MOVES' : 'CONFIRMS';
  return present ? 'CONFIRMS' : 'CONFLICT';
}

function found(list: string, lines: readonly ArrivingLine[], remarks: readonly Remark[]): Map<string, Remark> {
  const problems: Problem[] = [];
  const byLine = new Map<string, Remark>();
  remarks.forEach((remark, index) => {
    const code = remark.code ? codeOf(remark.code) : null;
    const matches = lines.filter(
      ({ deviceId, tagCode, serialCode }) =>
        deviceId === remark.deviceId || (code !== null && (tagCode === code || serialCode === code)),
    );
    const [line] = matches;
    if (line && matches.length === 1) byLine.set(line.lineId, remark);
    else {
      const detail = line
        ? 'Two devices of this waybill carry this code; read the tag.'
        : 'No line of this waybill has it.';
      problems.push({
        row: index + 1,
        field: `${list}[${index}]`,
        code: line ? 'ambiguous' : 'not-on-this-waybill',
        detail,
      });
    }
  });
  refuseRows('rows-not-valid', problems);
  return byLine;
}

function findingsOf(
  { id: waybillId, number }: Waybill,
  arrival: Arrival,
  lines: readonly ArrivedLine[],
  damaged: ReadonlyMap<string, Remark>,
  late: boolean,
): Finding[] {
  const of = (code: string, detail: string, deviceId: string | null): Finding => ({
    code,
    detail,
    deviceId,
    waybillId,
  });
  return [
    ...(arrival.sealsIntact ? [] : [of('SEAL_BROKEN', arrival.sealNote ?? `A seal of ${number} was broken.`, null)]),
    ...(late ? [of('LATE', `The arrival of ${number} was recorded after what followed it.`, null)] : []),
    ...lines.flatMap((line) => [
      ...(!line.present && line.effect === 'CONFIRMS'
        ? [of('SHORT', line.remark ?? `Not shown at the arrival of ${number}.`, line.deviceId)]
        : []),
      ...(line.effect === 'CONFLICT'
        ? [of('CONFLICT', `Said to be missing at the arrival of ${number}, but recorded as arrived.`, line.deviceId)]
        : []),
      ...(damaged.has(line.lineId) ? [of('DAMAGED', line.remark ?? 'Damaged on arrival.', line.deviceId)] : []),
    ]),
  ];
}
