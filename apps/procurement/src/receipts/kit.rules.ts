import { nameKey, tidy } from '../makers/name.rules.js';
import type { RowProblem } from './row-problem.rules.js';

/** A kit is a tag and a list (AM-10): it has no cost, custody or life cycle of its own. */
export interface KitOfRows {
  label: string;
  rows: number[];
}

export interface KitMember {
  row: number;
  kit?: string;
  carton?: string;
  /** What tells one article from another inside a carton. */
  article: string;
}

/** More than this in one carton is a consignment of cartons, not a kit. */
const MOST_IN_CARTON = 12;

/**
 * Kits are proposed by marker, else by carton when different articles share a small one; a carton of equal laptops is
 * only a carton. A person confirms (AM-10).
 */
export function proposeKits(members: readonly KitMember[]): KitOfRows[] {
  const marked = grouped(members, (member) => member.kit);
  const boxed = grouped(
    members.filter((member) => member.kit === undefined),
    (member) => member.carton,
  );
  const mixed = boxed.filter(
    ({ members: own }) => own.length <= MOST_IN_CARTON && new Set(own.map(({ article }) => article)).size > 1,
  );
  return [...marked, ...mixed]
    .filter((group) => group.members.length > 1)
    .map(({ label, members: own }) => ({ label, rows: own.map(({ row }) => row) }));
}

function grouped(
  members: readonly KitMember[],
  labelOf: (member: KitMember) => string | undefined,
): { label: string; members: KitMember[] }[] {
  const groups = new Map<string, { label: string; members: KitMember[] }>();
  for (const member of members) {
    const label = labelOf(member);
    if (label === undefined) continue;
    const group = groups.get(nameKey(label));
    if (group === undefined) groups.set(nameKey(label), { label, members: [member] });
    else group.members.push(member);
  }
  return [...groups.values()];
}

/** The kits a person confirmed, each row in at most one; `CONFIRM_PROPOSED` takes the proposal as it is. */
export function confirmedKits(
  kits: 'CONFIRM_PROPOSED' | readonly KitOfRows[],
  members: readonly KitMember[],
  problems: RowProblem[],
): KitOfRows[] {
  if (kits === 'CONFIRM_PROPOSED') return proposeKits(members);
  const rows = new Set(members.map(({ row }) => row));
  const labels = new Set<string>();
  const kitOf = new Map<number, string>();
  const problem = (row: number, code: string, detail: string): number =>
    problems.push({ row, field: 'kits', code, detail });
  return kits.map(({ label: given, rows: own }) => {
    const label = tidy(given);
    if (labels.has(nameKey(label))) problem(0, 'kit-repeated', `There are two kits ${label}.`);
    labels.add(nameKey(label));
    for (const row of own) {
      const other = kitOf.get(row);
      if (!rows.has(row))
        problem(row, 'kit-row-unknown', `Kit ${label} names row ${row}, which is not in the receipt.`);
      else if (other !== undefined)
        problem(row, 'row-in-two-kits', `Row ${row} is in kit ${other} and in kit ${label}.`);
      kitOf.set(row, label);
    }
    return { label, rows: [...own] };
  });
}
