import { readsPlans } from './reader.rules.js';

it.each([
  ['those who send', ['DISPATCHER'], true],
  ['a unit', ['UNIT_HEAD', 'UNIT_CUSTODIAN'], false],
  ['somebody of a unit who also sends', ['UNIT_HEAD', 'FIELD_OFFICER'], true],
  ['the service itself', [], true],
] as const)('a waybill that has not left, read by %s: %s → %s', (_, roles, reads) => {
  expect(readsPlans(roles)).toBe(reads);
});
