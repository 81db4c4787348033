import {
  heldProblems,
  prohibitedProblems,
  reportClass,
  screen,
  withoutCleared,
  type Hit,
  type Prohibited,
  type Resolution,
  type Subject,
} from './screening.rules.js';

const dahua: Prohibited = {
  ...{ id: 'dahua', name: 'Dahua Technology', aliases: ['Dahua', 'Imou'], macPrefixes: ['3C:EF:8C'] },
  ...{ effectiveFrom: '2020-08-13', effectiveTo: null, reason: 'Section 889.' },
};
const zte: Prohibited = {
  ...dahua,
  id: 'zte',
  name: 'ZTE',
  aliases: ['Nubia'],
  macPrefixes: [],
  effectiveTo: '2022-12-31',
};
const maker = (...names: string[]): Subject => ({ kind: 'MAKER', id: 'm', names });
const found = (subject: Subject, day = '2021-03-01'): string[] =>
  screen(subject, [dahua, zte], day).map(({ entityId, strength }) => `${entityId} ${strength}`);

describe('CR-02: names against the dated list', () => {
  it.each([
    [['Generic', 'DAHUA'], ['dahua MATCH']],
    [['imou'], ['dahua MATCH']],
    [['Dahua Europe S.A.'], ['dahua POSSIBLE']],
    [['ZTE Corporation RDC'], ['zte POSSIBLE']],
    [['Aztec'], []],
    [['HP', 'Hewlett-Packard'], []],
    [['Technology Partners'], []],
  ])('%j: %j', (names, expected) => {
    expect(found(maker(...names))).toEqual(expected);
  });

  it('counts on the days an entity is on the list, first and last included', () => {
    expect(found(maker('Dahua'), '2020-08-12')).toEqual([]);
    expect(found(maker('Dahua'), '2020-08-13')).toEqual(['dahua MATCH']);
    expect(found(maker('Nubia'), '2022-12-31')).toEqual(['zte MATCH']);
    expect(found(maker('Nubia'), '2023-01-01')).toEqual([]);
  });
});

it('CR-03 knows a maker by the first three bytes of a network address', () => {
  const mac = (address: string): Subject => ({ kind: 'MAC', id: null, names: [address] });
  expect(found(mac('3C:EF:8C:01:02:03'))).toEqual(['dahua MATCH']);
  expect(found(mac('E0:73:E7:01:02:03'))).toEqual([]);
});

describe('CR-02: what is ordered', () => {
  const [possible] = screen(maker('Dahua Europe'), [dahua], '2021-03-01') as [Hit];
  const codes = (hit: Hit, ...resolutions: Resolution[]): string[] =>
    prohibitedProblems(1, [hit], resolutions, ['requester', 'buyer']).map(({ code }) => code);
  const resolved = (decision: 'CLEARED' | 'CONFIRMED', decidedBy = 'approver', subjectId = 'm'): Resolution => ({
    ...{ subjectId, entityId: 'dahua', decision, decidedBy },
  });

  it('refuses a listed name, whoever resolved what', () => {
    expect(codes({ ...possible, strength: 'MATCH' }, resolved('CLEARED'))).toEqual(['prohibited']);
  });

  it('asks for a second person where it may be one', () => {
    expect(codes(possible)).toEqual(['screening-unresolved']);
    expect(codes(possible, resolved('CLEARED', 'approver', 'other'))).toEqual(['screening-unresolved']);
    expect(codes(possible, resolved('CLEARED'))).toEqual([]);
    expect(codes(possible, resolved('CONFIRMED'))).toEqual(['prohibited']);
    for (const own of ['requester', 'buyer'])
      expect(codes(possible, resolved('CLEARED', own))).toEqual(['screening-not-second']);
  });

  it('goes by the latest resolution', () => {
    expect(codes(possible, resolved('CONFIRMED'), resolved('CLEARED'))).toEqual(['prohibited']);
  });
});

it('CR-03 holds nothing for a name that was cleared, and everything for one that is listed', () => {
  const [possible] = screen(maker('Dahua Europe'), [dahua], '2021-03-01') as [Hit];
  const [match] = screen(maker('Dahua'), [dahua], '2021-03-01') as [Hit];
  const cleared: Resolution = { subjectId: 'm', entityId: 'dahua', decision: 'CLEARED', decidedBy: 'approver' };
  expect(withoutCleared([possible, match], [cleared])).toEqual([match]);
  expect(withoutCleared([possible], [{ ...cleared, decision: 'CONFIRMED' }, cleared])).toEqual([possible]);
  expect(withoutCleared([possible], [])).toEqual([possible]);
});

it('CR-03 accepts no device that is held; a cleared or a rejected one is free', () => {
  const finding = (lineId: string, decision: 'CLEARED' | 'CONFIRMED' | null) => ({
    row: 1,
    lineId,
    decision,
    detail: 'x',
  });
  const findings = [finding('a', null), finding('b', 'CLEARED'), finding('c', 'CONFIRMED'), finding('d', null)];
  expect(heldProblems(findings, new Set(['a', 'b', 'c'])).map(({ detail }) => detail)).toEqual([
    'x A second person resolves it, or the device is rejected (CR-03).',
    'x It is confirmed: reject the device (CR-03).',
  ]);
});

it.each([
  ['2016-05-01', 'ACCEPTED', [], 'LEGACY_PRE_889'],
  ['2020-08-12', null, [null], 'LEGACY_PRE_889'],
  ['2020-08-13', null, [null], 'HELD'],
  ['2026-01-01', 'REJECTED', ['CONFIRMED'], 'REJECTED'],
  ['2026-01-01', 'ACCEPTED', ['CLEARED'], 'CLEARED'],
  ['2026-01-01', 'ACCEPTED', [], 'VIOLATION'],
  ['2026-01-01', 'ACCEPTED', ['CLEARED', null], 'VIOLATION'],
] as const)('CR-04 bought on %s, %s, %j: %s', (boughtOn, result, decisions, expected) => {
  expect(reportClass(boughtOn, result, decisions)).toBe(expected);
});
