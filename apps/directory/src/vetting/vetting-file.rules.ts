import type { Column, Headings, LoadRow } from '@dotation/documents';
import { nameKey } from '../places/resolution.rules.js';
import type { VettingOutcome, VettingSubject } from './vetting.rules.js';

/** What a list of results may hold; nothing else of a file is ever looked at. */
export const vettingFields = [
  'subject',
  'unit',
  'personId',
  'awardId',
  'embassyCaseRef',
  'result',
  'resultAt',
  'validUntil',
] as const;
export type VettingField = (typeof vettingFields)[number];

/** In capitals and small letters “resultAt” is “résultat”: alone it is the result, a second column of the kind is its date. */
export const vettingHeadings: Headings<VettingField> = {
  needed: ['subject', 'unit', 'result', 'resultAt'],
  synonyms: {
    subject: ['subject', 'sujet', 'type', 'objet'],
    unit: ['unit', 'unit code', 'unite', 'code unite', 'code'],
    personId: ['personid', 'person', 'person id', 'personne', 'commander', 'commandant'],
    awardId: ['awardid', 'award', 'award id', 'subvention'],
    embassyCaseRef: ['embassycaseref', 'case', 'case ref', 'case reference', 'dossier', 'reference', 'ref'],
    result: ['result', 'resultat', 'status', 'statut'],
    resultAt: ['resultat', 'result at', 'resultat du', 'result date', 'date', 'date du resultat'],
    validUntil: ['validuntil', 'valid until', 'valable jusqu au', 'validite', 'expiry', 'expires', 'expire le'],
  },
};

/** Words under which lists carry what led to a result: such a file is refused whole, so that no copy of it is kept (§2.7). */
const reasons =
  /\b(motifs?|raisons?|reasons?|remarks?|remarques?|comments?|commentaires?|observations?|justifications?|notes?|griefs?|allegations?|derogatory|information|informations|details?|sources?)\b/;

export function columnsWithReasons(heading: readonly string[]): string[] {
  return heading.filter((text) => reasons.test(nameKey(text)));
}

const subjects: Record<string, VettingSubject> = {
  unit: 'UNIT',
  unite: 'UNIT',
  commander: 'COMMANDER',
  commandant: 'COMMANDER',
  chef: 'COMMANDER',
};
const results: Record<string, VettingOutcome> = {
  approved: 'APPROVED',
  approuve: 'APPROVED',
  approuvee: 'APPROVED',
  favorable: 'APPROVED',
  suspended: 'SUSPENDED',
  suspendu: 'SUSPENDED',
  suspendue: 'SUSPENDED',
  rejected: 'REJECTED',
  rejete: 'REJECTED',
  rejetee: 'REJECTED',
  cancelled: 'CANCELLED',
  annule: 'CANCELLED',
  annulee: 'CANCELLED',
  pending: 'PENDING',
  'en attente': 'PENDING',
  'en cours': 'PENDING',
  expired: 'EXPIRED',
  expire: 'EXPIRED',
  'not required': 'NOT_REQUIRED',
  'non requis': 'NOT_REQUIRED',
};

/** What directory knows of what the file names. */
export interface KnownToVetting {
  /** By code in capitals, and by id. */
  unitIds: ReadonlyMap<string, string>;
  personIds: ReadonlySet<string>;
  headAt(orgUnitId: string, at: Date): string | null;
}

export interface CellProblem {
  row: number;
  line: number;
  column: string | null;
  field: VettingField;
  code: string;
  detail: string;
}

export interface VettingLine {
  subject: VettingSubject;
  orgUnitId: string;
  personId: string | null;
  awardId: string;
  embassyCaseRef: string | null;
  result: VettingOutcome;
  resultAt: string;
  validUntil: string | null;
}

/** One row of the file: the line to record, or what is wrong with each of its cells. */
export function readRow(
  { row, line, values }: LoadRow<VettingField>,
  columns: readonly Column<VettingField>[],
  known: KnownToVetting,
  awardOfList: string | null,
): { vetting: VettingLine } | { problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const refuse = (field: VettingField, code: string, detail: string): null => {
    const column = columns.find((one) => one.field === field)?.heading ?? null;
    problems.push({ row, line, column, field, code, detail });
    return null;
  };
  const cell = (field: VettingField): string => values[field]?.trim() ?? '';

  const subject = subjects[nameKey(cell('subject'))] ?? refuse('subject', 'not-known', 'It says unit or commander.');
  const result = results[nameKey(cell('result'))] ?? refuse('result', 'not-known', 'APPROVED, SUSPENDED, REJECTED …');
  const resultAt = momentOf(cell('resultAt'), 'T00:00:00Z') ?? refuse('resultAt', 'not-a-date', notADate);
  const until = cell('validUntil');
  const validUntil =
    until === '' ? null : (momentOf(until, 'T23:59:59Z') ?? refuse('validUntil', 'not-a-date', notADate));
  const orgUnitId =
    known.unitIds.get(cell('unit').toUpperCase()) ??
    refuse('unit', 'not-known', `No unit has the code ${cell('unit')}.`);
  const awardId = (cell('awardId') || awardOfList) ?? refuse('awardId', 'missing', 'Say which award, here or for all.');
  if (awardId !== null && !uuid.test(awardId)) refuse('awardId', 'not-an-id', 'An award is named by its id.');
  const person = cell('personId').toLowerCase();
  if (person !== '' && !known.personIds.has(person)) refuse('personId', 'not-known', `Nobody has the id ${person}.`);
  const head = orgUnitId !== null && resultAt !== null ? known.headAt(orgUnitId, new Date(resultAt)) : null;
  const personId = subject === 'COMMANDER' ? person || head : null;
  if (subject === 'COMMANDER' && personId === null) {
    refuse('personId', 'missing', 'Say who: nobody headed the unit on that day.');
  }
  if (subject === 'UNIT' && person !== '') refuse('personId', 'not-of-a-unit', 'The vetting of a unit names nobody.');
  if (problems.length > 0 || !subject || !result || !resultAt || !orgUnitId || !awardId) return { problems };
  const embassyCaseRef = cell('embassyCaseRef').slice(0, 100) || null;
  return { vetting: { subject, orgUnitId, personId, awardId, embassyCaseRef, result, resultAt, validUntil } };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const notADate = 'Write 2026-10-01, 01/10/2026 or a moment with its offset.';

/** A day counts from its first moment, and lasts to its last one. */
export function momentOf(text: string, ofDay: 'T00:00:00Z' | 'T23:59:59Z'): string | null {
  const [, day, month, year] = /^(\d{2})[/.](\d{2})[/.](\d{4})$/.exec(text) ?? [];
  const iso = day ? `${year}-${month}-${day}` : text;
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  if (!whole && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(iso)) return null;
  const time = new Date(whole ? `${iso}${ofDay}` : iso);
  if (Number.isNaN(time.getTime()) || (whole && !time.toISOString().startsWith(iso))) return null;
  return time.toISOString();
}
