import { AckPolicy, DeliverPolicy, JetStreamApiError, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { Consumer, StreamInfo } from '@nats-io/jetstream';
import { nanos, nuid } from '@nats-io/transport-node';
import type { Broker } from './broker.js';

const STREAM_NOT_FOUND = 10059;
const MESSAGE_NOT_FOUND = 10037;
const WRONG_LAST_SEQUENCE = [10071, 10164];
/** A consumer nobody pulls from goes by itself; no service needs the right to delete one. */
const CONSUMER_IDLE_MS = 60_000;

export interface StreamState {
  last: number;
  /** False when messages inside are gone: a reader that far behind will find a hole. */
  whole: boolean;
}

/** One service's stream of facts, `FACT_<SVC>` over `fact.<svc>.>`: its sequence is the fact's number. */
export class FactStream {
  readonly name: string;

  constructor(
    private readonly broker: Broker,
    readonly producer: string,
  ) {
    this.name = `FACT_${producer.toUpperCase()}`;
  }

  reachable(): boolean {
    return this.broker.isConnected();
  }

  /** null when there is no such stream (yet, or any more). */
  async state(): Promise<StreamState | null> {
    return this.broker.use(({ jsm }) =>
      jsm.streams.info(this.name).then(stateOf, (error: unknown) => {
        if (hasCode(error, STREAM_NOT_FOUND)) return null;
        throw error;
      }),
    );
  }

  /** Only the producer's relay makes it: no limits, and nobody may delete or purge, not even by mistake. */
  async create(replicas: number): Promise<StreamState> {
    const info = await this.broker.use(({ jsm }) =>
      jsm.streams.add({
        name: this.name,
        subjects: [`fact.${this.producer}.>`],
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
        num_replicas: replicas,
        deny_delete: true,
        deny_purge: true,
      }),
    );
    return stateOf(info);
  }

  async bodyAt(seq: number): Promise<Buffer | null> {
    return this.broker.use(({ jsm }) =>
      jsm.streams.getMessage(this.name, { seq }).then(
        (message) => (message ? Buffer.from(message.data) : null),
        (error: unknown) => {
          if (hasCode(error, MESSAGE_NOT_FOUND)) return null;
          throw error;
        },
      ),
    );
  }

  /** Fenced: it becomes message `seq` or nothing. Calls made one after the other reach the stream in that order. */
  async publish(seq: number, type: string, body: Buffer): Promise<void> {
    const expect = { streamName: this.name, lastSequence: seq - 1 };
    const ack = await this.broker.use(({ js }) => js.publish(type, body, { expect }));
    if (ack.seq !== seq) throw new Error(`${this.name} gave ${ack.seq} to fact number ${seq}`);
  }

  /** From `seq` on; beyond the end the server starts at the end (so a rolled-back stream delivers known numbers again). */
  async consumer(service: string, seq: number): Promise<Consumer> {
    return this.broker.use(async ({ js, jsm }) => {
      const { name } = await jsm.consumers.add(this.name, {
        name: `${service}-${nuid.next()}`,
        ack_policy: AckPolicy.None,
        deliver_policy: DeliverPolicy.StartSequence,
        opt_start_seq: seq,
        inactive_threshold: nanos(CONSUMER_IDLE_MS),
        mem_storage: true,
        num_replicas: 1,
      });
      return js.consumers.get(this.name, name);
    });
  }
}

export function isWrongLastSequence(error: unknown): boolean {
  return WRONG_LAST_SEQUENCE.some((code) => hasCode(error, code));
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}

function stateOf({ state }: StreamInfo): StreamState {
  return { last: state.last_seq, whole: state.messages === state.last_seq };
}
