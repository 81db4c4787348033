import { procurementError } from '../errors.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';

export interface Offer {
  quotationId: string;
  supplierId: string;
  validUntil: string | null;
  /** Whether it offers what was asked for. */
  compliant: boolean;
  /** Whether the bidder declared that nothing of section 889 is in it. */
  section889Declared: boolean;
  lines: readonly { lineNumber: number; unitPriceMinor: number }[];
}

export interface WantedLine {
  lineNumber: number;
  quantity: number;
}

export interface Member {
  /** Under the id that stays. */
  personId: string;
  /** What the member declared; null: no conflict of interest. */
  conflict: string | null;
}

export interface Analysis {
  awardedQuotationId: string;
  committee: readonly Member[];
  notCheapestReason: string | null;
  fewQuotationsReason: string | null;
}

/** The bid evaluation committee has at least three members (domain §3.1, §9.6). */
const smallestCommittee = 3;

/** What an offer costs for all that is wanted; undefined where it leaves a line out. */
export function totalOf({ lines }: Pick<Offer, 'lines'>, wanted: readonly WantedLine[]): number | undefined {
  const prices = new Map(lines.map(({ lineNumber, unitPriceMinor }) => [lineNumber, unitPriceMinor]));
  let total = 0;
  for (const { lineNumber, quantity } of wanted) {
    const price = prices.get(lineNumber);
    if (price === undefined) return undefined;
    total += price * quantity;
  }
  return total;
}

/**
 * D02: everything wrong with an analysis. The order goes to one bidder who offers all of it; of compliant whole offers a dearer one
 * needs a reason, and so do fewer bidders than the dated minimum. Who has a conflict of interest is recorded and counts for nobody.
 */
export function analysisProblems(
  { awardedQuotationId, committee, notCheapestReason, fewQuotationsReason }: Analysis,
  offers: readonly Offer[],
  wanted: readonly WantedLine[],
  { minimum, today, section889 }: { minimum: number; today: string; section889: boolean },
): RowProblem[] {
  const problems: RowProblem[] = [];
  const problem = (field: string, code: string, detail: string): number =>
    problems.push({ row: 0, field, code, detail });
  const persons = new Set(committee.map(({ personId }) => personId));
  if (persons.size !== committee.length) problem('committee', 'member-repeated', 'A member is one person.');
  const free = new Set(committee.filter(({ conflict }) => conflict === null).map(({ personId }) => personId));
  if (free.size < smallestCommittee)
    problem(
      'committee',
      'committee-too-small',
      `${free.size} without a conflict of interest; ${smallestCommittee} decide.`,
    );
  const bidders = new Set(offers.map(({ supplierId }) => supplierId)).size;
  if (bidders < minimum && fewQuotationsReason === null)
    problem(
      'fewQuotationsReason',
      'too-few-quotations',
      `${bidders} of ${minimum} suppliers quoted: say why it is enough.`,
    );
  const awarded = offers.find(({ quotationId }) => quotationId === awardedQuotationId);
  if (awarded === undefined) {
    problem('awardedQuotationId', 'quotation-unknown', 'It is no quotation of this requisition.');
    return problems;
  }
  const total = totalOf(awarded, wanted);
  const award = (code: string, detail: string): number => problem('awardedQuotationId', code, detail);
  if (!awarded.compliant) award('quotation-not-compliant', 'It does not offer what was asked for.');
  if (total === undefined) award('quotation-incomplete', 'It leaves a line of the requisition out.');
  if (isExpired(awarded, today)) award('quotation-expired', `It was valid until ${awarded.validUntil}.`);
  if (section889 && !awarded.section889Declared)
    award(
      'declaration-missing',
      'An award that pays asks for the bidder’s declaration of section 889 (2 CFR 200.216).',
    );
  const cheapest = offers
    .filter(({ compliant }) => compliant)
    .map((offer) => totalOf(offer, wanted) ?? Number.POSITIVE_INFINITY)
    .reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  if (total !== undefined && total > cheapest && notCheapestReason === null)
    problem(
      'notCheapestReason',
      'not-cheapest',
      `It costs ${total}, the cheapest ${cheapest}, in minor units: say why.`,
    );
  return problems;
}

export function isExpired({ validUntil }: Pick<Offer, 'validUntil'>, today: string): boolean {
  return validUntil !== null && validUntil < today;
}

export interface QuotedLine {
  lineNumber: number;
  catalogueItemId: string;
  unitPriceMinor: number;
}

/** What a line of the requisition asks for: this model, or any of a category. */
export interface AskedLine {
  lineNumber: number;
  catalogueItemId: string | null;
  category: string | null;
}

/** Everything wrong with the lines of a quotation; `row` is the place of the line in the request. */
export function quotedProblems(
  lines: readonly QuotedLine[],
  asked: readonly AskedLine[],
  categoryOfItem: ReadonlyMap<string, string>,
): RowProblem[] {
  const wanted = new Map(asked.map((line) => [line.lineNumber, line]));
  const seen = new Set<number>();
  return lines.flatMap(({ lineNumber, catalogueItemId }, index) => {
    const problem = (field: string, code: string, detail: string): RowProblem[] => [
      { row: index + 1, field, code, detail },
    ];
    if (seen.has(lineNumber)) return problem('lineNumber', 'line-repeated', `There are two lines ${lineNumber}.`);
    seen.add(lineNumber);
    const line = wanted.get(lineNumber);
    if (line === undefined) return problem('lineNumber', 'line-unknown', `The requisition has no line ${lineNumber}.`);
    const category = categoryOfItem.get(catalogueItemId);
    if (category === undefined)
      return problem('catalogueItemId', 'catalogue-item-unknown', 'No item of the catalogue has this id.');
    if (line.catalogueItemId !== null && line.catalogueItemId !== catalogueItemId)
      return problem('catalogueItemId', 'model-differs', 'The requisition names another model.');
    if (line.catalogueItemId === null && line.category !== category)
      return problem('catalogueItemId', 'category-differs', `The requisition asks for ${line.category}.`);
    return [];
  });
}

/** CR-01, domain §13.1: who requests never buys. */
export function checkBuyer(requesterId: string, buyerId: string): void {
  if (requesterId === buyerId) throw procurementError('buyer-requested', 'Who requests never buys (CR-01).');
}

export interface Dated {
  quotedOn: string;
  validUntil: string | null;
  compliant: boolean;
  remark: string | null;
}

/** A quotation is of a day that came, is valid after it, and one that does not offer what was asked for says why. */
export function quotationProblems({ quotedOn, validUntil, compliant, remark }: Dated, now: Date): RowProblem[] {
  const problem = (field: string, code: string, detail: string): RowProblem[] => [{ row: 0, field, code, detail }];
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  return [
    ...(quotedOn < '2000-01-01' || quotedOn > tomorrow
      ? problem('quotedOn', 'quoted-on-wrong', `It is dated ${quotedOn}; from 2000-01-01 to ${tomorrow}.`)
      : []),
    ...(validUntil !== null && validUntil < quotedOn
      ? problem('validUntil', 'valid-until-wrong', 'It ends before it was made.')
      : []),
    ...(!compliant && remark === null
      ? problem('remark', 'remark-missing', 'Say why it does not offer what was asked for.')
      : []),
  ];
}
