import { newId } from '../../../tools/journey/client.ts';
import type { Answer } from '../page.ts';
import type { Caller } from './callers.ts';
import { complaint, gaps, verdictOf } from './compare.ts';
import { rowsOf } from './table.ts';

// The matrix is only worth something if a hole would show: here the product is wrong on purpose.

const [approval, log, aliases] = rowsOf(
  `
| operation | who may | reach | why |
|---|---|---|---|
| POST /handover/allocations/{id}/approval | APPROVER | unit | T06 |
| GET /audit/facts | business but VETTING_FP | list | §8.6 |
| POST /directory/places/{id}/aliases | SYS_ADMIN DATA_STEWARD | seen | §8.6 |`,
  'a table',
);
const as = (role: Caller['roles'][number], relation: Caller['relation'] = 'everywhere'): Caller => ({
  ...{ name: `${role} ${relation}`, token: 'dot_1', roles: [role], relation },
});
const answer = (status: number, code: string, detail = ''): Answer => ({
  status,
  text: JSON.stringify({ code, detail, requestId: newId() }),
});
const ok: Answer = { status: 200, text: '{"id":1}' };
const denied = answer(403, 'forbidden');

describe('the table', () => {
  it('says who may, from where, and who is told nothing', () => {
    expect(verdictOf(approval!, as('APPROVER'))).toBe('allowed');
    expect(verdictOf(approval!, as('APPROVER', 'above'))).toBe('allowed');
    expect(verdictOf(approval!, as('APPROVER', 'foreign'))).toBe('hidden');
    expect(verdictOf(approval!, as('APPROVER', 'below'))).toBe('hidden');
    expect(verdictOf(approval!, as('BUDGET_HOLDER'))).toBe('forbidden');
    expect(verdictOf(approval!, { ...as('APPROVER'), token: undefined })).toBe('unknown-caller');
    expect(verdictOf(log!, as('VETTING_FP'))).toBe('forbidden');
    expect(verdictOf(log!, as('SYS_ADMIN'))).toBe('forbidden');
    expect(verdictOf(aliases!, as('DATA_STEWARD', 'below'))).toBe('not-own');
  });

  it('is refused when it names a role that nobody has, no reach, or no rule', () => {
    const one = (who: string, reach: string, why: string) => () =>
      rowsOf(`| GET /x | ${who} | ${reach} | ${why} |`, 'a table');
    expect(one('APROVER', 'unit', 'T06')).toThrow('APROVER');
    expect(one('APPROVER', 'near', 'T06')).toThrow('near');
    expect(one('APPROVER', 'unit', '')).toThrow('which rule');
    expect(one('', 'unit', 'T06')).toThrow('nobody');
  });

  it('fails for a route that is in no table, for one that is gone, and for one named twice', () => {
    const rows = [approval!, approval!, log!];
    expect(gaps([approval!.name, 'DELETE /api/assets/devices/{id}'], rows)).toEqual([
      'DELETE /api/assets/devices/{id} is in no table',
      'GET /api/audit/facts is in a table and gone',
      'POST /api/handover/allocations/{id}/approval stands in a table twice',
    ]);
  });
});

describe('a planted hole', () => {
  it.each([
    ['a guard that was forgotten', 'forbidden', ok, ok],
    ['a denied role that learns an id is nobody’s', 'forbidden', denied, answer(404, 'allocation-not-found')],
    ['a denied role that learns what state it is in', 'forbidden', answer(409, 'allocation-not-proposed'), denied],
    ['a refusal that says more of an id that exists', 'forbidden', answer(403, 'forbidden', 'Not yours.'), denied],
    ['another refusal than that of the guard', 'forbidden', answer(403, 'own-role'), answer(403, 'own-role')],
    ['no sign-in', 'unknown-caller', ok, ok],
    ['another unit’s paper that is shown', 'hidden', ok, ok],
    ['another unit’s paper that is denied, not unknown', 'hidden', denied, answer(404, 'allocation-not-found')],
    ['a right that the guard does not know, where it would not reach anyway', 'hidden', denied, denied],
    ['a superior’s gate that is opened from below', 'not-own', ok, ok],
    ['a right that does not work', 'allowed', denied, denied],
  ] as const)('shows: %s', (_, verdict, given, unknown) => {
    expect(complaint(verdict, { answer: given, unknown })).not.toBeNull();
  });

  it.each([
    ['forbidden', denied, answer(403, 'forbidden')],
    ['unknown-caller', answer(401, 'unauthenticated'), answer(401, 'unauthenticated')],
    ['hidden', answer(404, 'allocation-not-found'), answer(404, 'allocation-not-found')],
    ['not-own', answer(403, 'outside-own-unit'), denied],
    ['allowed', ok, ok],
  ] as const)('is none where the answer is the right one: %s', (verdict, given, unknown) => {
    expect(complaint(verdict, { answer: given, unknown })).toBeNull();
  });
});
