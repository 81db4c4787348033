import type { AccessStatus, Gate, GateAnswer, GateFailure } from '@dotation/contracts';
import type { DueDiligence } from '../due-diligence/due-diligence.rules.js';
import { coversSignature, type MandateGiven } from '../mandates/mandate.rules.js';
import { isSecurityForce } from '../vetting/security-force.rules.js';
import type { Vetting, VettingSubject } from '../vetting/vetting.rules.js';

/** From `validFrom` on, until a later row; of two of the same moment the one recorded later counts. */
interface Dated {
  validFrom: Date;
  recordedAt: Date;
}

export interface HeadPeriod extends Dated {
  personId: string | null;
}

export interface AccessPeriod extends Dated {
  access: AccessStatus;
}

/** A place that is looked at: its own access and that of every place it lies in. */
export interface PlaceOnTheWay {
  placeId: string;
  known: boolean;
  accesses: AccessPeriod[][];
}

/** All that directory knows about the unit, the signer and the places asked about. */
export interface Dossier {
  unitPlaceId: string | null;
  agency: string;
  heads: HeadPeriod[];
  vettings: Vetting[];
  dueDiligence: DueDiligence[];
  places: PlaceOnTheWay[];
  mandate: MandateGiven | null;
  signerKnown: boolean;
}

export interface Question {
  orgUnitId: string;
  awardIds: string[];
  signerId: string | null;
  waybillIds: string[];
  at: Date[];
}

/** The gate is open only if it is open at every time asked: by the signer's clock and by the server's. */
export function judgeGate(question: Question, dossier: Dossier): GateAnswer {
  const at = question.at.map((moment) => ({ moment, ...findingsAt(question, dossier, moment) }));
  const failures = at.flatMap(({ moment, found }) =>
    found.map(([gate, detail]): GateFailure => ({ gate, at: moment.toISOString(), detail })),
  );
  const [first] = question.at;
  return {
    unitKnown: true,
    open: failures.length === 0,
    failures,
    vettingIds: [...new Set(at.flatMap(({ vettingIds }) => vettingIds))],
    dueDiligenceIds: [...new Set(at.flatMap(({ dueDiligenceIds }) => dueDiligenceIds))],
    headPersonId: first ? headAt(dossier, first) : null,
    placeId: dossier.unitPlaceId,
    signerKnown: dossier.signerKnown,
    authority: first ? authorityAt(question, dossier, first) : 'NONE',
    access: worst(question.at.flatMap((moment) => dossier.places.map((place) => accessOf(place, moment)))),
  };
}

type Finding = [gate: Gate, detail: string];

interface Findings {
  found: Finding[];
  vettingIds: string[];
  dueDiligenceIds: string[];
}

function findingsAt({ awardIds }: Question, dossier: Dossier, at: Date): Findings {
  const found: Finding[] = [];
  const vettingIds: string[] = [];
  const dueDiligenceIds: string[] = [];
  for (const awardId of awardIds) {
    const vetting = vettingAt(dossier, awardId, at);
    const dueDiligence = dueDiligenceAt(dossier, awardId, at);
    found.push(...vetting.found, ...dueDiligence.found);
    vettingIds.push(...vetting.ids);
    dueDiligenceIds.push(...dueDiligence.ids);
  }
  return { found: [...found, ...accessAt(dossier, at)], vettingIds, dueDiligenceIds };
}

/** CR-15: the unit *and* whoever commands it then; an acting head counts, a vacant post closes the gate (AM-4). */
function vettingAt(dossier: Dossier, awardId: string, at: Date): { found: Finding[]; ids: string[] } {
  const ofUnit = latestVetting(dossier, awardId, 'UNIT', null, at);
  if (ofUnit?.result === 'NOT_REQUIRED') return { found: [], ids: [ofUnit.id] };
  const head = headAt(dossier, at);
  const ofHead = head === null ? undefined : latestVetting(dossier, awardId, 'COMMANDER', head, at);
  const unitComplaint = complaintOf('The unit', ofUnit, awardId, at);
  const headComplaint =
    head === null
      ? 'The post of the head of the unit is vacant.'
      : complaintOf('The head of the unit', ofHead, awardId, at);
  return {
    found: [unitComplaint, headComplaint].filter((detail) => detail !== null).map((detail) => ['VETTING', detail]),
    ids: [ofUnit, ofHead].filter((vetting) => vetting !== undefined).map(({ id }) => id),
  };
}

/**
 * A pending nomination takes nothing away from an approval that still holds; every other result does. Of a security force
 * nothing but vetting counts: that it is not required was then never true, whoever recorded it (AM-4).
 */
function latestVetting(
  { vettings, agency }: Dossier,
  awardId: string,
  subject: VettingSubject,
  personId: string | null,
  at: Date,
): Vetting | undefined {
  return latest(
    vettings
      .filter((one) => one.awardId === awardId && one.subject === subject && one.personId === personId)
      .filter(({ result }) => result !== 'PENDING' && !(result === 'NOT_REQUIRED' && isSecurityForce(agency)))
      .map((one) => ({ ...one, validFrom: one.resultAt })),
    at,
  );
}

function complaintOf(who: string, vetting: Vetting | undefined, awardId: string, at: Date): string | null {
  if (!vetting) return `${who} has no vetting result for the award ${awardId}.`;
  if (vetting.result !== 'APPROVED') return `${who} has the vetting result ${vetting.result} for the award ${awardId}.`;
  if (vetting.validUntil === null || vetting.validUntil >= at) return null;
  return `${who} was vetted for the award ${awardId} until ${vetting.validUntil.toISOString()} only.`;
}

const closing = ['WITHHOLD', 'WITHDRAW'];

/** CR-17: a decision for this award, or for all awards, and none that says no. */
function dueDiligenceAt({ dueDiligence }: Dossier, awardId: string, at: Date): { found: Finding[]; ids: string[] } {
  const decided = dueDiligence.map((one) => ({ ...one, validFrom: one.decidedAt }));
  const inForce = [
    latest(
      decided.filter((one) => one.awardId === awardId),
      at,
    ),
    latest(
      decided.filter((one) => one.awardId === null),
      at,
    ),
  ].filter((one) => one !== undefined);
  const ids = inForce.map(({ id }) => id);
  const refusing = inForce.find(({ decision }) => closing.includes(decision));
  if (refusing)
    return { found: [['DUE_DILIGENCE', `The due-diligence decision on the unit is ${refusing.decision}.`]], ids };
  if (inForce.length > 0) return { found: [], ids };
  return {
    found: [['DUE_DILIGENCE', `There is no due-diligence decision on the unit for the award ${awardId}.`]],
    ids,
  };
}

/** CR-66: nothing is given where an armed group is in control; where is not known is not given either. */
function accessAt({ places }: Dossier, at: Date): Finding[] {
  if (places.length === 0) return [['ACCESS', 'Nobody has recorded where the unit is.']];
  return places.flatMap((place): Finding[] => {
    if (!place.known) return [['ACCESS', `No place ${place.placeId} is recorded.`]];
    if (accessOf(place, at) !== 'CONTROLLED_BY_ARMED_GROUP') return [];
    return [['ACCESS', `The place ${place.placeId} is controlled by an armed group.`]];
  });
}

const gravity: AccessStatus[] = ['NORMAL', 'RESTRICTED', 'NO_ACCESS', 'CONTROLLED_BY_ARMED_GROUP'];

function worst(accesses: (AccessStatus | 'UNKNOWN')[]): string {
  const known = accesses.filter((access) => access !== 'UNKNOWN');
  return known.toSorted((a, b) => gravity.indexOf(b) - gravity.indexOf(a))[0] ?? 'UNKNOWN';
}

/** The gravest of the place and of all it lies in: an area taken by an armed group takes its sites with it (G4). */
function accessOf({ accesses }: PlaceOnTheWay, at: Date): AccessStatus | 'UNKNOWN' {
  const known = accesses.map((periods) => (latest(periods, at) ?? earliest(periods))?.access);
  return worst(known.filter((access) => access !== undefined)) as AccessStatus | 'UNKNOWN';
}

/** AM-2, CR-22: the head of that day, or the holder of the mandate shown, given by the head of that day. */
function authorityAt(
  { orgUnitId, signerId, waybillIds }: Question,
  dossier: Dossier,
  at: Date,
): 'HEAD' | 'MANDATED' | 'NONE' {
  const headPersonId = headAt(dossier, at);
  if (signerId === null) return 'NONE';
  if (signerId === headPersonId) return 'HEAD';
  const { mandate } = dossier;
  const covers = mandate && coversSignature(mandate, { orgUnitId, signerId, headPersonId, waybillIds, at });
  return covers ? 'MANDATED' : 'NONE';
}

function headAt({ heads }: Dossier, at: Date): string | null {
  return latest(heads, at)?.personId ?? null;
}

function latest<T extends Dated>(rows: T[], at: Date): T | undefined {
  return rows
    .filter(({ validFrom }) => validFrom <= at)
    .toSorted(byDate)
    .at(-1);
}

/** A place is judged before its first record by that record: access was recorded then, it did not begin then. */
function earliest<T extends Dated>(rows: T[]): T | undefined {
  return rows.toSorted(byDate)[0];
}

function byDate(a: Dated, b: Dated): number {
  return a.validFrom.getTime() - b.validFrom.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime();
}
