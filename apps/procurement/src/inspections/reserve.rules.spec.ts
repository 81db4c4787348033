import type { Inspectable, Inspected } from './inspection.rules.js';
import { acceptanceOf, checkHeldOn, liftReserves, placeReserves, workingDaysFrom } from './reserve.rules.js';

const line = (lineId: string, serial: string): Inspectable => ({
  ...{ lineId, deviceId: `d-${lineId}`, lotId: null, quantity: 1, serial },
});
const lines = [line('1', 'A1'), line('2', 'A2')];
const results = lines.map(({ lineId, deviceId }, index): Inspected => ({
  ...{ lineId, deviceId, lotId: null, quantity: 1, rejected: index, reason: null, condition: null },
  result: index === 1 ? 'REJECTED' : 'ACCEPTED',
}));
const codesOf = (doing: () => unknown): unknown => {
  try {
    doing();
  } catch (error) {
    return (error as { rows: { row: number; field: string; code: string }[] }).rows.map(({ row, field, code }) => [
      row,
      field,
      code,
    ]);
  }
  return 'not refused';
};
const place = (reserve: object) =>
  placeReserves(lines, results, [{ detail: 'x', dueOn: '2026-12-01', ...reserve }], '2026-11-02');

describe('§9.6 reserves of a provisional acceptance', () => {
  it('are of a line or of the whole receipt, and make it provisional', () => {
    expect(place({ serial: 'a1' })).toEqual([{ row: 1, lineId: '1', detail: 'x', dueOn: '2026-12-01' }]);
    expect(acceptanceOf(place({}))).toBe('PROVISIONAL');
    expect(acceptanceOf([])).toBe('FINAL');
  });

  it.each([
    [{ serial: 'A9' }, 'lineId', 'reserve-unknown'],
    [{ lineId: '2' }, 'lineId', 'reserve-on-rejected'],
    [{ dueOn: '2026-11-01' }, 'dueOn', 'reserve-due-wrong'],
    [{ dueOn: '2126-11-01' }, 'dueOn', 'reserve-due-wrong'],
  ])('refuses %j', (reserve, field, code) => {
    expect(codesOf(() => place(reserve))).toEqual([[1, `reserves[0].${field}`, code]]);
  });

  it('are all lifted, each once, by whoever comes back', () => {
    const open = [1, 2].map((row) => ({ row, lineId: null, detail: 'x', dueOn: '2026-12-01' }));
    const note = 'Vu';
    expect(
      codesOf(() =>
        liftReserves(
          open,
          [1, 2].map((row) => ({ row, note })),
        ),
      ),
    ).toBe('not refused');
    expect(
      codesOf(() =>
        liftReserves(open, [
          { row: 1, note },
          { row: 1, note },
          { row: 3, note },
        ]),
      ),
    ).toEqual([
      [2, 'lifted[1].row', 'reserve-listed-twice'],
      [3, 'lifted[2].row', 'reserve-unknown'],
      [0, 'lifted', 'reserve-open'],
    ]);
  });

  it('the final reception is held from the acceptance to today', () => {
    const now = new Date('2026-11-20T08:00:00.000Z');
    expect(codesOf(() => checkHeldOn('2026-11-20', '2026-11-02', now))).toBe('not refused');
    for (const day of ['2026-11-01', '2026-11-22'])
      expect(codesOf(() => checkHeldOn(day, '2026-11-02', now))).toEqual([[0, 'heldOn', 'held-on-wrong']]);
  });

  it('§8.5 five working days skip the weekend, forwards and backwards', () => {
    expect(workingDaysFrom('2026-11-06', 5)).toBe('2026-11-13');
    expect(workingDaysFrom('2026-11-08', 1)).toBe('2026-11-09');
    expect(workingDaysFrom('2026-11-13', -5)).toBe('2026-11-06');
  });
});
