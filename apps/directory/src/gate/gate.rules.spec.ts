import type { AccessStatus } from '@dotation/contracts';
import { judgeGate } from './gate.rules.js';
import type { Dossier, HeadPeriod, PlaceOnTheWay } from './gate.rules.js';
import type { Vetting } from '../vetting/vetting.rules.js';
import type { DueDiligence } from '../due-diligence/due-diligence.rules.js';

const date = (day: string) => new Date(`${day}T10:00:00Z`);
const signed = date('2026-11-10');
const received = date('2026-11-12');
const recordedAt = date('2026-10-01');

const head = (personId: string | null, from: string): HeadPeriod => ({ personId, validFrom: date(from), recordedAt });
const vetting = (id: string, change: Partial<Vetting> = {}): Vetting => ({
  ...{ id, subject: 'UNIT', orgUnitId: 'pmh', personId: null, awardId: 'inl', result: 'APPROVED' },
  ...{ resultAt: date('2026-06-01'), validUntil: date('2027-05-31'), recordedAt },
  ...change,
});
const ofCommander = (id: string, personId: string, change: Partial<Vetting> = {}) =>
  vetting(id, { subject: 'COMMANDER', personId, ...change });
const decision = (id: string, change: Partial<DueDiligence> = {}): DueDiligence => ({
  ...{ id, orgUnitId: 'pmh', awardId: null, riskLevel: 'LOW', decision: 'PROCEED', mitigation: [] },
  ...{ decidedAt: date('2026-06-01'), reviewAt: null, recordedAt },
  ...change,
});
const place = (placeId: string, ...accesses: AccessStatus[]): PlaceOnTheWay => ({
  placeId,
  known: true,
  accesses: accesses.map((access) => [{ access, validFrom: date('2026-01-01'), recordedAt }]),
});

const open: Dossier = {
  unitPlaceId: 'mbuji-mayi',
  agency: 'PNC',
  heads: [head('amina', '2026-01-01')],
  vettings: [vetting('v-unit'), ofCommander('v-head', 'amina')],
  dueDiligence: [decision('dd')],
  places: [place('mbuji-mayi', 'NORMAL', 'NORMAL')],
  mandate: null,
  signerKnown: true,
};
const question = { orgUnitId: 'pmh', awardIds: ['inl'], signerId: 'amina', waybillIds: ['w1'], at: [signed, received] };
const judged = (change: Partial<Dossier> = {}, asked: Partial<typeof question> = {}) =>
  judgeGate({ ...question, ...asked }, { ...open, ...change });
const closedBy = (change: Partial<Dossier>, asked: Partial<typeof question> = {}) =>
  judged(change, asked).failures.map(({ gate, at }) => `${gate} ${at.slice(0, 10)}`);
const atBothClocks = (gate: string) => [`${gate} 2026-11-10`, `${gate} 2026-11-12`];

it('is open for a vetted unit with a vetted head, a decision to proceed and normal access, and says what it looked at', () => {
  expect(judged()).toEqual({
    ...{ unitKnown: true, open: true, failures: [], vettingIds: ['v-unit', 'v-head'], dueDiligenceIds: ['dd'] },
    ...{ headPersonId: 'amina', placeId: 'mbuji-mayi', signerKnown: true, authority: 'HEAD', access: 'NORMAL' },
  });
});

describe('CR-15 the unit and its current commander are vetted', () => {
  it.each([
    ['the unit was never vetted', [ofCommander('v-head', 'amina')]],
    ['the commander was never vetted', [vetting('v-unit')]],
    ['another person of the unit was vetted', [vetting('v-unit'), ofCommander('v', 'brian')]],
    ['the unit was vetted for another award', [vetting('v-unit', { awardId: 'other' }), ofCommander('v', 'amina')]],
    ['the unit was rejected', [vetting('v-unit', { result: 'REJECTED' }), ofCommander('v', 'amina')]],
    ['the unit’s nomination is only pending', [vetting('v-unit', { result: 'PENDING' }), ofCommander('v', 'amina')]],
    [
      'the commander was suspended later',
      [
        vetting('v-unit'),
        ofCommander('v', 'amina'),
        ofCommander('v-2', 'amina', { result: 'SUSPENDED', resultAt: date('2026-09-01') }),
      ],
    ],
    [
      'the approval is older than its validity',
      [vetting('v-unit', { validUntil: date('2026-11-09') }), ofCommander('v', 'amina')],
    ],
  ])('CR-15 closes when %s', (_, vettings) => {
    expect(closedBy({ vettings })).toEqual(atBothClocks('VETTING'));
  });

  it('CR-15 closes for each award that is not covered, and only for that', () => {
    const { failures } = judged({}, { awardIds: ['inl', 'other'] });
    expect(failures.filter(({ gate }) => gate === 'VETTING').map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([expect.stringContaining('other')]),
    );
    expect(failures.some(({ detail }) => detail.includes('award inl'))).toBe(false);
  });

  it('CR-15 closes while the post of the head is vacant (AM-4)', () => {
    expect(closedBy({ heads: [head('amina', '2026-01-01'), head(null, '2026-11-01')] })).toEqual(
      atBothClocks('VETTING'),
    );
  });

  it('CR-15 asks the vetting of an acting head like that of any commander (AM-4)', () => {
    const heads = [head('amina', '2026-01-01'), head('brian', '2026-11-01')];
    expect(closedBy({ heads })).toEqual(atBothClocks('VETTING'));
    expect(closedBy({ heads, vettings: [...open.vettings, ofCommander('v-brian', 'brian')] })).toEqual([]);
  });

  it('CR-15 asks nothing of a unit for which vetting is recorded as not required (AM-4)', () => {
    const vettings = [vetting('v-none', { result: 'NOT_REQUIRED', validUntil: null })];
    expect(judged({ agency: 'PNHF', vettings, heads: [] })).toMatchObject({ open: true, vettingIds: ['v-none'] });
  });

  it.each(['PNC', 'DGM', 'DGDA', 'FARDC_NO'])(
    'CR-15 does not take NOT_REQUIRED of a unit of %s, though it was recorded (AM-4)',
    (agency) => {
      const none = vetting('v-none', { result: 'NOT_REQUIRED', resultAt: date('2026-11-01'), validUntil: null });
      const head = ofCommander('v-head', 'amina');
      const suspended = vetting('v-unit', { result: 'SUSPENDED' });
      expect(closedBy({ agency, vettings: [suspended, none, head] })).toEqual(atBothClocks('VETTING'));
      expect(closedBy({ agency, vettings: [none, head] })).toEqual(atBothClocks('VETTING'));
      // Nor does it take an approval away.
      expect(closedBy({ agency, vettings: [vetting('v-unit'), none, head] })).toEqual([]);
    },
  );

  it('CR-15 keeps an approval while its renewal is pending', () => {
    const renewal = vetting('v-new', { result: 'PENDING', resultAt: date('2026-11-01'), validUntil: null });
    expect(closedBy({ vettings: [...open.vettings, renewal] })).toEqual([]);
  });
});

describe('CR-16 both clocks count', () => {
  it('CR-16 closes when the approval ran out between signing and arrival at the server', () => {
    const vettings = [vetting('v-unit', { validUntil: date('2026-11-11') }), ofCommander('v-head', 'amina')];
    expect(closedBy({ vettings })).toEqual(['VETTING 2026-11-12']);
  });

  it('CR-16 closes when the approval came only after the claimed time of signing', () => {
    const vettings = [vetting('v-unit', { resultAt: date('2026-11-11') }), ofCommander('v-head', 'amina')];
    expect(closedBy({ vettings })).toEqual(['VETTING 2026-11-10']);
  });

  it('CR-16 closes when the commander changed in between', () => {
    expect(closedBy({ heads: [...open.heads, head('brian', '2026-11-11')] })).toEqual(['VETTING 2026-11-12']);
  });

  it('is open on the last moment of an approval', () => {
    const vettings = [vetting('v-unit', { validUntil: received }), ofCommander('v-head', 'amina')];
    expect(closedBy({ vettings })).toEqual([]);
  });
});

describe('CR-17 a due-diligence decision to proceed', () => {
  it.each([
    ['there is none', []],
    ['it is for another award only', [decision('dd', { awardId: 'other' })]],
    ['it says to withhold', [decision('dd', { decision: 'WITHHOLD' })]],
    [
      'the latest says to withdraw',
      [decision('dd'), decision('dd-2', { decision: 'WITHDRAW', decidedAt: date('2026-09-01') })],
    ],
    [
      'the one for this award says to withhold, whatever a general one says',
      [decision('dd'), decision('dd-2', { awardId: 'inl', decision: 'WITHHOLD', decidedAt: date('2026-05-01') })],
    ],
    ['it was taken after both times', [decision('dd', { decidedAt: date('2026-11-20') })]],
  ])('CR-17 closes when %s', (_, dueDiligence) => {
    expect(closedBy({ dueDiligence })).toEqual(atBothClocks('DUE_DILIGENCE'));
  });

  it('CR-17 opens for a decision to proceed with mitigation that replaces an earlier refusal', () => {
    const later = decision('dd-2', { decision: 'PROCEED_WITH_MITIGATION', decidedAt: date('2026-09-01') });
    expect(closedBy({ dueDiligence: [decision('dd', { decision: 'WITHHOLD' }), later] })).toEqual([]);
  });
});

describe('CR-66 no equipment where an armed group is in control', () => {
  it.each([
    ['at the unit', [place('rubaya', 'CONTROLLED_BY_ARMED_GROUP')]],
    ['around the unit: the territory that contains it', [place('rubaya', 'NORMAL', 'CONTROLLED_BY_ARMED_GROUP')]],
    [
      'at the place of signing, though not at the unit',
      [place('mbuji-mayi', 'NORMAL'), place('rubaya', 'CONTROLLED_BY_ARMED_GROUP')],
    ],
  ])('CR-66 closes %s', (_, places) => {
    expect(closedBy({ places })).toEqual(atBothClocks('ACCESS'));
    expect(judged({ places }).access).toBe('CONTROLLED_BY_ARMED_GROUP');
  });

  it('CR-66 judges each clock by the access of its own day', () => {
    const taken = { access: 'CONTROLLED_BY_ARMED_GROUP' as const, validFrom: date('2026-11-11'), recordedAt };
    const places = [
      { ...place('goma', 'NORMAL'), accesses: [[...(place('goma', 'NORMAL').accesses[0] ?? []), taken]] },
    ];
    expect(closedBy({ places })).toEqual(['ACCESS 2026-11-12']);
  });

  it('CR-66 judges a day before the first record of a place by that record', () => {
    const first = { access: 'CONTROLLED_BY_ARMED_GROUP' as const, validFrom: date('2026-11-11'), recordedAt };
    expect(closedBy({ places: [{ placeId: 'goma', known: true, accesses: [[first]] }] })).toEqual(
      atBothClocks('ACCESS'),
    );
  });

  it('CR-66 stays closed where the place is not known, and open where it is merely hard to reach', () => {
    expect(closedBy({ places: [{ placeId: 'nowhere', known: false, accesses: [] }] })).toEqual(atBothClocks('ACCESS'));
    expect(closedBy({ places: [] })).toEqual(atBothClocks('ACCESS'));
    expect(closedBy({ places: [place('walikale', 'NO_ACCESS')] })).toEqual([]);
  });
});

describe('CR-22 who signs for the unit', () => {
  const mandate = {
    ...{ id: 'm', orgUnitId: 'pmh', fromPersonId: 'amina', toPersonId: 'deputy' },
    ...{ validFrom: date('2026-11-01'), validTo: date('2026-11-11') },
    ...{ documentSha256: 'ab'.repeat(32), telephone: null, waybillIds: null, revokedFrom: null },
  };
  const call = { callerId: 'amina', calledAt: '2026-11-09T10:00:00Z', witnessId: 'witness' };

  it('CR-22 knows the head of the day of signing, not of today', () => {
    const heads = [...open.heads, head('brian', '2026-11-11')];
    expect(judged({ heads })).toMatchObject({ headPersonId: 'amina', authority: 'HEAD' });
    expect(judged({ heads }, { signerId: 'brian' }).authority).toBe('NONE');
  });

  it.each([
    ['MANDATED', 'the mandate covers the day of signing', mandate, open.heads],
    ['NONE', 'there is no mandate', null, open.heads],
    ['NONE', 'the mandate ended before', { ...mandate, validTo: date('2026-11-09') }, open.heads],
    ['NONE', 'the mandate is another person’s', { ...mandate, toPersonId: 'brian' }, open.heads],
    ['NONE', 'the mandate is another unit’s', { ...mandate, orgUnitId: 'lake' }, open.heads],
    ['NONE', 'it is only announced: no document and no call', { ...mandate, documentSha256: null }, open.heads],
    ['MANDATED', 'AM-2 it was given by telephone', { ...mandate, documentSha256: null, telephone: call }, open.heads],
    ['MANDATED', 'it names the consignment', { ...mandate, waybillIds: ['w1', 'w2'] }, open.heads],
    ['NONE', 'it names another consignment', { ...mandate, waybillIds: ['w2'] }, open.heads],
    ['NONE', 'it was revoked before', { ...mandate, revokedFrom: date('2026-11-09') }, open.heads],
    ['MANDATED', 'it was revoked only later', { ...mandate, revokedFrom: date('2026-11-11') }, open.heads],
    ['NONE', 'its giver is no longer the head', mandate, [head('amina', '2026-01-01'), head('brian', '2026-11-05')]],
  ])('CR-22 gives a delegate the authority %s when %s', (authority, _, shown, heads) => {
    expect(judged({ mandate: shown, heads }, { signerId: 'deputy' }).authority).toBe(authority);
  });
});
