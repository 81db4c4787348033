// assets as it runs, and beside it procurement and handover reduced to what they tell: real outboxes, streams and calls.
import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { ReserveDevices, type LotLine, type ReservationReply } from '@dotation/contracts';
import { Calls, messagingTables, Positions, record, recordParts, type Cause, type FactType } from '@dotation/messaging';
import { dataSourceFor, serviceTables, uuidv7, WorkerDatabase } from '@dotation/service';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { testApp, type TestApp, type TestPerson } from '../../../test/support/app.ts';
import { startNats } from '../../../test/support/servers.ts';
import { AssetsModule, handlers } from '../src/assets.module.js';
import { dataSource } from '../src/data-source.js';
import { awardId, type Document } from './documents.ts';

class OnlyMessaging1795400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables, ...serviceTables]) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

@Module({})
class Nothing {}

export interface ToldFact {
  id: string;
  type: string;
  causationId: string;
  leafHash: string;
  line: { deviceId: string; deviceSeq: number; previous: string | null; transition?: string; changed?: object };
}

export interface World {
  assets: TestApp;
  /** Signed in anew by `renew`: a principal lives for a minute only. */
  keeper: TestPerson;
  renew(): Promise<void>;
  worker: DataSource;
  /** Tells a document as its service would and waits until assets has followed it. Answers the ids of its facts. */
  tell(document: Document, clock?: { occurredAt?: string; recordedAt?: string }): Promise<string[]>;
  /** The same for a fact that is no document. */
  tellOf<T extends object>(type: FactType<T>, subject: string, data: T): Promise<void>;
  reserve(
    deviceIds: readonly string[],
    allocationId?: string,
    inTransit?: boolean,
    lots?: LotLine[],
  ): Promise<ReservationReply>;
  /** The numbered lines of a device, oldest first, with the fact that carried each. */
  told(deviceId: string): Promise<ToldFact[]>;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const nats = await startNats();
  const timing = { poll: 50, election: 100 };
  const outboxOf = async (name: string): Promise<TestApp> => {
    const source = (url: string): DataSource =>
      dataSourceFor(url, { service: name, entities: [], migrations: [OnlyMessaging1795400000000] });
    return testApp({ name, module: Nothing, dataSource: source, nats, timing });
  };
  const producers = { procurement: await outboxOf('procurement'), handover: await outboxOf('handover') };
  const environment = { PUBLIC_URL: 'https://dotation.example' };
  const assets = await testApp({
    name: 'assets',
    module: AssetsModule,
    dataSource,
    handlers,
    nats,
    timing,
    environment,
  });
  const worker = await assets.service.app.get(WorkerDatabase).ready();

  const personId = randomUUID();
  const keeper = (): Promise<TestPerson> => assets.as({ personId, roles: ['STOREKEEPER'] });
  const world: World = {
    assets,
    worker,
    keeper: await keeper(),
    renew: async () => {
      world.keeper = await keeper();
    },
    tell: async ({ type, header, lines }, clock = {}) => {
      const producer = type.type.split('.')[1] as keyof typeof producers;
      const recordedAt = clock.recordedAt ? new Date(clock.recordedAt) : new Date();
      const occurredAt = clock.occurredAt ? new Date(clock.occurredAt) : recordedAt;
      const cause: Cause = { actorId: randomUUID(), occurredAt, recordedAt, causationId: uuidv7() };
      const source = await producers[producer].service.app.get(WorkerDatabase).ready();
      const parts = await source.transaction((tx) => recordParts(tx, type, header, lines, cause));
      const last = parts.at(-1)?.factId ?? '';
      const reached = await assets.service.app.get(Positions).reached(producer, last, 20_000);
      if (!reached) throw new Error(`assets did not follow ${type.type}`);
      return parts.map(({ factId }) => factId);
    },
    tellOf: async (type, subject, data) => {
      const now = new Date();
      const cause: Cause = { actorId: randomUUID(), occurredAt: now, recordedAt: now, causationId: uuidv7() };
      const source = await producers.procurement.service.app.get(WorkerDatabase).ready();
      const { factId } = await source.transaction((tx) => record(tx, type, subject, data, cause));
      const reached = await assets.service.app.get(Positions).reached('procurement', factId, 20_000);
      if (!reached) throw new Error(`assets did not follow ${type.type}`);
    },
    reserve: (deviceIds, allocationId = uuidv7(), inTransit = false, lots = []) =>
      producers.handover.service.app.get(Calls).ask(
        ReserveDevices,
        {
          allocationId,
          orgUnitId: randomUUID(),
          awardIds: [awardId],
          actorId: randomUUID(),
          occurredAt: new Date().toISOString(),
          deviceIds: [...deviceIds],
          inTransit,
          lots,
        },
        5_000,
      ),
    told: (deviceId) => toldOf(worker, deviceId),
    close: async () => {
      for (const app of [assets, ...Object.values(producers)]) await app.close();
      await nats.stop();
    },
  };
  return world;
}

export async function toldOf(source: DataSource, deviceId: string, afterId = '0'): Promise<ToldFact[]> {
  return source.query<ToldFact[]>(
    `SELECT f.fact->>'id' AS id, f.fact->>'type' AS type, f.fact->>'causationid' AS "causationId",
            encode(sha256('\\x00'::bytea || o.body), 'base64') AS "leafHash", line
     FROM outbox o
     CROSS JOIN LATERAL (SELECT convert_from(o.body, 'UTF8')::jsonb AS fact) f
     CROSS JOIN LATERAL jsonb_array_elements(f.fact->'data'->'lines') AS line
     WHERE o.id > $2 AND f.fact->'data' ? 'lines' AND line ? 'deviceSeq' AND line->>'deviceId' = $1
     ORDER BY o.id, (line->>'deviceSeq')::int`,
    [deviceId, afterId],
  );
}
