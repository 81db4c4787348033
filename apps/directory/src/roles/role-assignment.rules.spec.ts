import { grantRole, revokeRole } from './role-assignment.rules.js';
import type { Grant } from './role-assignment.rules.js';

const now = new Date('2026-11-20T08:00:00Z');
const wanted = {
  id: 'assignment',
  personId: 'amina',
  role: 'STOREKEEPER' as const,
  orgUnitId: 'goma',
  placeId: null,
  validFrom: null,
  validTo: null,
};
const granted: Grant = grantRole(wanted, 'brian', now);

it('grants a role to somebody else, from now on unless said otherwise', () => {
  expect(granted).toMatchObject({ personId: 'amina', grantedBy: 'brian', validFrom: now, revokedAt: null });
});

it('CR-60 refuses that an administrator grants himself a role', () => {
  expect(() => grantRole(wanted, 'amina', now)).toThrow('own-role');
});

it('CR-60 refuses that an administrator withdraws his own role, so that one always remains', () => {
  expect(() => revokeRole(granted, 'amina', now)).toThrow('own-role');
});

it('refuses a role that ends before it begins', () => {
  expect(() => grantRole({ ...wanted, validTo: new Date('2026-11-19T08:00:00Z') }, 'brian', now)).toThrow(
    'period-empty',
  );
});

it('withdraws a role once', () => {
  const revoked = revokeRole(granted, 'brian', now);
  expect(revoked).toMatchObject({ revokedBy: 'brian', revokedAt: now });
  expect(() => revokeRole(revoked, 'brian', now)).toThrow('role-already-revoked');
});
