import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES, type Role } from '@dotation/contracts';
import type { Row } from './table.ts';

/** Every state of what is signed or moved. RESERVING is left out: it lasts until the register has answered. */
export const STATES = {
  allocation: ['PROPOSED', 'APPROVED', 'TRAVELLING', 'CANCELLED'],
  waybill: ['DRAFT', 'RELEASED', 'DISPATCHED', 'ARRIVED', 'CLOSED', 'CLOSED_SHORT', 'WITHDRAWN'],
  return: ['DRAFT', 'DISPATCHED', 'CLOSED', 'WITHDRAWN'],
  pv: ['PENDING', 'PROVISIONAL', 'TO_CONFIRM', 'FINAL', 'RETURNED'],
  transcribed: ['UNCHECKED', 'CHECKED'],
  override: ['REQUESTED', 'GRANTED'],
  mandate: ['ANNOUNCED', 'DOCUMENTED', 'REVOKED'],
  role: ['PENDING', 'IN_FORCE', 'REVOKED'],
  correction: ['OPEN', 'CONFIRMED', 'REJECTED'],
  'rule value': ['OPEN', 'CONFIRMED'],
  waiver: ['IN_FORCE', 'REVOKED'],
  receipt: ['RECEIVED', 'TAGGED', 'INSPECTED', 'WITHOUT_ORDER'],
  inspection: ['PROVISIONAL', 'FINAL', 'LIFTED'],
  'void note': ['OPEN', 'CONFIRMED', 'REJECTED'],
  invoice: ['BLOCKED', 'VARIANCE', 'MATCHED', 'REFUSED'],
  'legacy list': ['PENDING', 'APPROVED', 'REFUSED'],
  matrix: ['OPEN', 'CONFIRMED'],
  requisition: ['DRAFT', 'REQUESTED', 'APPROVED', 'SOLICITED', 'AWARDED', 'ORDERED', 'REJECTED', 'CANCELLED'],
  'order proposal': ['PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN'],
  shipment: ['ANNOUNCED', 'DEPARTED', 'ARRIVED', 'CLEARED', 'DELIVERED', 'CLOSED', 'WITHDRAWN'],
  claim: ['DRAFT', 'SENT', 'ANSWERED', 'SETTLED'],
  amendment: ['PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN'],
} as const;
export type Kind = keyof typeof STATES;

/** An operation on one kind of paper. */
export interface Move {
  row: Row;
  kind: Kind;
  legal: string[];
  roles: readonly Role[];
}

export function readMoves(rows: readonly Row[]): Move[] {
  const text = readFileSync(join(import.meta.dirname, 'states.md'), 'utf8');
  return text
    .split('\n')
    .filter((line) => /^\| [A-Z]+ \//.test(line))
    .map((line) => moveOf(line, rows));
}

export function moveOf(line: string, rows: readonly Row[]): Move {
  const [operation = '', of = '', legal = '', by = ''] = line
    .slice(1)
    .split('|')
    .map((cell) => cell.trim());
  const row = rows.find(({ name }) => name === operation.replace(' ', ' /api'));
  if (!row || typeof row.roles === 'string') throw new Error(`${operation}: no table says who may.`);
  if (!(of in STATES)) throw new Error(`${operation}: nothing is called "${of}".`);
  const states: readonly string[] = STATES[of as Kind];
  const wrong = legal.split(' ').filter((state) => !states.includes(state));
  if (wrong.length > 0) throw new Error(`${operation}: no ${of} is ${wrong.join(', ')}.`);
  const named = by.split(' ').filter((word) => word !== '') as Role[];
  const strange = named.filter((role) => !ROLES.includes(role) || !row.roles.includes(role as never));
  if (strange.length > 0) throw new Error(`${operation}: ${strange.join(', ')} may not.`);
  return { row, kind: of as Kind, legal: legal.split(' '), roles: named.length > 0 ? named : row.roles };
}

/** How many of each kind and state: one to refuse by, and one for each role that changes it. */
export function needs(
  moves: readonly Move[],
  full: boolean,
  also: Readonly<Record<string, number>> = {},
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [kind, states] of Object.entries(STATES)) for (const state of states) counts.set(`${kind} ${state}`, 0);
  for (const { kind, legal, roles } of moves) {
    legal.forEach((state, index) => {
      const key = `${kind} ${state}`;
      counts.set(key, counts.get(key)! + (full || index === 0 ? roles.length : 1));
    });
  }
  return new Map([...counts].map(([key, count]) => [key, Math.max(1, count + (also[key] ?? 0))]));
}
