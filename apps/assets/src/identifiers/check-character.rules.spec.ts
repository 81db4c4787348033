import { checkCharacter, isChecked } from './check-character.rules.js';

const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

describe('the check character of a tag (ISO 7064 MOD 37,36)', () => {
  it.each([
    ['INLCD004217', 'S'],
    ['INLCD000001', 'D'],
    ['A12425GABC1234002', 'M'],
  ])('of %s is %s', (text, character) => {
    expect(checkCharacter(text)).toBe(character);
    expect(isChecked(text + character)).toBe(true);
  });

  it('shows every single character read wrongly', () => {
    const tag = 'INLCD004217S';
    const wrong = [...tag].flatMap((right, at) =>
      alphabet.filter((other) => other !== right).map((other) => tag.slice(0, at) + other + tag.slice(at + 1)),
    );
    expect(wrong).toHaveLength(420);
    expect(wrong.filter(isChecked)).toEqual([]);
  });

  it('shows every two neighbours swapped', () => {
    const tag = 'INLCD004217S';
    const swapped = [...tag]
      .map((_, at) => tag.slice(0, at) + (tag[at + 1] ?? '') + tag.charAt(at) + tag.slice(at + 2))
      .slice(0, -1)
      .filter((text) => text !== tag);
    expect(swapped).toHaveLength(10);
    expect(swapped.filter(isChecked)).toEqual([]);
  });

  it('takes no small letters, no hyphens and no empty text', () => {
    expect(() => checkCharacter('inl')).toThrow(RangeError);
    for (const text of ['', 'S', 'INLCD-004217-S', 'inlcd004217s']) expect(isChecked(text)).toBe(false);
  });
});
