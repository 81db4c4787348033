import { textRefusal } from './text.js';

describe('text that cannot be stored', () => {
  it('is refused with the field it is in, in rows and in names too', () => {
    const lines = [{ remark: 'fine' }, { remark: 'a\ud800' }, { inner: { list: ['\0'] } }, { '\udc00x': 1 }];
    const refusal = textRefusal({ lines, note: 'é 😀\n' });
    expect(refusal).toMatchObject({ code: 'text-not-valid', status: 422 });
    expect(refusal?.rows?.map(({ row, field }) => [row, field])).toEqual([
      [2, 'lines[1].remark'],
      [3, 'lines[2].inner.list[0]'],
      [4, 'lines[3].\ufffdx'],
    ]);
    expect(refusal?.rows?.[1]?.detail).toContain('U+0000');
  });

  it('leaves files, numbers and ordinary text alone', () => {
    for (const body of [undefined, null, 1, 'text', Buffer.from('\0'), { a: [1, null, { b: '😀' }] }])
      expect(textRefusal(body)).toBeUndefined();
  });

  it('does not follow a body into endless depth', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(textRefusal(deep)).toMatchObject({ code: 'malformed-request', status: 400 });
  });

  it('reads ten thousand rows in no time', () => {
    const row = {
      serial: 'SN-0001',
      maker: 'Exemple',
      remark: 'as ordered',
      quantity: 1,
      identifiers: [{ value: 'x' }],
    };
    const lines = Array.from({ length: 10_000 }, () => ({ ...row }));
    const start = performance.now();
    expect(textRefusal({ lines })).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });
});
