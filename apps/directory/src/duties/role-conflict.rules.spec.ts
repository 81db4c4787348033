import type { Role } from '@dotation/contracts';
import { roleConflicts, type RoleInForce } from './role-conflict.rules.js';

const monday = new Date('2026-11-16T00:00:00Z');
const friday = new Date('2026-11-20T00:00:00Z');
let number = 0;
const has = (role: Role, change: Partial<RoleInForce> = {}): RoleInForce => ({
  ...{ roleAssignmentId: `grant ${(number += 1)}`, personId: 'joseph', role, orgUnitId: null, placeId: null },
  awardId: null,
  ...{ from: monday, to: null },
  ...change,
});
const above = new Map([['squadron', new Set(['province', 'police'])]]);
const pairsOf = (...grants: RoleInForce[]): string[] =>
  roleConflicts(grants, above, []).map(({ roles: [one, other] }) => `${one.role} ${other.role}`);

describe('CR-65', () => {
  it('lists one person with two roles that do not go together', () => {
    expect(pairsOf(has('STOREKEEPER'), has('DISPATCHER'), has('RECEPTION_COMMITTEE'))).toEqual([
      'STOREKEEPER RECEPTION_COMMITTEE',
    ]);
  });

  it.each([
    ['they are two persons', has('STOREKEEPER'), has('RECEPTION_COMMITTEE', { personId: 'espérance' })],
    ['one ended before the other began', has('STOREKEEPER', { to: friday }), has('APPROVER', { from: friday })],
    ['their scopes never meet', has('STOREKEEPER', { orgUnitId: 'goma' }), has('APPROVER', { orgUnitId: 'bukavu' })],
    ['their awards are two', has('BUDGET_HOLDER', { awardId: 'inl' }), has('STOREKEEPER', { awardId: 'japan' })],
    ['the roles go together', has('UNIT_HEAD'), has('UNIT_CUSTODIAN')],
  ])('lists nothing when %s', (_, one, other) => {
    expect(pairsOf(one, other)).toEqual([]);
  });

  it.each([
    ['one is everywhere', has('FIELD_OFFICER'), has('UNIT_HEAD', { orgUnitId: 'squadron' })],
    [
      'one unit is under the other',
      has('FIELD_OFFICER', { orgUnitId: 'province' }),
      has('UNIT_HEAD', { orgUnitId: 'squadron' }),
    ],
    [
      'a unit and a place may be one',
      has('FIELD_OFFICER', { placeId: 'goma' }),
      has('UNIT_HEAD', { orgUnitId: 'squadron' }),
    ],
  ])('lists them when %s', (_, one, other) => {
    expect(pairsOf(one, other)).toHaveLength(1);
  });

  it('says which waiver covers it, and until when', () => {
    const waiver = { waiverId: 'w', rule: 'RECEIVE_INSPECT', personIds: ['joseph'], validTo: friday };
    const grants = [has('STOREKEEPER'), has('RECEPTION_COMMITTEE')];
    expect(roleConflicts(grants, above, [waiver])).toMatchObject([{ waivedBy: waiver }]);
    expect(roleConflicts(grants, above, [{ ...waiver, personIds: ['espérance'] }])).toMatchObject([{ waivedBy: null }]);
    expect(roleConflicts([has('PROCUREMENT'), has('STOREKEEPER')], above, [waiver])).toMatchObject([
      { waivedBy: null },
    ]);
  });
});
