import type { EntityManager } from 'typeorm';
import type { Fact, FactType, RawFact } from './fact.js';
import { producerOf } from './fact.js';

type FactMethod<T> = (tx: EntityManager, fact: Fact<T>) => Promise<void>;
type RawMethod = (tx: EntityManager, raw: RawFact) => Promise<void>;
type Declared = { method: string } & ({ type: FactType<object> } | { producer: string });

const declaredOn = new WeakMap<object, Declared[]>();

/** The method is the effect of this fact: it runs in the transaction that moves the position, exactly once. */
export function OnFact<T extends object>(type: FactType<T>) {
  return <M extends FactMethod<T>>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void =>
    declare(target, { method, type });
}

/** The method gets every fact of a producer, in order, with its number and its exact bytes. */
export function OnEveryFact(producer: string) {
  return <M extends RawMethod>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void =>
    declare(target, { method, producer });
}

function declare(target: object, declared: Declared): void {
  declaredOn.set(target, [...(declaredOn.get(target) ?? []), declared]);
}

export interface FactHandler {
  type: FactType<object>;
  apply: FactMethod<object>;
}

/** What one service does with one producer's facts. */
export interface Subscription {
  producer: string;
  every: RawMethod[];
  byType: Map<string, FactHandler[]>;
}

/** From the handler instances to one subscription per producer; the order within a fact is the order of the list. */
export function subscriptionsOf(handlers: object[]): Subscription[] {
  const subscriptions = new Map<string, Subscription>();
  const of = (producer: string): Subscription => {
    const subscription = subscriptions.get(producer) ?? { producer, every: [], byType: new Map() };
    subscriptions.set(producer, subscription);
    return subscription;
  };
  for (const handler of handlers) {
    const declared = declaredOn.get(Object.getPrototypeOf(handler) as object) ?? [];
    if (declared.length === 0) throw new Error(`${handler.constructor.name} has no @OnFact and no @OnEveryFact`);
    for (const one of declared) {
      const method = (handler as Record<string, unknown>)[one.method] as (
        tx: EntityManager,
        fact: unknown,
      ) => Promise<void>;
      const apply = method.bind(handler);
      if ('producer' in one) of(one.producer).every.push(apply);
      else {
        const { byType } = of(producerOf(one.type.type));
        byType.set(one.type.type, [...(byType.get(one.type.type) ?? []), { type: one.type, apply }]);
      }
    }
  }
  return [...subscriptions.values()];
}
