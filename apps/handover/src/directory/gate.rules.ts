import type { GateAnswer } from '@dotation/contracts';
import { handoverError } from '../errors.js';

/** CR-15, CR-17, CR-66: refused in the gate's words, all of them. */
export function passGate(gate: GateAnswer): void {
  if (!gate.unitKnown) throw handoverError('unit-unknown', 'Directory knows no such unit.');
  if (gate.open) return;
  const rows = gate.failures.map(({ gate: code, detail, at }) => ({ row: 0, code, detail, at }));
  // The same gate is often closed at both clocks: one sentence; the rows say when.
  const said = new Set(gate.failures.map(({ gate: name, detail }) => `${name}: ${detail}`));
  throw handoverError('gate-closed', [...said].join(' '), rows);
}
