// Four services that only tell facts: real databases, real outboxes, real streams, and none of their rules.
import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { Module } from '@nestjs/common';
import type { ChangedDimensions, CustodyInterval, Custodian } from '@dotation/contracts';
import { messagingTables, record, recordParts } from '@dotation/messaging';
import type { Cause, FactType, Recorded } from '@dotation/messaging';
import { dataSourceFor, serviceTables, uuidv7, WorkerDatabase } from '@dotation/service';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { testApp } from '../../../test/support/app.ts';
import type { TestApp } from '../../../test/support/app.ts';
import { startNats } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';

class OnlyMessaging1795400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables, ...serviceTables]) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

@Module({})
class Nothing {}

const names = ['directory', 'procurement', 'assets', 'handover'] as const;
export type Producer = (typeof names)[number];

export interface Producers {
  nats: TestNats;
  /** Records one fact; answers its id. */
  tell<T extends object>(type: FactType<T>, subject: string, data: T, cause?: Partial<Cause>): Promise<Recorded>;
  /** Records a document in parts, as the services do. */
  tellParts<T extends { documentId: string; part: number; parts: number; lines: unknown[] }>(
    type: FactType<T>,
    header: Omit<T, 'part' | 'parts' | 'lines'>,
    lines: T['lines'],
    cause?: Partial<Cause>,
  ): Promise<(Recorded & { part: number; lines: unknown[] })[]>;
  /** As assets does: gives each line its device's next number and the hash of the fact before. */
  number<L extends { deviceId: string }>(lines: L[]): (L & { deviceSeq: number; previous: string | null })[];
  numbered<T extends { documentId: string; part: number; parts: number; lines: { deviceId: string }[] }>(
    type: FactType<T>,
    header: Omit<T, 'part' | 'parts' | 'lines'>,
    lines: Omit<T['lines'][number], 'deviceSeq' | 'previous'>[],
    cause?: Partial<Cause>,
  ): Promise<string>;
  /** What no service would publish, with the service's own key. */
  publishRaw(producer: Producer, subject: string, body: Uint8Array): Promise<void>;
  source(producer: Producer): Promise<DataSource>;
  close(): Promise<void>;
}

export async function startProducers(): Promise<Producers> {
  const nats = await startNats();
  const apps = new Map<string, TestApp>();
  for (const name of names) {
    const dataSource = (url: string): DataSource =>
      dataSourceFor(url, { service: name, entities: [], migrations: [OnlyMessaging1795400000000] });
    apps.set(name, await testApp({ name, module: Nothing, dataSource, nats }));
  }
  const source = (producer: string): Promise<DataSource> =>
    (apps.get(producer) as TestApp).service.app.get(WorkerDatabase).ready();
  const chains = new Map<string, { seq: number; hash: string }>();
  const producerOf = (type: string): string => type.split('.')[1] as string;
  const full = (cause: Partial<Cause> = {}): Cause => {
    const recordedAt = cause.recordedAt ?? new Date();
    return { actorId: randomUUID(), occurredAt: recordedAt, causationId: uuidv7(), ...cause, recordedAt };
  };
  const producers: Producers = {
    nats,
    source,
    tell: async (type, subject, data, cause) =>
      (await source(producerOf(type.type))).transaction((tx) => record(tx, type, subject, data, full(cause))),
    tellParts: async (type, header, lines, cause) =>
      (await source(producerOf(type.type))).transaction((tx) => recordParts(tx, type, header, lines, full(cause))),
    number: (lines) =>
      lines.map((line) => {
        const last = chains.get(line.deviceId);
        return { ...line, deviceSeq: (last?.seq ?? 0) + 1, previous: last?.hash ?? null };
      }),
    numbered: async (type, header, lines, cause) => {
      const chained = producers.number(lines as { deviceId: string }[]);
      const parts = await producers.tellParts(type, header, chained as never, cause);
      for (const part of parts)
        for (const { deviceId, deviceSeq } of part.lines as { deviceId: string; deviceSeq: number }[])
          chains.set(deviceId, { seq: deviceSeq, hash: part.leafHash.toString('base64') });
      return (parts.at(-1) as Recorded).factId;
    },
    publishRaw: async (producer, subject, body) => {
      const authenticator = nkeyAuthenticator(new TextEncoder().encode(nats.nkeySeed(producer)));
      const connection = await connect({ servers: nats.url, authenticator, inboxPrefix: `_INBOX_${producer}` });
      // Synced to disk before the answer: a busy machine takes its time.
      await jetstream(connection, { timeout: 30_000 }).publish(subject, body);
      await connection.close();
    },
    close: async () => {
      for (const app of apps.values()) await app.close();
      await nats.stop();
    },
  };
  return producers;
}

export function interval(custodian: Custodian, from: Date, documentId: string, claimedFrom = from): CustodyInterval {
  return {
    ...custodian,
    from: from.toISOString(),
    claimedFrom: claimedFrom.toISOString(),
    clamped: claimedFrom.getTime() !== from.getTime(),
    documentId,
  };
}

export type Changed = ChangedDimensions;

/** Waits for something to become so; fails after ten seconds. */
export async function until(so: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await so())) {
    if (Date.now() > deadline) throw new Error('It never became so.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
