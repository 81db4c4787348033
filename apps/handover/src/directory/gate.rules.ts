import type { GateAnswer } from '@dotation/contracts';
import { handoverError } from '../errors.js';
import { gateDetailFor } from '../vetting-lists/vetting-readers.rules.js';

/** CR-15, CR-17, CR-66: refused in the gate's words, all of them, as far as the caller may read them (§2.7). */
export function passGate(gate: GateAnswer, { roles }: { roles: readonly { role: string }[] }): void {
  if (!gate.unitKnown) throw handoverError('unit-unknown', 'Directory knows no such unit.');
  if (gate.open) return;
  const held = roles.map(({ role }) => role);
  const rows = gate.failures.map(({ gate: code, detail, at }) => ({
    ...{ row: 0, code, detail: gateDetailFor(held, code, detail), at },
  }));
  // The same gate is often closed at both clocks: one sentence; the rows say when.
  const said = new Set(rows.map(({ code, detail }) => `${code}: ${detail}`));
  throw handoverError('gate-closed', [...said].join(' '), rows);
}
