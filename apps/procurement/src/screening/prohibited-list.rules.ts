import { procurementError } from '../errors.js';

export interface Listed {
  effectiveFrom: string;
  effectiveTo: string | null;
  proposedTo: string | null;
  proposedBy: string | null;
}

/**
 * Taking somebody off the list lets money flow to them: the one person proposes the last day, another confirms the same day
 * (AM-30). Answers how the entry stands afterwards.
 */
export function endListing(
  entry: Listed,
  effectiveTo: string,
  person: string,
): Pick<Listed, 'effectiveTo' | 'proposedTo' | 'proposedBy'> {
  if (effectiveTo < entry.effectiveFrom) {
    const detail = `It has been on the list since ${entry.effectiveFrom}.`;
    const row = { row: 0, field: 'effectiveTo', code: 'listing-ends-early', detail };
    throw procurementError('listing-ends-early', detail, [row]);
  }
  if (entry.proposedTo !== effectiveTo)
    return { effectiveTo: entry.effectiveTo, proposedTo: effectiveTo, proposedBy: person };
  if (entry.proposedBy === person)
    throw procurementError('screening-same-person', 'Another person confirms what you proposed (AM-30).');
  return { effectiveTo, proposedTo: null, proposedBy: null };
}

/** Reviewed within a year; what a migration shipped was looked at by nobody here yet. */
export function needsReview(reviewedOn: string | null, today: string): boolean {
  if (reviewedOn === null) return true;
  const due = new Date(`${reviewedOn}T00:00:00Z`);
  due.setUTCFullYear(due.getUTCFullYear() + 1);
  return today > due.toISOString().slice(0, 10);
}
