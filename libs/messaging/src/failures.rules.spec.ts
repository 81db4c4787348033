import { failureOf } from './failures.rules.js';

const coded = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

it.each([
  ['a serialization failure', 'retry', coded('40001')],
  ['a deadlock', 'retry', coded('40P01')],
  ['a deadlock as the ORM wraps it', 'retry', Object.assign(new Error('x'), { driverError: coded('40P01') })],
  ['a database shutting down', 'connection', coded('57P01')],
  ['a database starting up', 'connection', coded('57P03')],
  ['nobody listening', 'connection', coded('ECONNREFUSED')],
  ['a connection that ended', 'connection', new Error('Connection terminated unexpectedly')],
  ['a connection that ended, as a cause', 'connection', new Error('x', { cause: coded('ECONNRESET') })],
  ['a broken constraint', 'stop', coded('23505')],
  ['a bug', 'stop', new TypeError('undefined is not a function')],
  ['something thrown that is no error', 'stop', 'oops'],
] as const)('%s: %s', (_, failure, error) => {
  expect(failureOf(error)).toBe(failure);
});
