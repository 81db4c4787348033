import { nextTags, tagOf, tagRead } from './tag.rules.js';

describe('asset tags', () => {
  it('print series, six digits and the check character', () => {
    expect(tagOf('INLCD', 4217)).toBe('INLCD-004217-S');
    expect(tagOf('INLCD', 1)).toBe('INLCD-000001-D');
  });

  it('skip the numbers whose check character would be I or O', () => {
    const numbers = Array.from({ length: 2000 }, (_, index) => index + 1);
    const skipped = numbers.filter((number) => tagOf('INLCD', number) === null);
    expect(skipped.length).toBeGreaterThan(50);
    expect(numbers.map((number) => tagOf('INLCD', number) ?? '').join()).not.toMatch(/-[IO]\b/);
    const { tags } = nextTags('INLCD', 0, 200, new Set());
    expect(tags).toHaveLength(200);
    expect(new Set(tags).size).toBe(200);
  });

  it.each(['INLCD-004217-S', 'inlcd004217s', ' INLCD 004217 S ', 'https://any.example/a/INLCD-004217-S'])(
    'are read from %p',
    (code) => {
      expect(tagRead(code)).toBe('INLCD-004217-S');
    },
  );

  it.each(['INLCD-004217-T', 'INLCD-4217-S', '5CD398N7B9', '', 'INLCD-004271-S'])('are not read from %p', (code) => {
    expect(tagRead(code)).toBeNull();
  });

  it('go on after the last one and over those bound by hand', () => {
    const first = nextTags('INLCD', 0, 3, new Set(['INLCD-000001-D']));
    expect(first.tags).not.toContain('INLCD-000001-D');
    const second = nextTags('INLCD', first.last, 3, new Set());
    expect(first.tags.filter((tag) => second.tags.includes(tag))).toEqual([]);
  });

  it('end with the series', () => {
    expect(nextTags('INLCD', 999_998, 5, new Set()).tags.length).toBeLessThanOrEqual(1);
    expect(nextTags('INLCD', 999_999, 5, new Set())).toEqual({ tags: [], last: 999_999 });
  });
});
