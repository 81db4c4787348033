import { arrayLiteral } from './array-literal.rules.js';

it('writes lists as PostgreSQL reads them', () => {
  expect(arrayLiteral([])).toBe('{}');
  expect(arrayLiteral([1, null, true, 'a-b', 'NULL', '', 'a b', 'say "x"', 'c:\\d', '{,}', "o'k"])).toBe(
    `{1,NULL,true,a-b,"NULL","","a b","say \\"x\\"","c:\\\\d","{,}","o'k"}`,
  );
});
