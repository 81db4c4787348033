import { checkReactivation } from './standing.rules.js';

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
