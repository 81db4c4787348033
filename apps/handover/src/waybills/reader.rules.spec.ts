import { readsPlans } from './reader.rules.js';

it.each([
  ['those who send', ['DISPATCHER'], ['DISPATCHER'], true],
  ['those who send from one place', ['DISPATCHER'], [], true],
  ['a unit', ['UNIT_HEAD', 'UNIT_CUSTODIAN'], [], false],
  ['somebody of a unit who also sends, everywhere', ['UNIT_HEAD', 'FIELD_OFFICER'], ['FIELD_OFFICER'], true],
  ['somebody of a unit with another role somewhere else', ['UNIT_HEAD', 'TECHNICIAN'], [], false],
  ['the service itself', [], [], true],
] as const)('a waybill that has not left, read by %s: %s, everywhere %s → %s', (_, roles, unlimited, reads) => {
  expect(readsPlans(roles, unlimited)).toBe(reads);
});
