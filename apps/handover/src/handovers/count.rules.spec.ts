import type { Outcome, SerialRule } from '@dotation/contracts';
import { aLeg, aStanding, at, knowing, OTHER_UNIT, UNIT } from '../../test/standings.ts';
import type { Leg, LineState, Standing } from '../consignments/consignment.rules.js';
import { acknowledge, type SignedAcknowledgement } from './acknowledgement.rules.js';
import { factLines, hashOf } from './pv.rules.js';
import type { Acknowledgement, CountLine, SaidLine } from './sheet.rules.js';

const battery = (
  deviceId: string,
  state: LineState = 'ARRIVED',
  leg: Partial<Leg> = {},
  change: Partial<Standing> = {},
): Standing =>
  aStanding(deviceId, [aLeg(state, leg)], {
    maker: 'Victron',
    model: 'Batterie 12 V',
    serial: null,
    serialCode: null,
    serialRule: 'NONE',
    ...change,
  });
const four = ['1', '2', '3', '4'].map((id) => battery(id));
const counted = (count: number, outcome: Outcome = 'ACCEPTED', change: Partial<CountLine> = {}): CountLine => ({
  waybillId: 'W1',
  model: 'batterie 12 v',
  count,
  outcome,
  condition: 'EXCELLENT',
  remark: 'dit pourquoi',
  ...change,
});
const scanned = (deviceId: string, outcome: Outcome): SaidLine => ({
  code: `TAG-${deviceId}`,
  outcome,
  remark: 'dit pourquoi',
  confirmedBy: 'SCAN',
});
const say = (
  lines: SaidLine[],
  standings: Standing[] = four,
  change: Partial<Acknowledgement> = {},
): SignedAcknowledgement => {
  const said = { orgUnitId: UNIT, homeward: false, signedAt: at(5), signedBefore: false, lines, ...change };
  return acknowledge(said, knowing(...standings), { open: true, failures: [] });
};

describe('AM-22 goods without a serial, acknowledged by count', () => {
  it.each<Outcome>(['ACCEPTED', 'ACCEPTED_WITH_RESERVE', 'REFUSED'])(
    '%s moves every device of the model',
    (outcome) => {
      const { lines, counts, findings } = say([counted(4, outcome)]);
      expect(lines.map(({ deviceId }) => deviceId)).toEqual(['1', '2', '3', '4']);
      expect(lines.every((line) => line.effect === 'MOVES' && line.confirmedBy === 'COUNT' && line.row === 1)).toBe(
        true,
      );
      expect(counts).toMatchObject([{ row: 1, waybillId: 'W1', count: 4, open: 4, settled: true }]);
      expect(findings).toEqual([]);
    },
  );

  it('implies the arrival of what is still on the road, and tells no code that nobody read', () => {
    const { lines } = say([counted(1)], [battery('1', 'OPEN')]);
    expect(lines).toMatchObject([{ impliesArrival: true, becomes: 'ACCEPTED' }]);
    expect(factLines(lines.map((line) => ({ ...line, lineId: 'l' })))).toMatchObject([
      { confirmedBy: 'COUNT', codeRead: null },
    ]);
  });

  it('AM-20 none of them arrived is said of each, and nothing is lost by it', () => {
    const { lines, findings } = say(
      [counted(4, 'NOT_ARRIVED')],
      four.map(({ deviceId }) => battery(deviceId, 'OPEN')),
    );
    expect(lines.every(({ effect }) => effect === 'CONFIRMS')).toBe(true);
    expect(findings.map(({ code }) => code)).toEqual(['SHORT', 'SHORT', 'SHORT', 'SHORT']);
  });

  it.each([3, 5])('another number (%d of 4) is a discrepancy, and the lines stay open', (count) => {
    for (const signedBefore of [false, true]) {
      const { lines, counts, findings } = say([counted(count)], four, { signedBefore });
      expect(lines).toEqual([]);
      expect(counts).toMatchObject([{ count, open: 4, settled: false }]);
      expect(findings).toMatchObject([{ code: 'COUNT_DIFFERS', waybillId: 'W1' }]);
    }
  });

  it('counts what is open: two were accepted before, one by one', () => {
    const signed = { outcome: 'ACCEPTED' as const, handoverId: 'PV', signedAt: at(4) };
    const half = [battery('1', 'ACCEPTED', signed), battery('2', 'ACCEPTED', signed), battery('3'), battery('4')];
    expect(say([counted(2)], half).lines.map(({ deviceId, effect }) => [deviceId, effect])).toEqual([
      ['3', 'MOVES'],
      ['4', 'MOVES'],
    ]);
    // Another phone that knows nothing of the first counts them all: AM-24.
    expect(say([counted(4)], half).lines.map(({ effect }) => effect)).toEqual([
      'DUPLICATE',
      'DUPLICATE',
      'MOVES',
      'MOVES',
    ]);
  });

  it('AM-24 all of them again with the same word is a DUPLICATE, with another one a CONFLICT', () => {
    const all = four.map(({ deviceId }) =>
      battery(deviceId, 'ACCEPTED', { outcome: 'ACCEPTED', handoverId: 'PV', signedAt: at(4) }),
    );
    expect(new Set(say([counted(4)], all).lines.map(({ effect }) => effect))).toEqual(new Set(['DUPLICATE']));
    expect(new Set(say([counted(4, 'REFUSED')], all).lines.map(({ effect }) => effect))).toEqual(new Set(['CONFLICT']));
  });

  it('CR-67 counted by the old unit after a reallocation is a CONFLICT; another unit’s waybill is not to be counted on', () => {
    const given = battery('1', 'OPEN', {}, { allocationLineId: 'new line' });
    expect(say([counted(1)], [given]).lines).toMatchObject([{ effect: 'CONFLICT', becomes: null }]);
    expect(() => say([counted(1)], [battery('1', 'OPEN', { toOrgUnitId: OTHER_UNIT })])).toThrow(
      'No line of a waybill',
    );
  });

  it('follows goods that another vehicle took over', () => {
    const onward = aLeg('OPEN', { waybillId: 'W2', lineId: 'onward' });
    const moved = { ...battery('1', 'TRANSFERRED'), legs: [onward, aLeg('TRANSFERRED')] };
    expect(say([counted(1)], [moved]).lines).toMatchObject([{ effect: 'MOVES', leg: { waybillId: 'W2' } }]);
  });
});

describe('what cannot be told by number', () => {
  const serialised = (serialRule: SerialRule, serial: string | null): Standing[] => [
    battery('1', 'ARRIVED', {}, { serialRule, serial }),
  ];

  it.each<[SerialRule, string | null, boolean]>([
    ['REQUIRED', 'S1', false],
    ['REQUIRED', null, false],
    ['IF_PRESENT', 'S1', false],
    ['IF_PRESENT', null, true],
    ['BATCH', 'LOT-7', true],
    ['NONE', null, true],
  ])('CR-21 serial rule %s, serial %s: counted %s', (serialRule, serial, allowed) => {
    const count = (): unknown => say([counted(1)], serialised(serialRule, serial));
    if (allowed) expect(count).not.toThrow();
    else expect(count).toThrow('Row 1: CR-21');
  });

  const earlier = battery('4', 'REFUSED', { outcome: 'REFUSED', signedAt: at(4), handoverId: 'PV' });
  it.each<[string, SaidLine[], Standing[], string]>([
    ['a model that is not on it', [counted(1, 'ACCEPTED', { model: 'Panneau' })], four, 'has this model'],
    ['a waybill that nobody knows', [counted(1, 'ACCEPTED', { waybillId: 'W9' })], four, 'has this model'],
    ['one model with two outcomes', [counted(3), counted(1, 'REFUSED')], four, 'Another row counts it too'],
    ['one scanned with another outcome', [counted(4), scanned('2', 'REFUSED')], four, 'Row 2 says REFUSED'],
    ['one refused before', [counted(3)], [...four.slice(0, 3), earlier], 'Another outcome was signed'],
    [
      'a model of two makers',
      [counted(2)],
      [battery('1'), battery('2', 'ARRIVED', {}, { maker: 'Sunlight' })],
      'say maker',
    ],
  ])(
    '%s: refused, naming the row; signed before, kept as an exception with the lines open',
    (_, lines, all, detail) => {
      expect(() => say(lines, all)).toThrow(`Row 1: `);
      expect(() => say(lines, all)).toThrow(detail);
      const kept = say(lines, all, { signedBefore: true });
      expect(kept.findings.map(({ code }) => code)).toContain('COUNT_UNCLEAR');
      expect(kept.counts.every(({ settled }) => !settled)).toBe(true);
      expect(kept.lines.filter(({ confirmedBy }) => confirmedBy === 'COUNT')).toEqual([]);
    },
  );

  it('a maker tells two of one name apart', () => {
    const two = [battery('1'), battery('2', 'ARRIVED', {}, { maker: 'Sunlight' })];
    expect(say([counted(1, 'ACCEPTED', { maker: 'sunlight' })], two).lines).toMatchObject([{ deviceId: '2' }]);
  });

  it.each<[string, CountLine, string]>([
    ['nothing', counted(0), 'Count at least one'],
    ['what was not announced', counted(1, 'NOT_ANNOUNCED'), 'told by its code'],
    ['a refusal without a reason', counted(4, 'REFUSED', { remark: null }), 'T13'],
    ['a reserve that says none', counted(4, 'ACCEPTED_WITH_RESERVE', { remark: null }), 'Say which reserve'],
  ])('%s', (_, line, detail) => {
    expect(() => say([line])).toThrow(detail);
  });
});

it('CR-23 a count is part of what was signed', () => {
  expect(hashOf([counted(4)])).not.toBe(hashOf([counted(3)]));
  expect(hashOf([counted(4)])).toBe(hashOf([counted(4)]));
});
