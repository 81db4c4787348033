import { checkHeads } from './head.rules.js';
import type { NamedHead } from './head.rules.js';

const [steward, administrator, amina] = ['a1', 'a2', 'a3'];
const named = (personId: string | null, row = 0): NamedHead => ({ row, field: 'headPersonId', personId });
const check = (...heads: NamedHead[]) => checkHeads(heads, steward, [administrator]);

it('lets another be named, and the post be left vacant', () => {
  expect(() => check(named(amina), named(null))).not.toThrow();
});

it.each([
  ['CR-60 §13.1 refuses whoever names himself', steward, 'own-head'],
  ['CR-60 §13.1 refuses whoever names himself in capitals', steward.toUpperCase(), 'own-head'],
  ['CR-60 refuses an administrator', administrator, 'administrator-as-head'],
])('%s, naming row and field', (_, personId, code) => {
  expect(() => check(named(amina, 1), named(personId, 2))).toThrow(
    expect.objectContaining({ code, rows: [expect.objectContaining({ row: 2, field: 'headPersonId' })] }),
  );
});
