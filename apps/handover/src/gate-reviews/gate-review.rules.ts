import type { GateAnswer } from '@dotation/contracts';
import type { Finding } from '../exceptions/finding.rules.js';

/** A PV that took effect, as far as the gate is concerned. */
export interface SignedUnderGate {
  headPersonId: string | null;
  hold: string;
  /** Somebody entitled has said since that the signature stands. */
  ratified: boolean;
}

/** Codes that only a review opens and closes. */
export const reviewCodes = ['GATE_CLOSED_SINCE', 'HEAD_CHANGED_SINCE', 'AUTHORITY_CHANGED_SINCE'] as const;

/**
 * Q7: what directory says today of the day of signing. Later news that covers a signed PV is for people to look at: it
 * never takes back what happened.
 */
export function reviewGate(handover: SignedUnderGate, gate: GateAnswer): Finding[] {
  const said = new Set(gate.failures.map(({ gate: name, detail }) => `${name}: ${detail}`));
  const findings: Finding[] = [...said].map((detail) => ({ code: 'GATE_CLOSED_SINCE', detail }));
  const head = gate.headPersonId ?? null;
  if (head !== handover.headPersonId) {
    findings.push({
      code: 'HEAD_CHANGED_SINCE',
      detail: `Directory says now that ${head ?? 'nobody'} headed the unit then; the PV names ${handover.headPersonId ?? 'nobody'}.`,
    });
  }
  if (gate.authority === 'NONE' && handover.hold === 'FIRM' && !handover.ratified) {
    const detail = 'As directory has it now, the signer was neither the head nor mandated for this.';
    findings.push({ code: 'AUTHORITY_CHANGED_SINCE', detail });
  }
  return findings;
}
