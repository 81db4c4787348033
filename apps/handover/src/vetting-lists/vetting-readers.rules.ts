/** Who reads results of vetting and due diligence (§2.7, §8.6): who decides by them, hands over by them, watches over them. */
export const vettingReaders = [
  'VETTING_FP',
  'BUDGET_HOLDER',
  'APPROVER',
  'FIELD_OFFICER',
  'EUM_OFFICER',
  'DONOR',
  'AUDITOR',
] as const;

const sealedGates = ['VETTING', 'DUE_DILIGENCE'];

/** To everybody else: that a gate is closed he has to know, what was found about the unit or its head he has not. */
export const gateUnsaid = 'A gate was closed; whoever vets can say which.';

export function readsVetting(roles: readonly string[]): boolean {
  return vettingReaders.some((role) => roles.includes(role));
}

export function gateDetailFor(roles: readonly string[], gate: string, detail: string): string {
  return sealedGates.includes(gate) && !readsVetting(roles) ? gateUnsaid : detail;
}

const gateCodes = ['GATE_CLOSED', 'GATE_CLOSED_SINCE'];

/** An exception in the words its reader may read; its detail begins with the gate it speaks of. */
export function exceptionFor<T extends { code: string; detail: string }>(roles: readonly string[], exception: T): T {
  if (!gateCodes.includes(exception.code)) return exception;
  const [gate = ''] = exception.detail.split(':');
  return { ...exception, detail: gateDetailFor(roles, gate, exception.detail) };
}
