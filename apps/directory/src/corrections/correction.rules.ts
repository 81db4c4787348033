import { directoryError } from '../errors.js';

export const correctionActions = ['MERGE', 'VOID'] as const;
export type CorrectionAction = (typeof correctionActions)[number];
export const correctedNouns = ['UNIT', 'PLACE', 'PERSON'] as const;
export type CorrectedNoun = (typeof correctedNouns)[number];

export interface Proposal {
  action: CorrectionAction;
  subjectId: string;
  intoId: string | null;
  proposedBy: string;
  outcome: 'CONFIRMED' | 'REJECTED' | null;
}

/** A unit, place or person as far as a correction needs it. */
export interface Entry {
  id: string;
  mergedInto: string | null;
  voided: boolean;
  /** Agency of a unit, kind of a place: what is of another nature is no double. */
  nature: string;
}

/** Refuses what no second steward could make right. Checked at the proposal and again at the confirmation. */
export function checkCorrection(
  proposal: Pick<Proposal, 'action' | 'intoId'>,
  subject: Entry,
  into: Entry | null,
): void {
  const { action, intoId } = proposal;
  if ((action === 'MERGE') !== (intoId !== null)) {
    throw directoryError('correction-incomplete', 'A merge names the entry that stays (intoId), a void does not.');
  }
  for (const entry of [subject, into]) {
    if (entry?.voided) throw directoryError('entry-gone', `${entry.id} was voided.`);
    if (entry?.mergedInto) throw directoryError('entry-gone', `${entry.id} was merged into ${entry.mergedInto}.`);
  }
  if (!into) return;
  if (into.id === subject.id) throw directoryError('correction-incomplete', 'Nothing is merged into itself.');
  if (into.nature !== subject.nature) {
    throw directoryError('not-the-same', `The one is ${subject.nature}, the other ${into.nature}.`);
  }
}

/** CR-58 and domain §8.6: void and merge take four eyes; who proposed may only withdraw. */
export function checkDecision({ outcome, proposedBy }: Proposal, decision: 'CONFIRMED' | 'REJECTED', by: string): void {
  if (outcome !== null) throw directoryError('correction-decided', `It was ${outcome.toLowerCase()} before.`);
  if (decision === 'CONFIRMED' && proposedBy === by) {
    throw directoryError('own-proposal', 'Another data steward confirms it.');
  }
}

/** What still names the entry, in words: a void needs that nothing does, a merge that nothing of today does. */
export function checkUnused(uses: readonly string[]): void {
  if (uses.length > 0) throw directoryError('entry-in-use', `Still named by: ${uses.join(', ')}.`);
}
