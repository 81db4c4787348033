import type { PaperForm } from './paper-form.js';
import { finished, moneyOf, tableOf } from './paper.rules.js';

const form: PaperForm = {
  ...{ title: ['Bon', 'Slip'], number: 'WB-2026-000001', day: '2026-11-25', notices: [], sections: [] },
  ...{ signatures: [], note: null },
};
const publicUrl = 'https://d.example';

describe('AM-29 a finished paper', () => {
  it('carries the hash of what it says, or of what was signed, and the address of its check', () => {
    const paper = finished(form, { publicUrl });
    expect(paper.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(finished(form, { publicUrl })).toEqual(paper);
    expect(finished({ ...form, day: '2026-11-26' }, { publicUrl }).hash).not.toBe(paper.hash);
    expect(paper.check).toMatchObject({
      address: `https://d.example/v/WB-2026-000001?h=${paper.hash}`,
      code: expect.stringMatching(/^<svg/) as string,
    });
    expect(finished(form, { publicUrl, signed: 'ab' })).toMatchObject({ hash: 'ab' });
  });
  it('carries none where there is no address, or its number fits in none', () => {
    expect(finished(form, { publicUrl: '' }).check).toBeNull();
    expect(finished({ ...form, number: 'CMD/2026 n° 4' }, { publicUrl }).check).toBeNull();
  });
});

it('money is said with the decimals of its currency, thousands apart', () => {
  expect(moneyOf(78_900, 'USD')).toBe('789,00\u00a0USD');
  expect(moneyOf(5, 'USD')).toBe('0,05\u00a0USD');
  expect(moneyOf(-123_456_700, 'EUR')).toBe('−1\u00a0234\u00a0567,00\u00a0EUR');
  expect(moneyOf(2_500_000, 'XAF')).toBe('2\u00a0500\u00a0000\u00a0XAF');
});

it('a table without rows is left out, heading and all', () => {
  const columns = [{ heading: ['N', 'N'] as const, width: null, of: (row: string) => row }];
  expect(tableOf(['Lots', 'Lots'], [], columns)).toEqual([]);
  expect(tableOf(['Lots', 'Lots'], ['a', 'b'], columns)).toMatchObject([{ heading: ['Lots (2)', 'Lots'] }]);
});
