import { addScanned, corrected, wholeKits, withoutRow } from './delivery.rules.js';

const laptop = { orderLineId: 'line-1', maker: 'HP', model: 'ProBook' };

describe('a delivery before it is recorded', () => {
  it('takes every scan once: fifty scans are fifty devices, a repeated one is said', () => {
    let lines = addScanned([], ' 5CD0000 ', laptop).lines;
    for (let n = 1; n < 50; n++) lines = addScanned(lines, `5CD${1000 + n}`, laptop).lines;
    expect(lines).toHaveLength(50);
    expect(lines.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(lines[0]).toEqual({ row: 1, serial: '5CD0000', ...laptop });
    expect(addScanned(lines, '5cd1007', laptop)).toEqual({ lines, repeats: true });
    expect(addScanned(lines, '   ', laptop)).toEqual({ lines, repeats: false });
  });

  it('gives no number twice after one was taken back', () => {
    const three = ['A', 'B', 'C'].reduce(
      (lines, serial) => addScanned(lines, serial, laptop).lines,
      addScanned([], 'Z', laptop).lines,
    );
    const again = addScanned(withoutRow(three, 2), 'D', laptop).lines;
    expect(again.map(({ row }) => row)).toEqual([1, 3, 4, 5]);
  });

  it('CR-08 says of a serial that it was typed when somebody typed it, and only then', () => {
    const lines = [{ row: 1, serial: 'A' }, { row: 2 }];
    expect(corrected(lines, 1, { serial: 'AK' })).toEqual([{ row: 1, serial: 'AK', serialTyped: true }, { row: 2 }]);
    expect(corrected(lines, 2, { noSerialReason: 'none' })[1]).toEqual({ row: 2, noSerialReason: 'none' });
  });

  it('knows no kit that lost a part', () => {
    const kits = [
      { label: 'K1', rows: [1, 2] },
      { label: 'K2', rows: [3] },
    ];
    expect(wholeKits(kits, [{ row: 1 }, { row: 3 }])).toEqual([{ label: 'K2', rows: [3] }]);
  });
});
