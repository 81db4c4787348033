import { OnEveryFact, OnFact } from './handlers.js';
import { subscriptionsOf } from './handlers.js';

class Made {
  static readonly type = 'fact.procurement.made.v1';
}
class Moved {
  static readonly type = 'fact.assets.moved.v1';
}
class Both {
  seen: string[] = [];
  @OnFact(Made)
  async made(): Promise<void> {
    this.seen.push('made');
  }
  @OnFact(Moved)
  async moved(): Promise<void> {
    this.seen.push('moved');
  }
}
class Log {
  @OnEveryFact('assets')
  async append(): Promise<void> {}
}

it('makes one subscription per producer, with handlers bound to their instance', async () => {
  const both = new Both();
  const subscriptions = subscriptionsOf([both, new Log()]);
  expect(subscriptions.map(({ producer }) => producer)).toEqual(['procurement', 'assets']);
  expect(subscriptions[1]?.every).toHaveLength(1);
  await subscriptions[0]?.byType.get(Made.type)?.[0]?.apply(undefined as never, undefined as never);
  expect(both.seen).toEqual(['made']);
});

it('refuses a handler class that handles nothing: somebody forgot the decorator', () => {
  class Nothing {}
  expect(() => subscriptionsOf([new Nothing()])).toThrow('Nothing has no @OnFact');
});
