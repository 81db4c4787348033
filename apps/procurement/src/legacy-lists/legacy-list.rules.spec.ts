import type { LegacyElement } from '@dotation/contracts';
import type { RowProblem } from '../receipts/row-problem.rules.js';
import { readRows } from '../receipts/receipt-row.rules.js';
import type { Item } from '../receipts/catalogue.rules.js';
import { checkReasons, checkRows, legacyLines, type LegacyCapture, type LegacyHead } from './legacy-list.rules.js';
import { readLegacyRow } from './legacy-row.rules.js';
import { conditionSaid, daySaid, stateSaid } from './old-words.rules.js';

describe('words of old lists', () => {
  it.each([
    ['2014-05-31', '2014-05-31'],
    ['31/05/2014', '2014-05-31'],
    ['1.6.2014', '2014-06-01'],
    ['41790', '2014-05-31'],
    ['2014', undefined],
    ['31/02/2014', undefined],
    ['05/31/2014', undefined],
    ['mai 2014', undefined],
  ])('the day %s is %s', (said, day) => {
    expect(daySaid(said)).toBe(day);
  });

  it('name states and conditions in two languages, or as the register names them', () => {
    expect(['en service', 'Introuvable', 'Zone rouge', 'FOUND', 'A16_INACCESSIBLE', 'x'].map(stateSaid)).toEqual([
      ...['A09_IN_SERVICE', 'A13_MISSING', 'A16_INACCESSIBLE', 'A17_RECOVERED', 'A16_INACCESSIBLE', undefined],
    ]);
    expect(['Bon état', 'en panne', 'H.S.', 'USABLE', 'épave', 'bof'].map(conditionSaid)).toEqual([
      ...['USABLE', 'REPAIRABLE', undefined, 'USABLE', 'SCRAP', undefined],
    ]);
  });
});

const item: Item = {
  ...{
    catalogueItemId: 'item',
    makerId: 'maker',
    maker: 'HP',
    model: 'ProBook',
    modelKey: 'PROBOOK',
    category: 'LAPTOP',
  },
  ...{ description: 'Portable', serialRule: 'REQUIRED', trackingMode: 'SERIAL' },
};
const head = (more: Partial<LegacyHead> = {}): LegacyHead => ({
  ...{ origin: 'MIGRATED', orgUnitId: 'unit', placeId: 'place', title: 'STATE_DRC', use: 'UNKNOWN', currency: null },
  reasons: {},
  ...more,
});
function captured(lines: Record<string, unknown>[], origin: LegacyHead['origin'] = 'MIGRATED') {
  const problems: RowProblem[] = [];
  const read = lines.map((line, index) => readLegacyRow(line, index, origin, '2026-11-25', problems));
  const { rows } = readRows(read.map(({ receiptRow }) => receiptRow));
  const all = rows.map((row, index): LegacyCapture => ({ row, item, legacy: read[index]!.legacy }));
  return { all, problems };
}
const named = { units: new Map([['U-1', { id: 'unit1', placeId: 'place1' }]]), awards: new Map([['F1', 'award1']]) };

describe('AM-13: a row of an old list', () => {
  it('MIGRATED begins in service, missing or inaccessible; what was found begins as recovered', () => {
    const states = ['en service', 'perdu', 'inaccessible'].map((state) => ({ state }));
    expect(captured(states).all.map(({ legacy }) => legacy.lifecycle)).toEqual([
      ...['A09_IN_SERVICE', 'A13_MISSING', 'A16_INACCESSIBLE'],
    ]);
    expect(captured([{}], 'FOUND_AT_COUNT').all[0]?.legacy.lifecycle).toBe('A17_RECOVERED');
    expect(captured([{ state: 'retrouvé' }]).problems).toMatchObject([{ row: 1, code: 'state-not-of-origin' }]);
    expect(captured([{ state: 'en service' }], 'FOUND_AT_COUNT').problems).toMatchObject([
      { code: 'state-not-of-origin' },
    ]);
  });

  it('was not acquired before 2000 nor tomorrow', () => {
    const days = ['1999-12-31', '2026-11-26', '2026-11-25'].map((acquiredOn) => ({ acquiredOn }));
    expect(captured(days).problems.map(({ row, code }) => `${row} ${code}`)).toEqual([
      ...['1 day-impossible', '2 day-impossible'],
    ]);
  });

  it('may leave an element blank only with a reason, told once for all its rows', () => {
    const { all } = captured([
      { maker: 'HP', model: 'ProBook', serial: 'A', fain: 'F1', acquiredOn: '2014-05-31' },
      {},
      {},
    ]);
    const problems: RowProblem[] = [];
    checkReasons(all, head({ reasons: { COST: 'perdu', USE: 'à voir', CONDITION: 'à voir' } }), problems);
    expect(problems.map(({ row, field, detail }) => [row, field, /and (\d+) more/.exec(detail)?.[1]])).toEqual([
      [2, 'reasons.DESCRIPTION', '1'],
      [2, 'reasons.IDENTIFICATION', '1'],
      [2, 'reasons.FUNDING_SOURCE', '1'],
      [2, 'reasons.ACQUISITION_DATE', '1'],
    ]);
  });

  it('is several devices when it says so, but never under one serial', () => {
    const { all } = captured([
      { quantity: 10 },
      { serial: 'A', quantity: 2 },
      { unit: 'U-9', fain: 'F9', unitPriceMinor: 5 },
    ]);
    const problems: RowProblem[] = [];
    checkRows(all, head(), named, problems);
    expect(problems.map(({ row, code }) => `${row} ${code}`)).toEqual([
      ...['2 quantity-of-one-serial', '3 unit-unknown', '3 award-unknown', '3 currency-missing'],
    ]);
    const counted: RowProblem[] = [];
    checkRows([{ ...all[0]!, item: { ...item, trackingMode: 'QUANTITY' } }], head(), named, counted);
    expect(counted).toMatchObject([{ row: 1, code: 'counted-not-listed' }]);
    let next = 0;
    const source = (row: number) => ({ row, line: row + 1, cells: { Nombre: '10' } });
    const lines = legacyLines(all.slice(0, 1), head(), named, source, () => String((next += 1)));
    expect(lines).toHaveLength(10);
    expect(new Set(lines.map(({ deviceId }) => deviceId)).size).toBe(10);
    expect(lines[9]).toMatchObject({ orgUnitId: 'unit', placeId: 'place', source: { row: 1, line: 2 } });
  });

  it('is with the unit it names, at its place; the place is a blank only where nobody knows better', () => {
    const reasons: Partial<Record<LegacyElement, string>> = { LOCATION: 'Katanga', USE: 'à voir' };
    const { all } = captured([{ unit: 'U-1', condition: 'bon' }, { condition: 'bon' }]);
    const lines = legacyLines(
      all,
      head({ reasons }),
      named,
      (row) => ({ row, line: null, cells: {} }),
      () => 'id',
    );
    expect(lines.map(({ orgUnitId, placeId }) => `${orgUnitId} ${placeId}`)).toEqual(['unit1 place1', 'unit place']);
    expect(lines.map(({ blanks }) => blanks.some(({ element }) => element === 'LOCATION'))).toEqual([false, true]);
  });
});
