import { codeOf } from './code.rules.js';
import { WedgeReader } from './wedge.rules.js';

const typed = (text: string, gap: number, end = 'Enter'): (string | null)[] => {
  const reader = new WedgeReader();
  return [...text, end].map((key, index) => reader.read({ key, at: 1000 + index * gap }));
};

describe('a USB scanner (AM-22: scanned or typed)', () => {
  it.each([
    ['quick characters and Enter', 'INLCD-000001-D', 5, 'Enter', 'INLCD-000001-D'],
    ['quick characters and Tab', '5CD3321ABC', 55, 'Tab', '5CD3321ABC'],
    ['somebody typing', 'INLCD-000001-D', 90, 'Enter', null],
    ['three quick characters', 'ABC', 5, 'Enter', null],
  ])('is told from typing: %s', (_, text, gap, end, code) => {
    expect(typed(text, gap, end).at(-1)).toBe(code);
  });

  it('a pause before Enter is a person, who wants the button that has the focus', () => {
    const reader = new WedgeReader();
    for (const [index, key] of [...'ABCDEF'].entries()) reader.read({ key, at: index * 5 });
    expect(reader.read({ key: 'Enter', at: 500 })).toBeNull();
  });

  it('one character that is heard late is of the same scan', () => {
    const reader = new WedgeReader();
    const at = (index: number): number => index * 5 + (index > 0 ? 120 : 0);
    const keys = [...'INLCD-000001-D', 'Enter'];
    expect(keys.map((key, index) => reader.read({ key, at: at(index) })).at(-1)).toBe('INLCD-000001-D');
  });

  it('outside any field nobody types: a scan that is heard late is a scan', () => {
    const reader = new WedgeReader();
    const keys = [...'INLCD-000001-D', 'Enter'];
    expect(keys.map((key, index) => reader.read({ key, at: index * 200, outside: true })).at(-1)).toBe(
      'INLCD-000001-D',
    );
  });

  it('capitals come with Shift, and commands end a run', () => {
    const reader = new WedgeReader();
    const keys = ['A', 'Shift', 'B', 'C', 'Shift', 'D', 'Enter'];
    expect(keys.map((key, index) => reader.read({ key, at: index * 5 })).at(-1)).toBe('ABCD');
    const cut = [...'ABC'].map((key, index) => ({ key, at: index * 5 }));
    for (const key of cut) reader.read(key);
    reader.read({ key: 'a', at: 20, command: true });
    expect(reader.read({ key: 'Enter', at: 25 })).toBeNull();
  });
});

describe('a code (AM-15)', () => {
  it.each([
    ['INLCD-000001-D', 'INLCD000001D'],
    [' inlcd 000001 d ', 'INLCD000001D'],
    ['https://dotation.example/a/INLCD-000001-D', 'INLCD000001D'],
    ['5cd-33 21', '5CD3321'],
    ['é-1', 'É1'],
  ])('is written one way however it was read: %s', (read, code) => {
    expect(codeOf(read)).toBe(code);
  });
});
