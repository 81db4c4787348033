import { checkRuleValue } from './rule-value.rules.js';

const now = new Date('2026-11-20T08:00:00Z');
const tomorrow = new Date('2026-11-21T00:00:00Z');

it('takes a value that holds from a later day', () => {
  expect(() => checkRuleValue('receipt.overTolerancePercent', '5', tomorrow, now)).not.toThrow();
});

it.each([
  ['nobody knows the rule', 'receipt.colour', '5', tomorrow, 'unknown-rule'],
  ['the rule would be inherited from every object', 'constructor', '5', tomorrow, 'unknown-rule'],
  ['the value is no whole number', 'pv.countersignDays', '7.5', tomorrow, 'rule-value-not-valid'],
  ['the value is out of range', 'receipt.overTolerancePercent', '101', tomorrow, 'rule-value-not-valid'],
  ['the value is negative', 'pv.countersignDays', '-1', tomorrow, 'rule-value-not-valid'],
  [
    'it would change a day that has passed',
    'pv.countersignDays',
    '7',
    new Date('2026-11-19T00:00:00Z'),
    'rule-value-in-the-past',
  ],
])('refuses when %s', (_, rule, value, validFrom, code) => {
  expect(() => checkRuleValue(rule, value, validFrom, now)).toThrow(code);
});
