import { IsArray, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { fit } from './contract.rules.js';

class Listed {
  @IsInt() n!: number;
  @IsArray() lines!: { a: number }[];
  @IsOptional() @IsString() note?: string;
}

describe('reading by a contract', () => {
  it('gives an instance with the fields it knows, and leaves lines as they are', () => {
    const lines = [{ a: 1, more: true }];
    const read = fit(Listed, { n: 1, lines, colour: 'blue', ['__proto__']: { n: 2 } });
    expect(read).toBeInstanceOf(Listed);
    expect({ ...(read as Listed) }).toEqual({ n: 1, lines: [{ a: 1, more: true }] });
    expect((read as Listed).lines).toBe(lines);
  });

  it.each([
    [{ n: 'one', lines: [] }, 'n: n must be an integer number'],
    [{ n: 1 }, 'lines: lines must be an array'],
    [{ n: 1, lines: [], note: 5 }, 'note: note must be a string'],
    [null, 'not a JSON object'],
    [[], 'not a JSON object'],
    ['text', 'not a JSON object'],
  ])('says what is wrong with %j', (plain, wrong) => {
    expect(fit(Listed, plain)).toBe(wrong);
  });

  it('refuses a contract with a nested class, which it would read as empty', () => {
    class Nested {
      @ValidateNested() inner!: Listed;
    }
    expect(() => fit(Nested, { inner: {} })).toThrow('Nested.inner: check it with a shape');
  });
});
