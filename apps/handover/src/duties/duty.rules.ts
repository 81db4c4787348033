import {
  areIncompatible,
  waivableRuleOf,
  type Duty,
  type WaivableRule,
  type WaybillPurpose,
} from '@dotation/contracts';
import { handoverError } from '../errors.js';
import type { Finding } from '../exceptions/finding.rules.js';

/** A duty that somebody signs for with this document: the signing person, never the account that records (AM-1). */
export interface SignedDuty {
  personId: string;
  duty: Duty;
}

/** A duty that somebody has done for one of its devices before, on whichever document. */
export interface DoneDuty extends SignedDuty {
  deviceId: string;
  documentId: string;
}

/** A waiver in force at the time and place of the document (AM-3). */
export interface Waiver {
  waiverId: string;
  rule: string;
  personIds: readonly string[];
}

/** One person on both sides of a pair of §13.1; the devices they share. */
export interface Conflict extends SignedDuty {
  other: Duty;
  otherDocumentId: string;
  deviceIds: string[];
}

/** Why one person may stand on both sides all the same: a waiver, or because it is told as an exception. */
export interface Cover extends SignedDuty {
  other: Duty;
  otherDocumentId: string;
  waiverId: string | null;
}

/**
 * §13.1: whoever signs, against what he did before for the same devices, and against what else he signs here. That he is a
 * system administrator counts as a duty done: CR-60 leaves him no other. `persons` says, signature by signature, whose it is where
 * the same person may have signed under two ids.
 */
export function conflictsOf(
  documentId: string,
  signed: readonly SignedDuty[],
  done: readonly DoneDuty[],
  devices: readonly string[],
  persons: readonly string[] = signed.map(({ personId }) => personId),
): Conflict[] {
  const found = new Map<string, Conflict>();
  const add = (mine: SignedDuty, other: Duty, otherDocumentId: string, deviceIds: readonly string[]): void => {
    const key = [mine.personId, mine.duty, other, otherDocumentId].join(' ');
    const conflict = found.get(key);
    if (conflict) conflict.deviceIds.push(...deviceIds);
    else found.set(key, { ...mine, other, otherDocumentId, deviceIds: [...deviceIds] });
  };
  for (const [index, mine] of signed.entries()) {
    for (const before of done) {
      if (before.personId !== mine.personId || !areIncompatible(mine.duty, before.duty)) continue;
      add(mine, before.duty, before.documentId, [before.deviceId]);
    }
    for (const [place, also] of signed.entries()) {
      if (place <= index || devices.length === 0 || persons[place] !== persons[index]) continue;
      if (areIncompatible(mine.duty, also.duty)) add(mine, also.duty, documentId, devices);
    }
  }
  return [...found.values()];
}

/** AM-3: the conflicts that a waiver lets through, and those that none does. */
export function waived(
  conflicts: readonly Conflict[],
  waivers: readonly Waiver[],
): { covers: Cover[]; left: Conflict[] } {
  const covers: Cover[] = [];
  const left: Conflict[] = [];
  for (const conflict of conflicts) {
    const rule = waivableRuleOf(conflict.duty, conflict.other);
    const waiver = waivers.find((one) => one.rule === rule && one.personIds.includes(conflict.personId));
    if (waiver) covers.push(coverOf(conflict, waiver.waiverId));
    else left.push(conflict);
  }
  return { covers, left };
}

export function coverOf(conflict: Conflict, waiverId: string | null): Cover {
  const { personId, duty, other, otherDocumentId } = conflict;
  return { personId, duty, other, otherDocumentId, waiverId };
}

/**
 * What an acknowledgement is refused for although it may come late from a phone: the rule book blocks it (CR-19, CR-60, AM-1,
 * AM-3). Who approved the order or the allocation, counted or investigated is told instead: the paper is signed, the goods are there.
 */
export function blocksAcknowledgement({ other }: Conflict): boolean {
  return other === 'STORE' || other === 'RELEASE_APPROVE' || other === 'HAND_OVER' || other === 'SYS_ADMIN';
}

const mostTold = 50;

/** Refuses by device and pair, so that the person at the counter knows who has to sign instead. */
export function refuseConflicts(conflicts: readonly Conflict[]): void {
  const [first] = conflicts;
  if (!first) return;
  const rows = conflicts.flatMap((conflict) =>
    conflict.deviceIds.map((deviceId) => ({
      row: 0,
      ...about(conflict.duty, conflict.other),
      deviceId,
      personId: conflict.personId,
      documentId: conflict.otherDocumentId,
    })),
  );
  throw handoverError('duties-not-separate', about(first.duty, first.other).detail, rows.slice(0, mostTold));
}

function about(duty: Duty, other: Duty): { code: string; detail: string } {
  const rule = ruleOf(duty, other);
  return { code: 'duties-not-separate', detail: `${rule}: ${duty} and ${other} of one device by one person.` };
}

function ruleOf(duty: Duty, other: Duty): string {
  const pair = [duty, other];
  if (pair.includes('STORE') && (pair.includes('RELEASE_APPROVE') || pair.includes('ACCEPT'))) return 'CR-19';
  return pair.includes('SYS_ADMIN') ? 'CR-60' : '§13.1';
}

/** What could not be refused any more: one exception per pair and document, whatever the number of devices. */
export function conflictFinding(conflict: Conflict): Finding {
  const { personId, duty, other, deviceIds } = conflict;
  const devices = deviceIds.length === 1 ? 'one device' : `${deviceIds.length} devices`;
  const detail = `${ruleOf(duty, other)}: one person has ${duty} here and ${other} on another document, for ${devices}.`;
  return { code: 'DUTY_CONFLICT', detail, personId, deviceId: deviceIds[0] ?? null };
}

/** Only what leaves a store for a unit is released from it (T08); on the way back or on, nobody has such a duty. */
export function dutyOut(purpose: WaybillPurpose, signed: SignedDuty): SignedDuty[] {
  return purpose === 'TO_UNIT' ? [signed] : [];
}

export function personsWaived(rule: WaivableRule, waivers: readonly Waiver[]): string[] {
  return waivers.filter((waiver) => waiver.rule === rule).flatMap(({ personIds }) => personIds);
}
