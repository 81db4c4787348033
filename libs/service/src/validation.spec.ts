import { idsInLowerCase } from './validation.js';

const lower = '019b8d2b-8c00-7fb0-a5d3-753c38d5193b';
const upper = lower.toUpperCase();

it('CR-01, CR-10 gives an id one spelling, wherever it stands in a request', () => {
  const asked = { committee: [lower, upper], nested: { personId: upper }, key: null, count: 2 };
  expect(idsInLowerCase(asked)).toEqual({
    committee: [lower, lower],
    nested: { personId: lower },
    key: null,
    count: 2,
  });
  expect(idsInLowerCase(upper)).toBe(lower);
});

it('leaves every other text, and what is no plain object, as it came', () => {
  const bytes = Buffer.from(upper);
  const serial = '5CD1234S';
  expect(idsInLowerCase({ serial, note: `Voir ${upper}` })).toEqual({ serial, note: `Voir ${upper}` });
  expect(idsInLowerCase(bytes)).toBe(bytes);
});

it('takes no name of a field for a prototype', () => {
  const asked = JSON.parse('{"__proto__": {"admin": true}}') as object;
  expect((idsInLowerCase(asked) as { admin?: boolean }).admin).toBeUndefined();
});
