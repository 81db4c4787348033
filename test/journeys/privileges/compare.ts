import type { Answer } from '../page.ts';
import { isWrite, plain } from '../page.ts';
import type { Caller } from './callers.ts';
import type { Row } from './table.ts';

/** What the table says a caller may get from an operation whose example is sent as it stands. */
export type Verdict =
  /** 401, for whoever is not known. */
  | 'unknown-caller'
  /** 403, the same for every id there is and for every id there is not. */
  | 'forbidden'
  /** The very answer that an id gets which nobody has. */
  | 'hidden'
  /** It may be looked at and not written about (AM-4): a refusal that says so. */
  | 'not-own'
  | 'allowed';

export function verdictOf(row: Row, caller: Caller): Verdict {
  if (row.roles === 'public') return 'allowed';
  if (caller.token === undefined) return 'unknown-caller';
  if (row.roles !== 'anybody' && !row.roles.some((role) => caller.roles.includes(role))) return 'forbidden';
  if (caller.relation === 'award') return verdictOfAward(row);
  if (row.reach === 'seen' && caller.relation === 'below') return 'not-own';
  return reaches(row, caller) ? 'allowed' : 'hidden';
}

/** Decision 18: an award is a scope to read in; commands do as if the role were not held. */
function verdictOfAward(row: Row): Verdict {
  if (isWrite({ method: row.name.split(' ')[0]! })) return row.roles === 'anybody' ? 'allowed' : 'forbidden';
  if (row.reach === 'all' || row.reach === 'list') return 'allowed';
  return readByAward.has(row.name) ? 'allowed' : 'hidden';
}

/** Written by hand from decision 18: of what the examples are about, what the award paid, and what was bought with it. */
const readByAward: ReadonlySet<string> = new Set([
  'GET /api/assets/devices/{id}',
  'GET /api/assets/devices/{id}/costs',
  'GET /api/assets/devices/{id}/custody',
  'GET /api/assets/incidents/{id}',
  'GET /api/assets/kits/{id}',
  'GET /api/assets/lots/{id}',
  'GET /api/assets/taggings/{id}',
  'GET /api/assets/taggings/{id}/labels',
  'GET /api/audit/devices/{code}/custody',
  'GET /api/audit/devices/{code}/trace',
  'GET /api/audit/devices/{code}/paper',
  // That no other award pays a part of.
  'GET /api/handover/allocations/{id}',
  // Of lines that it pays; other lines of the same paper stay unseen.
  'GET /api/procurement/inspections/{id}',
  'GET /api/procurement/inspections/{id}/paper',
  'GET /api/procurement/receipts/{id}',
  'GET /api/procurement/receipts/{id}/paper',
]);

function reaches({ reach }: Row, { relation, roles }: Caller): boolean {
  if (reach === 'all' || reach === 'list') return true;
  // What somebody made for himself the administrator alone sees beside him.
  if (reach === 'own') return roles.includes('SYS_ADMIN');
  if (relation === 'everywhere') return true;
  if (reach === 'elsewhere') return false;
  if (reach === 'above') return relation === 'above';
  return relation === 'own' || relation === 'above' || (reach === 'chain' && relation === 'below');
}

export interface Sent {
  answer: Answer;
  /** To the same request with ids that nobody has, and with these ids set back in its text. */
  unknown: Answer;
}

/** Why this is not what the verdict promises; null when it is. */
export function complaint(verdict: Verdict, { answer, unknown }: Sent): string | null {
  const [said, expected] = [plain(answer), plain(unknown)];
  const short = (text: string): string => text.slice(0, 300);
  switch (verdict) {
    case 'unknown-caller':
      return refused(answer, 401, 'unauthenticated', 'token-invalid') && said === expected
        ? null
        : `is not turned away: ${short(said)}`;
    case 'forbidden':
      if (!refused(answer, 403, 'forbidden')) return `has no right and is answered ${short(said)}`;
      return said === expected ? null : `learns which ids there are:\n    ${short(said)}\n    ${short(expected)}`;
    case 'hidden':
      if (answer.status < 300) return `reaches what is not in its scope: ${short(said)}`;
      if (codeOf(answer) === 'forbidden')
        return `may, but not here, and is told that it may not at all: ${short(said)}`;
      return said === expected ? null : `is told apart from unknown:\n    ${short(said)}\n    ${short(expected)}`;
    case 'not-own':
      return codeOf(answer) === 'outside-own-unit' || codeOf(answer) === 'unknown-reference'
        ? null
        : `writes about what is above it: ${short(said)}`;
    case 'allowed':
      return answer.status >= 200 && answer.status < 300 ? null : `may, and is answered ${short(said)}`;
  }
}

/** A HEAD has no body that could say the code. */
function refused({ status, text }: Answer, wanted: number, ...codes: string[]): boolean {
  return status === wanted && (text === '' || codes.includes(codeOf({ status, text })));
}

const codeOf = ({ text }: Answer): string => (text === '' ? '' : ((JSON.parse(text) as { code?: string }).code ?? ''));

/** What the page shows and no table knows, what a table names and the page does not, and what stands in it twice. */
export function gaps(shown: readonly string[], rows: readonly Row[]): string[] {
  const named = rows.map(({ name }) => name);
  return [
    ...shown.filter((name) => !named.includes(name)).map((name) => `${name} is in no table`),
    ...named.filter((name) => !shown.includes(name)).map((name) => `${name} is in a table and gone`),
    ...named.filter((name, index) => named.indexOf(name) !== index).map((name) => `${name} stands in a table twice`),
  ];
}
