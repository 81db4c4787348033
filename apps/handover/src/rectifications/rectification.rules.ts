import type { Condition, Confirmation, Signature } from '@dotation/contracts';
import {
  concernOf,
  lastLeg,
  runningLeg,
  type Leg,
  type LineState,
  type Standing,
} from '../consignments/consignment.rules.js';
import { refuseRows, repeated, type Problem } from '../documents/rows.rules.js';
import type { SignedDuty } from '../duties/duty.rules.js';
import { handoverError } from '../errors.js';
import { recognise, type Known } from '../handovers/recognition.rules.js';

/** The PV that is corrected, and who stood on which side of it. */
export interface RectifiableHandover {
  id: string;
  status: 'PROVISIONAL' | 'FINAL' | 'PENDING' | 'RETURNED';
  kind: 'FIRST' | 'RETURN';
  orgUnitId: string;
}

/** Who may stand on which side of a rectifying PV. */
export interface Parties {
  /** Who signed it, and the head of the unit. */
  receivers: readonly string[];
  /** The giver it names, its counter-signer, and the officers who answered for the goods. */
  givers: readonly string[];
  /** The heads of the units above the receiving unit, and above the giving offices. */
  receiverSuperiors: readonly string[];
  giverSuperiors: readonly string[];
  /** Who released, dispatched or approved: never on the receiver's side (CR-19, AM-3). */
  senders: readonly string[];
}

export interface AddedLine {
  code: string;
  condition?: Condition | null;
  confirmedBy?: Confirmation | null;
  remark?: string | null;
}

export interface StruckLine {
  deviceId: string;
  remark?: string | null;
}

export interface RectifiedDevice {
  change: 'STRUCK' | 'ADDED';
  deviceId: string;
  leg: Leg;
  becomes: LineState;
  impliesArrival: boolean;
  code: string | null;
  condition: Condition | null;
  confirmedBy: Confirmation | null;
  remark: string | null;
}

/** CR-23, AM-23: by the parties of the PV, or by whom directory knows above them; two persons in any case. */
export function signedByParties(parties: Parties, signatures: readonly Signature[]): void {
  const { receivers, givers, receiverSuperiors, giverSuperiors, senders } = parties;
  const stands = (persons: readonly string[], above: readonly string[], { personId, capacity }: Signature): boolean =>
    persons.includes(personId) || (capacity === 'SUPERIOR' && above.includes(personId));
  const receiving = signatures.filter((signature) => stands(receivers, receiverSuperiors, signature));
  const sides = receiving.filter(({ personId }) => !senders.includes(personId) && !givers.includes(personId));
  if (receiving.length > 0 && sides.length === 0) {
    throw handoverError(
      'receiver-sent-the-goods',
      'CR-19, AM-1: who sent or gave the goods never signs for the receiver, not even to correct.',
    );
  }
  const both = sides.some((one) =>
    signatures.some((other) => one.personId !== other.personId && stands(givers, giverSuperiors, other)),
  );
  if (!both) {
    throw handoverError(
      'parties-must-sign',
      'CR-23: the receiver and the giver of the PV sign; in the place of one, as SUPERIOR, the head of a unit above it.',
    );
  }
}

/** For which side each of them signed: who can stand on both, signs for the receiver once somebody else gives (§13.1). */
export function sidesOf(parties: Parties, signatures: readonly Signature[]): SignedDuty[] {
  const { receivers, givers, receiverSuperiors, giverSuperiors } = parties;
  const among = (persons: readonly string[]): string[] => [
    ...new Set(signatures.map(({ personId }) => personId).filter((personId) => persons.includes(personId))),
  ];
  const gives = among([...givers, ...giverSuperiors]);
  const receives = among([...receivers, ...receiverSuperiors]);
  return [
    ...receives
      .filter((personId) => !givers.includes(personId) && gives.some((other) => other !== personId))
      .map((personId): SignedDuty => ({ personId, duty: 'ACCEPT' })),
    ...gives
      .filter((personId) => !receives.includes(personId) || givers.includes(personId))
      .map((personId): SignedDuty => ({ personId, duty: 'HAND_OVER' })),
  ];
}

/** The duties under the ids with which they signed; `who` are the same signatures by person. */
export function sidesAs(
  signatures: readonly Signature[],
  who: readonly Signature[],
  sides: readonly SignedDuty[],
): SignedDuty[] {
  return sides.flatMap(({ personId, duty }) =>
    signatures.flatMap((signature, index) =>
      who[index]?.personId === personId ? [{ personId: signature.personId, duty }] : [],
    ),
  );
}

/** The awards that pay what is to be added: the gate is asked for them (CR-15). */
export function awardsToAdd(orgUnitId: string, add: readonly AddedLine[], known: Known): string[] {
  const found = add.map(({ code }) => recognise(code, known, { orgUnitId, homeward: false }));
  const meant = found.flatMap((one) => (one.kind === 'DEVICE' || one.kind === 'ELSEWHERE' ? one.standing : []));
  return [...new Set(meant.flatMap(({ awardIds }) => awardIds))].sort();
}

/** Strikes, adds or swaps; the original stays as it was signed. Struck lines come first, so that a swap never gives twice. */
export function rectify(
  handover: RectifiableHandover,
  strike: readonly StruckLine[],
  add: readonly AddedLine[],
  known: { struck: ReadonlyMap<string, Standing>; codes: Known },
  lots: { said: number; problems: readonly Problem[] } = { said: 0, problems: [] },
): RectifiedDevice[] {
  if (handover.status === 'PENDING' || handover.status === 'RETURNED')
    throw handoverError('handover-pending', 'Nothing of it has taken effect yet.');
  if (handover.kind !== 'FIRST')
    throw handoverError('lines-not-rectifiable', 'A return is corrected by a new waybill.');
  if (strike.length + add.length + lots.said === 0)
    throw handoverError('nothing-said', 'Strike or add at least one line.');
  const problems: Problem[] = repeated(
    strike.map(({ deviceId }) => deviceId),
    'device-listed-twice',
    'This device',
  );
  const struck = strike.flatMap((line, index) => struckDevice(handover, line, index, known.struck, problems));
  const added = add.flatMap((line, index) => addedDevice(handover, line, index, known.codes, problems));
  problems.push(
    ...repeated(
      [...struck, ...added].map(({ deviceId }) => deviceId),
      'device-said-twice',
      'This device',
    ),
  );
  refuseRows('lines-not-rectifiable', [...problems, ...lots.problems]);
  return [...struck, ...added];
}

/** T41: it goes back to the giver; only what this unit still has by its signature can be struck. */
function struckDevice(
  handover: RectifiableHandover,
  { deviceId, remark = null }: StruckLine,
  index: number,
  standings: ReadonlyMap<string, Standing>,
  problems: Problem[],
): RectifiedDevice[] {
  const standing = standings.get(deviceId);
  const leg = standing && (runningLeg(standing) ?? lastLeg(standing));
  if (leg?.state !== 'ACCEPTED' || leg.handoverId !== handover.id) {
    const detail = 'The unit does not have this device by this PV.';
    problems.push({ row: index + 1, field: `strike[${index}].deviceId`, code: 'not-on-this-handover', detail });
    return [];
  }
  const nothing = { code: null, condition: null, confirmedBy: null };
  return [{ change: 'STRUCK', deviceId, leg, becomes: 'STRUCK', impliesArrival: false, remark, ...nothing }];
}

/** T12 for a device that was there and is not on the sheet: still open here, refused by mistake, or struck from another PV. */
function addedDevice(
  handover: RectifiableHandover,
  { code, condition = null, confirmedBy = null, remark = null }: AddedLine,
  index: number,
  known: Known,
  problems: Problem[],
): RectifiedDevice[] {
  const wrong = (field: string, why: string, detail: string): RectifiedDevice[] => {
    problems.push({ row: index + 1, field: `add[${index}].${field}`, code: why, detail, read: code });
    return [];
  };
  if (!confirmedBy)
    return wrong('confirmedBy', 'serial-not-confirmed', 'CR-21: say how the serial was confirmed at the unit.');
  const found = recognise(code, known, { orgUnitId: handover.orgUnitId, homeward: false });
  // Two serials swapped between units: struck there, it is in the giver's hands and may be added here (AM-23).
  const standing = found.kind === 'DEVICE' || found.kind === 'ELSEWHERE' ? found.standing : null;
  const leg = standing && legToAdd(standing, handover.orgUnitId);
  if (!standing || !leg) return wrong('code', 'cannot-be-added', 'No device that could be added has this code.');
  const impliesArrival = leg.state === 'OPEN' || leg.state === 'SHORT';
  const { deviceId } = standing;
  return [
    { change: 'ADDED', deviceId, leg, becomes: 'ACCEPTED', impliesArrival, code, condition, confirmedBy, remark },
  ];
}

function legToAdd(standing: Standing, orgUnitId: string): Leg | null {
  const newest = runningLeg(standing) ?? lastLeg(standing);
  if (newest?.state === 'STRUCK') return newest;
  const concern = concernOf(standing, orgUnitId, false);
  if (concern.kind !== 'leg' || concern.leg !== newest) return null;
  const open: readonly LineState[] = ['OPEN', 'ARRIVED', 'SHORT', 'REFUSED'];
  return open.includes(concern.leg.state) ? concern.leg : null;
}
