import type { Condition, Signature } from '@dotation/contracts';
import { codeOf } from '../codes/code.rules.js';
import { lastLeg, type Standing } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import { handoverError } from '../errors.js';

/** Who took over from whom, and since when; of a unit that never changed hands there is none. */
export interface ChangeOfCommand {
  orgUnitId: string;
  outgoingId: string;
  incomingId: string;
  since: Date;
}

/** One line of the list that both heads walked through. */
export interface InspectedDevice {
  code: string;
  present: boolean;
  condition?: Condition | null;
  reserve?: string | null;
}

export interface CommandHandover {
  outgoingId: string;
  incomingId: string;
  handedOverAt: Date;
  signatures: readonly Signature[];
  recordedBy: string;
  lines: readonly InspectedDevice[];
}

/** T17: who signs it. The successor, and the outgoing head or, for one who cannot, a superior; written down by a third. */
export function handOverCommand(
  said: CommandHandover,
  change: ChangeOfCommand | null,
  superiors: readonly (string | null)[],
): void {
  const { outgoingId, incomingId, handedOverAt, signatures, recordedBy } = said;
  if (change === null || change.outgoingId !== outgoingId || change.incomingId !== incomingId) {
    throw handoverError(
      'no-such-change-of-command',
      change === null
        ? 'Directory has recorded no change of the head of this unit.'
        : `Since ${change.since.toISOString()} ${change.incomingId} heads it, after ${change.outgoingId}.`,
    );
  }
  if (handedOverAt < new Date(change.since.getTime() - leadTime)) {
    throw handoverError('no-such-change-of-command', `The change took effect on ${change.since.toISOString()}.`);
  }
  const signed = (personId: string | null): boolean => signatures.some((one) => one.personId === personId);
  if (
    !signed(incomingId) ||
    !(signed(outgoingId) || superiors.some((personId) => personId !== null && signed(personId)))
  ) {
    throw handoverError(
      'command-signatures-required',
      'T17: the incoming head signs, and the outgoing one or the head of a unit above.',
    );
  }
  if (recordedBy === incomingId) {
    throw handoverError('incoming-records-himself', 'CR-28: another person than the incoming head records it.');
  }
}

/** A list is often walked through in the days before the change takes effect. */
const leadTime = 30 * 24 * 60 * 60_000;

export interface HandedOverDevice extends InspectedDevice {
  deviceId: string;
}

/** The full list: every device the unit holds stands on it once, and nothing else does (T17); lots are refused with it. */
export function inspectedDevices(
  lines: readonly InspectedDevice[],
  orgUnitId: string,
  held: readonly Standing[],
  ofLots: readonly Problem[] = [],
): HandedOverDevice[] {
  const byCode = new Map<string, Standing>();
  for (const standing of held) {
    for (const code of [standing.tagCode, standing.serialCode]) if (code) byCode.set(code, standing);
  }
  const problems: Problem[] = [];
  const rowOf = new Map<string, number>();
  const inspected = lines.flatMap((line, index): HandedOverDevice[] => {
    const row = index + 1;
    const standing = byCode.get(codeOf(line.code));
    const say = (code: string, detail: string): void =>
      void problems.push({ row, field: `lines[${index}].code`, code, detail, read: line.code });
    if (!standing || !holds(standing, orgUnitId)) {
      say('not-held-here', 'The unit does not hold this device by any document.');
      return [];
    }
    const before = rowOf.get(standing.deviceId);
    if (before !== undefined) {
      say('device-listed-twice', `It stands on row ${before} already.`);
      return [];
    }
    rowOf.set(standing.deviceId, row);
    return [{ ...line, deviceId: standing.deviceId }];
  });
  for (const standing of held) {
    if (rowOf.has(standing.deviceId) || !holds(standing, orgUnitId)) continue;
    const detail = `${standing.tag} is missing on the list; say present: false if it was not there.`;
    problems.push({ row: 0, field: 'lines', code: 'list-incomplete', detail, deviceId: standing.deviceId });
  }
  refuseRows('list-not-complete', [...problems, ...ofLots]);
  return inspected;
}

/** By its last document the unit has it. */
export function holds(standing: Standing, orgUnitId: string): boolean {
  const leg = lastLeg(standing);
  return leg?.state === 'ACCEPTED' && leg.toOrgUnitId === orgUnitId;
}

/** CR-28: nothing new is given to a unit whose last change of command is not handed over. */
export function requireCommandHandedOver(change: ChangeOfCommand | null, done: boolean): void {
  if (change === null || done) return;
  throw handoverError(
    'command-not-handed-over',
    `CR-28: ${change.incomingId} took over on ${change.since.toISOString()}; record the remise et reprise first.`,
  );
}
