import { HOME } from '../shipments/shipment.rules.js';

/** EXEMPT: exempted from duty and taxes, never from the declaration (CR-14, domain §3.8). */
export const REGIMES = ['EXEMPT', 'DUTY_PAID'] as const;
export type Regime = (typeof REGIMES)[number];

/** What the customs papers of a shipment say so far; each version says all of it. */
export interface CustomsPapers {
  regime: Regime;
  declarationNumber: string | null;
  declaredOn: string | null;
  office: string | null;
  exemptionNumber: string | null;
  exemptedOn: string | null;
  exemptionSha256: string | null;
  releasedOn: string | null;
  cifMinor: number | null;
  dutyMinor: number | null;
  currency: string | null;
}

interface Said {
  field: string;
  detail: string;
}

const declared: Readonly<Record<string, string>> = {
  declarationNumber: 'The number of the customs declaration is missing: it is needed even when exempt (CR-14).',
  declaredOn: 'The day of the declaration is missing.',
  office: 'The customs office of the declaration is missing.',
};
const exempted: Readonly<Record<string, string>> = {
  exemptionNumber: 'The number of the exemption decision is missing (CR-14).',
  exemptedOn: 'The day of the exemption decision is missing.',
  exemptionSha256: 'The exemption decision itself is missing: keep it as a file.',
};

/** What a shipment from abroad still lacks before it can be closed (CR-14). */
export function customsMissing(fromCountry: string, papers: CustomsPapers | null): Said[] {
  if (fromCountry === HOME) return [];
  if (papers === null) return Object.entries(declared).map(([field, detail]) => ({ field, detail }));
  const wanted = { ...declared, ...(papers.regime === 'EXEMPT' && exempted) };
  return Object.entries(wanted)
    .filter(([field]) => papers[field as keyof CustomsPapers] === null)
    .map(([field, detail]) => ({ field, detail }));
}

/** What cannot be true of the papers. */
export function customsProblems(papers: CustomsPapers, now: Date): (Said & { code: string })[] {
  const problems: (Said & { code: string })[] = [];
  const problem = (field: string, code: string, detail: string): number => problems.push({ field, code, detail });
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  for (const field of ['declaredOn', 'exemptedOn', 'releasedOn'] as const) {
    const day = papers[field];
    if (day !== null && (day < '2000-01-01' || day > tomorrow))
      problem(field, 'day-impossible', `${field} must be from 2000-01-01 to ${tomorrow}.`);
  }
  if (papers.declaredOn !== null && papers.releasedOn !== null && papers.releasedOn < papers.declaredOn)
    problem('releasedOn', 'day-impossible', `Goods are released after they are declared, on ${papers.declaredOn}.`);
  const amounts = papers.cifMinor !== null || papers.dutyMinor !== null;
  if (amounts && papers.currency === null)
    problem('currency', 'currency-missing', 'In which currency are the amounts?');
  if (papers.regime === 'DUTY_PAID')
    for (const field of ['exemptionNumber', 'exemptedOn', 'exemptionSha256'] as const)
      if (papers[field] !== null)
        problem(field, 'exemption-of-duty-paid', 'Duty was paid: there is no exemption. Else say EXEMPT.');
  return problems;
}

/** What was said before and is now said otherwise, or not at all; what is added needs no reason. */
export function changedFields<T extends object>(before: T, now: object): string[] {
  const said = now as Record<string, unknown>;
  const isSaid = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);
  return Object.entries(before)
    .filter(([field, value]) => field in said && field !== 'reason' && isSaid(value))
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(said[field]))
    .map(([field]) => field);
}
