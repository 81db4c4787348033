import { decodeCursor, encodeCursor, pageOf } from './paging.js';

const shape = ['time', 'uuid', 'number'] as const;
const key = ['2027-01-31T08:00:00.000Z', '01970000-0000-7000-8000-000000000000', 3];

describe('a keyset page', () => {
  it('goes on after the last row shown, and says when there is no more', () => {
    const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    const page = pageOf(
      rows,
      2,
      (row) => [row.id],
      (row) => row.id,
    );
    expect(page).toEqual({ items: ['a', 'b'], next: encodeCursor(['b']) });
    expect(
      pageOf(
        rows,
        3,
        (row) => [row.id],
        (row) => row.id,
      ).next,
    ).toBeNull();
  });

  it('gives back the key it was made of', () => {
    expect(decodeCursor(encodeCursor(key), shape)).toEqual(key);
    expect(decodeCursor(undefined, shape)).toBeUndefined();
  });

  it.each([
    ['rubbish', 'rubbish'],
    ['another list', encodeCursor(['x'])],
    ['an object', Buffer.from('{}').toString('base64url')],
    ['a word for a time', encodeCursor(['yesterday', key[1] as string, 3])],
    ['SQL for an id', encodeCursor([key[0] as string, "' OR 1=1", 3])],
    ['a NUL character', encodeCursor(['2027\0', key[1] as string, 3])],
  ])('refuses a cursor that is %s, naming the parameter', (_, cursor) => {
    expect(() => decodeCursor(cursor, shape)).toThrow(
      expect.objectContaining({ code: 'bad-cursor', rows: [expect.objectContaining({ field: 'after' })] }),
    );
  });
});
