import { readPurposes } from './people.dto.js';
import { checkReader } from './person.rules.js';

const sealed = ['CONTACT', 'INVESTIGATION'] as const;

it.each(sealed)('CR-60, §8.6 opens nothing to an administrator with the purpose %s', (purpose) => {
  expect(() => checkReader([{ role: 'SYS_ADMIN' }], purpose)).toThrow('sealed-from-administrators');
  expect(() => checkReader([{ role: 'DISPATCHER' }], purpose)).not.toThrow();
});

it.each([undefined, ...readPurposes.filter((purpose) => !sealed.some((one) => one === purpose))])(
  'CR-62 lets an administrator read a name with the purpose %s',
  (purpose) => {
    expect(() => checkReader([{ role: 'SYS_ADMIN' }], purpose)).not.toThrow();
  },
);
