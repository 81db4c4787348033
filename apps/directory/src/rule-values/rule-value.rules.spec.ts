import { confirmRuleValue, proposeRuleValue, type Proposal } from './rule-value.rules.js';

const now = new Date('2026-11-20T08:00:00Z');
const tomorrow = new Date('2026-11-21T00:00:00Z');
const yesterday = new Date('2026-11-19T00:00:00Z');

it('takes a value that holds from a later day', () => {
  const wanted = { rule: 'receipt.overTolerancePercent', value: '5', validFrom: tomorrow };
  expect(() => proposeRuleValue(wanted, now)).not.toThrow();
});

it.each([
  ['nobody knows the rule', 'receipt.colour', '5', tomorrow, 'unknown-rule'],
  ['the rule would be inherited from every object', 'constructor', '5', tomorrow, 'unknown-rule'],
  ['the value is no whole number', 'pv.countersignDays', '7.5', tomorrow, 'rule-value-not-valid'],
  ['the value is out of range', 'receipt.overTolerancePercent', '101', tomorrow, 'rule-value-not-valid'],
  ['the value is negative', 'pv.countersignDays', '-1', tomorrow, 'rule-value-not-valid'],
  ['it would change a day that has passed', 'pv.countersignDays', '7', yesterday, 'rule-value-in-the-past'],
])('refuses when %s', (_, rule, value, validFrom, code) => {
  expect(() => proposeRuleValue({ rule, value, validFrom }, now)).toThrow(code);
});

describe('AM-30: the second person', () => {
  const proposal: Proposal = {
    ...{ rule: 'pv.countersignDays', value: '10', validFrom: null },
    ...{ proposedBy: 'grace', proposedAt: yesterday, confirmedBy: null },
  };

  it('confirms, and the value holds from then on, or from the day it names', () => {
    expect(confirmRuleValue(proposal, 'ingrid', now)).toEqual(now);
    expect(confirmRuleValue({ ...proposal, validFrom: tomorrow }, 'ingrid', now)).toEqual(tomorrow);
  });

  it.each([
    ['is the first person again', proposal, 'grace', 'same-person'],
    ['comes after another one', { ...proposal, confirmedBy: 'thomas' }, 'ingrid', 'rule-value-confirmed'],
    ['comes after the day it should hold from', { ...proposal, validFrom: yesterday }, 'ingrid', 'in-the-past'],
    [
      'comes when it is forgotten',
      { ...proposal, proposedAt: new Date('2026-10-20T08:00:00Z') },
      'ingrid',
      'proposal-lapsed',
    ],
  ])('is refused when he %s', (_, one, who, code) => {
    expect(() => confirmRuleValue(one, who, now)).toThrow(code);
  });
});
