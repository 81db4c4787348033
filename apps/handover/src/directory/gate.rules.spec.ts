import type { GateAnswer } from '@dotation/contracts';
import { passGate } from './gate.rules.js';

const gate: GateAnswer = {
  unitKnown: true,
  open: true,
  failures: [],
  vettingIds: [],
  dueDiligenceIds: [],
  headPersonId: null,
  placeId: null,
  signerKnown: true,
  authority: 'NONE',
  access: 'NORMAL',
};

const officer = { roles: [{ role: 'FIELD_OFFICER' }] };
const head = { roles: [{ role: 'UNIT_HEAD' }] };

describe('the gate', () => {
  it.each([
    ['CR-15', 'VETTING', 'No approved vetting of the unit.'],
    ['CR-17', 'DUE_DILIGENCE', 'The decision is WITHHOLD.'],
    ['CR-66', 'ACCESS', 'Rubaya is controlled by an armed group.'],
  ] as const)('%s refuses in its own words (%s)', (_, name, detail) => {
    const closed = { ...gate, open: false, failures: [{ gate: name, at: '2026-11-02T08:00:00.000Z', detail }] };
    expect(() => passGate(closed, officer)).toThrow(`gate-closed: ${name}: ${detail}`);
  });

  it('CR-15 says once what is closed at both clocks', () => {
    const detail = 'No approved vetting of the unit.';
    const at = ['2026-11-01T08:00:00.000Z', '2026-11-02T08:00:00.000Z'];
    const failures = at.map((time) => ({ gate: 'VETTING' as const, at: time, detail }));
    const refusal = expect.objectContaining({
      detail: `VETTING: ${detail}`,
      rows: at.map((time) => expect.objectContaining({ at: time }) as object),
    }) as Error;
    expect(() => passGate({ ...gate, open: false, failures }, officer)).toThrow(refusal);
  });

  it('CR-15, CR-17, §2.7 refuses a head without saying what vetting found', () => {
    const failures = (['VETTING', 'DUE_DILIGENCE'] as const).map((name) => ({
      ...{ gate: name, at: '2026-11-02T08:00:00.000Z', detail: 'The result is SUSPENDED.' },
    }));
    let refusal: unknown;
    try {
      passGate({ ...gate, open: false, failures }, head);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'gate-closed', rows: [{ code: 'VETTING' }, { code: 'DUE_DILIGENCE' }] });
    expect(JSON.stringify(refusal)).not.toContain('SUSPENDED');
  });

  it('refuses a unit nobody knows', () => {
    expect(() => passGate({ ...gate, unitKnown: false }, officer)).toThrow('unit-unknown');
  });
});
