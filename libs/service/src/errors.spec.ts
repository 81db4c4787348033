import { HttpException, NotFoundException } from '@nestjs/common';
import { CallFailed } from '@dotation/messaging';
import { QueryFailedError } from 'typeorm';
import { DomainError, errorsFrom } from './errors.js';
import { problemOf } from './problems.filter.js';

const error = errorsFrom({
  'receipt-exceeds-order': { kind: 'conflict', title: 'More goods received than ordered', constraint: 'ordered_most' },
});
const postgres = (code: string, constraint?: string) =>
  new QueryFailedError('SELECT', [], Object.assign(new Error('from PostgreSQL'), { code, constraint }));

describe('errors at the edge', () => {
  it('shows a refusal with its code, title and rows', () => {
    const rows = [{ row: 3, field: 'serial', code: 'duplicate', detail: 'It is on row 1 too.' }];
    expect(problemOf(error('receipt-exceeds-order', 'Ten were ordered.', rows), 'r')).toEqual({
      type: '/problems/receipt-exceeds-order',
      title: 'More goods received than ordered',
      status: 409,
      detail: 'Ten were ordered.',
      code: 'receipt-exceeds-order',
      rows,
      requestId: 'r',
    });
    expect(error('receipt-exceeds-order')).toBeInstanceOf(DomainError);
    expect(() => {
      throw error('receipt-exceeds-order');
    }).toThrow('receipt-exceeds-order');
  });

  it.each([
    ['a constraint of the service', postgres('23514', 'ordered_most'), 409, 'receipt-exceeds-order'],
    ['a constraint nobody declared', postgres('23505', 'unknown'), 500, 'unexpected'],
    ['a value PostgreSQL cannot take', postgres('22P02'), 422, 'value-refused'],
    ['a collision that did not end', postgres('40001'), 503, 'busy'],
    ['a lock nobody released', postgres('55P03'), 503, 'busy'],
    ['a server that is stopping', postgres('57P01'), 503, 'database-unavailable'],
    ['a server that is not there', Object.assign(new Error(), { code: 'ECONNREFUSED' }), 503, 'database-unavailable'],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 503, 'database-unavailable'],
    ['a call nobody answered', new CallFailed('unavailable', 'call.x.y', 'nobody'), 503, 'service-unavailable'],
    ['a late call', new CallFailed('late', 'call.x.y', 'late'), 504, 'service-late'],
    ['an unknown route', new NotFoundException('Cannot GET /x'), 404, 'route-not-found'],
    ['a parameter that is not one', new HttpException('uuid is expected', 400), 400, 'malformed-request'],
    ['a bug', new TypeError('x is undefined'), 500, 'unexpected'],
    ['something that is no error', 'thrown text', 500, 'unexpected'],
  ])('answers %s', (_, thrown, status, code) => {
    const problem = problemOf(thrown, 'r');
    expect([problem.status, problem.code]).toEqual([status, code]);
    if (status === 500) expect(problem.detail).toBeUndefined();
  });
});
