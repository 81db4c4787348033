import { standingOf } from './principal.rules.js';

it('CR-67 takes every role with its whole scope: one that was lost would show everything', () => {
  const roles = [
    { role: 'UNIT_HEAD', orgUnitId: 'goma' },
    { role: 'FIELD_OFFICER', placeId: 'kivu' },
    { role: 'DONOR', awardId: 'inl' },
    { role: 'AUDITOR' },
  ];
  expect(standingOf({ active: true, roles: [...roles, { role: 'GATEWAY' }] }, 'GATEWAY')).toEqual({
    active: true,
    isSystem: false,
    sameAs: [],
    roles,
  });
});

it('T34 says under which ids a person was recorded too', () => {
  expect(standingOf({ active: true, roles: [], sameAs: ['double'] }, 'GATEWAY').sameAs).toEqual(['double']);
});
