import { checkedRows, refuseRows, repeated } from './rows.rules.js';

const shape = { deviceId: 'uuid', 'remark?': 'text' } as const;
const id = '01970000-0000-7000-8000-00000000000A';

describe('rows of a request', () => {
  it('come back with ids in small letters and texts trimmed', () => {
    expect(checkedRows('lines', shape, [{ deviceId: id, remark: ' ok ' }])).toEqual([
      { deviceId: id.toLowerCase(), remark: 'ok' },
    ]);
  });

  it.each([
    ['a missing field', {}, { field: 'lines[0].deviceId', code: 'not-valid' }],
    ['a wrong type', { deviceId: 7 }, { field: 'lines[0].deviceId', code: 'not-valid' }],
    ['an unknown field', { deviceId: id, rmark: 'x' }, { field: 'lines[0].rmark', code: 'unknown-field' }],
    ['an endless text', { deviceId: id, remark: 'x'.repeat(1001) }, { field: 'lines[0].remark', code: 'too-long' }],
    ['something else', 'device', { field: 'lines[0]', code: 'not-valid', detail: 'must be an object' }],
    ['a list', [id], { field: 'lines[0]', code: 'not-valid', detail: 'must be an object' }],
  ])('name row and field of %s', (_, row, problem) => {
    const refusal = expect.objectContaining({
      code: 'rows-not-valid',
      rows: [expect.objectContaining({ row: 1, ...problem })],
    }) as Error;
    expect(() => checkedRows('lines', shape, [row])).toThrow(refusal);
  });

  it('are refused together, in one answer of a sane length', () => {
    const rows = Array.from({ length: 500 }, () => ({}));
    expect(() => checkedRows('lines', shape, rows)).toThrow('and 499 more');
    expect(() => refuseRows('rows-not-valid', [])).not.toThrow();
  });

  it('that repeat a value point to the first of them', () => {
    expect(repeated(['a', null, 'b', 'a', null], 'listed-twice', 'It')).toEqual([
      { row: 4, code: 'listed-twice', detail: 'It is already on row 1.' },
    ]);
  });
});
