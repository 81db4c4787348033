import { codeOf, kitIdOf } from './code.rules.js';

describe('a code as read', () => {
  it.each([
    ['as printed', 'INLCD-004217-S'],
    ['without hyphens', 'INLCD004217S'],
    ['in small letters, with spaces', ' inlcd 004217 s '],
    ['out of the label’s QR address', 'https://dotation.example/a/INLCD-004217-S'],
    ['out of an address with a query', 'https://dotation.example/a/INLCD-004217-S?v=1'],
  ])('AM-15 is one tag %s', (_, read) => {
    expect(codeOf(read)).toBe('INLCD004217S');
  });

  it('is a serial in one writing', () => {
    expect(codeOf(' 5cd-1234 xyz')).toBe('5CD1234XYZ');
  });

  it('names a kit by its id only', () => {
    const id = '01970000-0000-7000-8000-00000000000a';
    expect(kitIdOf(`https://dotation.example/k/${id}`)).toBe(id);
    expect(kitIdOf('INLCD-004217-S')).toBeNull();
  });

  it('is nothing when it holds no letter and no digit', () => {
    expect(codeOf(' -- ')).toBe('');
  });
});
