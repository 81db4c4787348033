import { awardId } from './goods.ts';
import { personId } from './people.ts';
import { demoUnits, unitId } from './units.ts';
import { inParallel, type Writer } from './writer.ts';

/** Why the gate of a demo unit is open or not. */
const gates: Record<string, { commander: 'APPROVED' | 'PENDING'; decision: string; mitigation?: string[] }> = {
  pmhMbujiMayi: { commander: 'APPROVED', decision: 'PROCEED' },
  lakeUnit: {
    commander: 'APPROVED',
    decision: 'PROCEED_WITH_MITIGATION',
    mitigation: ['Formation aux droits de l’homme'],
  },
  // Closed by access alone (CR-66): an armed group controls the village.
  pmhRubaya: { commander: 'APPROVED', decision: 'PROCEED' },
  // Closed by vetting alone (CR-15): the acting head is nominated only.
  borderUnit: { commander: 'PENDING', decision: 'PROCEED' },
};

/** Vetting ends after a year, so each calendar month has its own results; repeating a month repeats its requests. */
export async function seedGates(vettingOfficer: Writer, now: Date): Promise<void> {
  const firstOf = (months: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
  const month = firstOf(0).toISOString().slice(0, 7);
  const resultAt = firstOf(-3).toISOString();
  const validUntil = firstOf(9).toISOString();
  await inParallel(Object.entries(gates), async ([key, { commander, decision, mitigation = [] }]) => {
    const head = demoUnits[key]?.head ?? '';
    const common = { orgUnitId: unitId(key), awardId: awardId('inl'), resultAt };
    const approved = { ...common, result: 'APPROVED', validUntil };
    const ofCommander = commander === 'APPROVED' ? approved : { ...common, result: commander };
    const record = (subject: string, body: object) =>
      vettingOfficer.record(`vetting ${subject} ${key} ${month}`, '/directory/vetting-results', { subject, ...body });
    await record('UNIT', { ...approved, embassyCaseRef: `KIN-${month}-U` });
    await record('COMMANDER', { ...ofCommander, personId: personId(head), embassyCaseRef: `KIN-${month}-C` });
    const decided = {
      riskLevel: mitigation.length > 0 ? 'MEDIUM' : 'LOW',
      decision,
      mitigation,
      decidedAt: '2024-06-15T00:00:00Z',
    };
    await vettingOfficer.record(`due diligence ${key}`, '/directory/due-diligence-decisions', {
      orgUnitId: unitId(key),
      ...decided,
    });
  });
}
