// What a fact is, in types. Business-blind: the contracts library makes the classes, this library carries them.

/** A version of a fact's contract: a class-validator class that also knows its name, e.g. `fact.procurement.goods-received.v1`. */
export interface FactType<T extends object> {
  new (): T;
  readonly type: string;
}

/** Who did it, when by their clock, when by the server's, and because of what (a fact's id, or a command's Idempotency-Key). */
export interface Cause {
  actorId: string;
  occurredAt: Date;
  recordedAt: Date;
  causationId: string;
}

export interface Fact<T> extends Cause {
  id: string;
  type: string;
  subject: string;
  data: T;
}

/** A fact with the exact bytes its producer wrote and its number in the producer's stream. */
export interface RawFact {
  producer: string;
  seq: number;
  body: Buffer;
  fact: Fact<unknown>;
}

export interface Recorded {
  factId: string;
  /** SHA-256(0x00 ‖ body bytes): the leaf of RFC 6962, so that the ledger and a device's chain speak of the same bytes. */
  leafHash: Buffer;
}

/** An effect is by the actor and at the moment of what caused it; only the server's clock is new. */
export function causedBy(fact: Fact<unknown>, now: Date): Cause {
  return { actorId: fact.actorId, occurredAt: fact.occurredAt, recordedAt: now, causationId: fact.id };
}

/** `fact.procurement.goods-received.v1` → `procurement`. */
export function producerOf(type: string): string {
  const producer = /^fact\.([a-z]+)\.[a-z0-9-]+\.v[0-9]+$/.exec(type)?.[1];
  if (!producer) throw new Error(`${type} is not the name of a fact (fact.<service>.<past-tense>.v<n>)`);
  return producer;
}
