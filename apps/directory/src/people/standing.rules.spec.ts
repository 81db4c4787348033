import { checkDeactivation, checkReactivation } from './standing.rules.js';

const left = { active: false, mergedInto: null, voidedAt: null };
const history = [
  { active: false, decidedBy: 'clarisse' },
  { active: true, decidedBy: 'grace' },
  { active: false, decidedBy: 'patrick' },
];

it('§13.1 somebody else than who deactivated a person takes him back', () => {
  expect(() => checkReactivation(left, history, 'patrick')).toThrow('own-deactivation');
  for (const by of ['clarisse', 'grace']) expect(() => checkReactivation(left, history, by)).not.toThrow();
  expect(() => checkReactivation(left, [{ active: false, decidedBy: null }], 'patrick')).not.toThrow();
});

it.each([
  ['is of the service', { ...left, active: true }, 'person-active'],
  ['was recorded twice (CR-58)', { ...left, mergedInto: 'kept' }, 'entry-gone'],
  ['was recorded by mistake (CR-58)', { ...left, voidedAt: new Date() }, 'entry-gone'],
])('takes nobody back who %s', (_, person, code) => {
  expect(() => checkReactivation(person, history, 'grace')).toThrow(code);
});

describe('CR-60 nobody sends an administrator away', () => {
  const now = new Date('2026-11-10T09:00:00Z');
  const person = { id: 'paul', active: true };
  const role = { role: 'SYS_ADMIN' as const, validTo: null, revokedAt: null };

  it.each([
    ['in force', role],
    ['that ends later', { ...role, validTo: new Date('2026-11-10T09:00:01Z') }],
    ['that waits for a second administrator', { ...role, pending: true }],
  ])('with a role %s', (_, grant) => {
    expect(() => checkDeactivation(person, [grant], 'steward', now)).toThrow('administrator-first-withdrawn');
  });

  it.each([
    ['was withdrawn', { ...role, revokedAt: now }],
    ['is over', { ...role, validTo: now }],
    ['is another one', { ...role, role: 'DATA_STEWARD' as const }],
  ])('but who left is sent away when the role %s', (_, grant) => {
    expect(() => checkDeactivation(person, [grant], 'steward', now)).not.toThrow();
  });

  it('nor himself, nor twice', () => {
    expect(() => checkDeactivation(person, [], 'paul', now)).toThrow('own-role');
    expect(() => checkDeactivation({ ...person, active: false }, [], 'steward', now)).toThrow('person-inactive');
  });
});
