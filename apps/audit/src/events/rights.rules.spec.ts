import { RoleGrantedV1, RoleRevokedV1 } from '@dotation/contracts';
import { rolesInForce } from './rights.rules.js';
import type { RightFact } from './rights.rules.js';

const at = new Date('2027-03-01T00:00:00Z');
const granted = (change: Partial<RoleGrantedV1> = {}): RightFact => ({
  type: RoleGrantedV1.type,
  data: {
    roleAssignmentId: 'one',
    role: 'UNIT_HEAD',
    orgUnitId: 'goma',
    validFrom: '2027-01-01T00:00:00Z',
    ...change,
  },
});
const revoked: RightFact = { type: RoleRevokedV1.type, data: { roleAssignmentId: 'one', revokedAt: '2027-02-01' } };

it.each([
  ['granted', [granted()], ['UNIT_HEAD']],
  ['granted and withdrawn', [granted(), revoked], []],
  ['granted for later', [granted({ validFrom: '2027-03-02T00:00:00Z' })], []],
  ['granted until yesterday', [granted({ validTo: '2027-02-28T00:00:00Z' })], []],
  ['withdrawn, and another granted', [granted(), revoked, granted({ roleAssignmentId: 'two' })], ['UNIT_HEAD']],
])('a role that was %s', (_, facts, roles) => {
  expect(rolesInForce(facts, at).map(({ role }) => role)).toEqual(roles);
});

it('keeps its limit, and has none when none was said', () => {
  expect(rolesInForce([granted({ orgUnitId: null }), granted({ roleAssignmentId: 'two' })], at)).toEqual([
    { role: 'UNIT_HEAD' },
    { role: 'UNIT_HEAD', orgUnitId: 'goma' },
  ]);
  expect(rolesInForce([granted({ orgUnitId: null, awardId: 'inl' })], at)).toEqual([
    { role: 'UNIT_HEAD', awardId: 'inl' },
  ]);
});
