import {
  entityTag,
  isKnownAs,
  mostLines,
  receivingUnits,
  serialHash,
  snapshotOf,
  type OpenLine,
  type OpenWaybill,
} from './field-snapshot.rules.js';

const waybill = (waybillId: string): OpenWaybill => ({
  waybillId,
  number: `WB-${waybillId}`,
  orgUnitId: '019b76da-a800-7812-a8f8-0802db52532c',
  placeId: '019b76da-a800-716b-a308-e0149cd5449c',
  departedAt: '2026-11-20T08:00:00.000Z',
  officerPersonId: '019b76da-a800-7e9b-87c1-941e8596f2f0',
  answered: 0,
});
const line = (waybillId: string, n: number, change: Partial<OpenLine> = {}): OpenLine => ({
  lineId: `019b76da-a800-7812-a8f8-${String(n).padStart(12, '0')}`,
  waybillId,
  tag: `INLCD-${String(n).padStart(6, '0')}-S`,
  maker: 'HP',
  model: 'ProBook 450 G10',
  kitTag: null,
  serialCode: `5CD33${n}`,
  serialRule: 'REQUIRED',
  ...change,
});
const many = (waybillId: string, count: number): OpenLine[] =>
  Array.from({ length: count }, (_, n) => line(waybillId, n));

describe('the snapshot of a phone (AM-22)', () => {
  it('AM-22 holds counts, models and salted hashes, and no serial', () => {
    const [consignment] = snapshotOf('head', [waybill('a')], many('a', 8));
    expect(consignment).toMatchObject({ expected: 8, answered: 0 });
    expect(consignment?.lines[3]).toMatchObject({ tag: 'INLCD-000003-S', model: 'ProBook 450 G10', countable: false });
    expect(consignment?.lines[3]?.serialHash).toBe(serialHash(consignment?.salt ?? '', '5CD333'));
    expect(JSON.stringify(consignment)).not.toContain('5CD33');
  });

  it('AM-22 is salted for each person and each waybill', () => {
    const lines = [line('a', 1), line('b', 1)];
    const both = ['head', 'deputy'].flatMap((person) => snapshotOf(person, [waybill('a'), waybill('b')], lines));
    expect(new Set(both.map(({ lines: [first] }) => first?.serialHash)).size).toBe(4);
  });

  it.each([
    ['REQUIRED', 'X1', false],
    ['IF_PRESENT', 'X1', false],
    ['IF_PRESENT', null, true],
    ['BATCH', 'LOT1', true],
    ['NONE', null, true],
    [null, null, false],
  ] as const)('AM-22 serial rule %s, serial %s: may be counted: %s', (serialRule, serialCode, countable) => {
    const [consignment] = snapshotOf('head', [waybill('a')], [line('a', 1, { serialRule, serialCode })]);
    expect(consignment?.lines).toMatchObject([
      { countable, serialHash: serialCode === null ? null : expect.any(String) },
    ]);
  });

  it('stays below 200 KB: a consignment that no longer fits has its number of lines and none of them (AM-18)', () => {
    const waybills = ['a', 'b', 'c'].map(waybill);
    const lines = [...many('a', mostLines - 10), ...many('b', 11), ...many('c', 10)];
    const snapshot = snapshotOf('head', waybills, lines);
    expect(snapshot.map((one) => [one.expected, one.lines.length])).toEqual([
      [mostLines - 10, mostLines - 10],
      [11, 0],
      [10, 10],
    ]);
    expect(JSON.stringify(snapshot).length).toBeLessThan(200_000);
  });

  it('leaves out what is answered to the last line', () => {
    expect(snapshotOf('head', [waybill('a')], [])).toEqual([]);
  });

  it('has the same tag for the same content, also where a proxy made it weak', () => {
    const tag = entityTag(snapshotOf('head', [waybill('a')], many('a', 2)));
    expect(tag).toBe(entityTag(snapshotOf('head', [waybill('a')], many('a', 2))));
    expect(entityTag(snapshotOf('head', [waybill('a')], many('a', 3)))).not.toBe(tag);
    expect([tag, `W/${tag}`, `"x", ${tag}`, '"x"', undefined].map((held) => isKnownAs(tag, held))).toEqual([
      ...[true, true, true, false, false],
    ]);
  });

  it('is for the units of the roles that receive', () => {
    const roles = [
      { role: 'UNIT_HEAD', orgUnitId: 'b' },
      { role: 'UNIT_CUSTODIAN', orgUnitId: 'b' },
      { role: 'UNIT_CUSTODIAN', orgUnitId: 'a' },
      { role: 'DISPATCHER', orgUnitId: 'c' },
      { role: 'UNIT_HEAD' },
    ];
    expect(receivingUnits(roles)).toEqual(['a', 'b']);
  });
});
