import { nextTags, TAG_SERIES } from '../identifiers/tag.rules.js';
import { isPublicHost, sheetsOf, tagsOfRoll, zplOf, type Label } from './label.rules.js';

const label = (tag: string, change: Partial<Label> = {}): Label => ({ tag, model: 'HP X', serial: 'S1', ...change });
const publicUrl = 'https://d.example';

describe('AM-15 labels', () => {
  it.each([
    ['https://dotation.example', true],
    ['', false],
    ['http://localhost:4300', false],
    ['http://127.0.0.1:4300', false],
    ['http://[::1]:4300', false],
    ['https://localhost.example', true],
  ])('are for a host that people find from elsewhere: %s', (url, isPublic) => {
    expect(isPublicHost(url)).toBe(isPublic);
  });

  it('stand 21 to a sheet, after the places that were used', () => {
    const labels = Array.from({ length: 22 }, (_, at) => label(`T-${at}`));
    const { sheets } = sheetsOf(labels, { first: 3, day: '2026-11-25', publicUrl });
    expect(sheets.map((sheet) => sheet.length)).toEqual([21, 3]);
    expect(sheets[0]?.slice(0, 3)).toEqual([null, null, expect.objectContaining({ tag: 'T-0' })]);
    expect(sheets[0]?.[2]?.code).toMatch(/^<svg/);
  });

  it('as ZPL are a label each, with the address of the device', () => {
    const zpl = zplOf([label('INLCD-000001-D'), label('INLCD-000002-B', { model: null, serial: null })], publicUrl);
    expect(zpl.match(/\^XA/g)).toHaveLength(2);
    expect(zpl).toContain('^FDMA,https://d.example/a/INLCD-000001-D^FS');
    expect(zpl).toContain('^CI28');
  });

  it.each([
    ['^XZ^XA^FDx', '_5EXZ_5EXA_5EFDx'],
    ['~JR', '_7EJR'],
    ['a_5Eb', 'a_5F5Eb'],
    ['two\r\nlines', 'two lines'],
    ['Écran\\&', 'Écran_5C&'],
  ])('as ZPL say %j and command nothing', (serial, said) => {
    expect(zplOf([label('T-1', { serial, model: '' })], publicUrl)).toContain(`^FD${said}^FS\n^XZ`);
  });

  it('of a roll are its tags, without what was bound by hand before it was issued', () => {
    const { tags } = nextTags(TAG_SERIES, 0, 30, new Set());
    const [hand, ...rest] = [tags[4] as string, ...tags.filter((_, at) => at !== 4)];
    const roll = { firstTag: tags[0] as string, lastTag: tags[29] as string, tags: 29 };
    expect(tagsOfRoll(roll, [hand, tags[7] as string])).toEqual(rest);
    expect(tagsOfRoll({ ...roll, tags: 30 }, [tags[7] as string])).toEqual(tags);
  });
});
