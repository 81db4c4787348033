import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUSINESS_ROLES, ROLES, type Role } from '@dotation/contracts';

/**
 * How far a role reaches with the operation's example, beside its right to the operation:
 *
 * | reach     | the example is about                                     | who limited to one scope reaches it   |
 * |-----------|----------------------------------------------------------|---------------------------------------|
 * | all       | nothing of any unit                                      | everybody with the right              |
 * | list      | whatever the caller sees                                 | everybody with the right, perhaps nothing |
 * | unit      | a paper, person or place of PMH Mbuji-Mayi               | own and above                         |
 * | store     | goods or a paper of the central store                    | own and above                         |
 * | chain     | PMH Mbuji-Mayi itself, its place, its head               | own, above, and below: one's superior |
 * | seen      | the same, to be written about                            | own and above; below is told whose it is |
 * | above     | something of the province above                          | above                                 |
 * | elsewhere | something of another unit                                | nobody                                |
 * | own       | what another caller made for himself                     | nobody                                |
 */
export const REACHES = ['all', 'list', 'unit', 'store', 'chain', 'seen', 'above', 'elsewhere', 'own'] as const;
export type Reach = (typeof REACHES)[number];

export interface Row {
  /** `POST /api/handover/allocations/{id}/approval` */
  name: string;
  /** Without it, anybody known may; `public` needs not even a token. */
  roles: readonly Role[] | 'anybody' | 'public';
  reach: Reach;
  why: string;
}

const groups: Record<string, readonly Role[]> = {
  business: BUSINESS_ROLES,
  // Who orders, receives, inspects, pays, or looks at all of it (domain §8.6).
  buying: [
    ...(['PROCUREMENT', 'STOREKEEPER', 'RECEPTION_COMMITTEE', 'FINANCE', 'REQUESTER', 'BUDGET_HOLDER'] as const),
    ...(['APPROVER', 'DISPATCHER', 'EUM_OFFICER', 'INVESTIGATOR', 'REVIEW_BOARD', 'DONOR', 'AUDITOR'] as const),
    'DATA_STEWARD',
  ],
  // The gate's own people, who decide by it, who hand over by it, who watch over it.
  vetting: ['VETTING_FP', 'BUDGET_HOLDER', 'APPROVER', 'FIELD_OFFICER', 'EUM_OFFICER', 'DONOR', 'AUDITOR'],
};

/** The tables of this folder, one per service, as people write and read them. */
export function readTable(): Row[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.md') && file !== 'states.md')
    .flatMap((file) => rowsOf(readFileSync(join(import.meta.dirname, file), 'utf8'), file));
}

export function rowsOf(text: string, file: string): Row[] {
  const lines = text.split('\n').filter((line) => /^\| (GET|HEAD|POST|PUT|PATCH|DELETE) /.test(line));
  return lines.map((line) => {
    const [operation = '', who = '', reach = '', why = ''] = line
      .slice(1)
      .split('|')
      .map((cell) => cell.trim());
    const complain = (what: string): never => {
      throw new Error(`${file}, ${operation}: ${what}`);
    };
    if (!(REACHES as readonly string[]).includes(reach)) complain(`no reach is called "${reach}"`);
    if (why === '') complain('which rule says so?');
    return { name: operation.replace(' ', ' /api'), roles: rolesOf(who, complain), reach: reach as Reach, why };
  });
}

function rolesOf(who: string, complain: (what: string) => never): Row['roles'] {
  if (who === 'anybody' || who === 'public') return who;
  const [these = '', without = ''] = who.split(' but ');
  const named = (words: string): Role[] =>
    words
      .split(' ')
      .filter((word) => word !== '' && word !== 'and')
      .flatMap(
        (word) => groups[word] ?? ((ROLES as readonly string[]).includes(word) ? (word as Role) : complain(word)),
      );
  const left = new Set(named(without));
  const roles = [...new Set(named(these))].filter((role) => !left.has(role));
  return roles.length > 0 ? roles : complain('nobody may?');
}
