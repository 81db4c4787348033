import { ROLES } from '@dotation/contracts';
import { refuseForSystem, rolesOfSystems } from './system.rules.js';

it.each(rolesOfSystems)('a system may be %s', (role) => {
  expect(() => refuseForSystem(role)).not.toThrow();
});

it.each(ROLES.filter((role) => !rolesOfSystems.includes(role)))('a system is never %s', (role) => {
  expect(() => refuseForSystem(role)).toThrow('role-not-for-systems');
});

it('nobody who signs, approves, hands over or grants is among them', () => {
  for (const role of [
    'SYS_ADMIN',
    'APPROVER',
    'UNIT_HEAD',
    'UNIT_CUSTODIAN',
    'STOREKEEPER',
    'DISPATCHER',
    'FIELD_OFFICER',
  ])
    expect(rolesOfSystems).not.toContain(role);
});
