import { nextOf, pauseMs, verdictOf, type Item } from './outbox.rules.js';

const item = (seq: number, said: Partial<Item> = {}): Item => ({
  ...{ id: `id-${seq}`, seq, group: 'waybill', personId: 'head', method: 'POST', path: '/api/x', body: {}, files: [] },
  ...{ madeAt: '2026-11-25T08:00:00.000Z', label: '', state: 'WAITING', attempts: 0 },
  ...said,
});

describe('the queue', () => {
  it.each([
    [201, '', 'SENT'],
    [200, '', 'SENT'],
    [401, 'unauthenticated', 'SIGN_IN'],
    [403, 'request-forged', 'LATER'],
    [0, '', 'LATER'],
    [429, 'too-many-requests', 'LATER'],
    [500, 'unexpected', 'LATER'],
    [503, 'service-unavailable', 'LATER'],
    [403, 'role-missing', 'REFUSED'],
    [404, 'waybill-not-found', 'REFUSED'],
    [409, 'duties-not-separate', 'REFUSED'],
    [422, 'rows-not-valid', 'REFUSED'],
  ] as const)('%i %s is %s', (status, code, verdict) => {
    expect(verdictOf(status, code)).toBe(verdict);
  });

  it('sends the oldest of the person who is signed in, and nobody else’s', () => {
    const items = [item(3), item(1, { personId: 'deputy' }), item(2, { state: 'REFUSED' }), item(4)];
    expect(nextOf(items, 'head')?.seq).toBe(3);
    expect(nextOf(items, 'deputy')?.seq).toBe(1);
    expect(nextOf([], 'head')).toBeUndefined();
  });

  it('waits longer after each failure, never more than ten minutes, and never gives up', () => {
    expect([0, 1, 2, 3, 40].map(pauseMs)).toEqual([0, 5_000, 10_000, 20_000, 600_000]);
  });
});
