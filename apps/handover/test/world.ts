// handover as it runs on real PostgreSQL and NATS, and beside it the two services it asks: real calls over the real broker,
// with answers a test can script, because the whole chain of real services has its own tests.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Module } from '@nestjs/common';
import {
  AskGate,
  DeviceTransitionedV1,
  EffectConflictedV1,
  GateQuestion,
  OrganisationRecordedV1,
  OrganisationUnitRecordedV1,
  PersonRecordedV1,
  PlaceRecordedV1,
  ReservationRequest,
  ReserveDevices,
  type GateAnswer,
  type ReservationReply,
  type ReservedDevice,
  type Transition,
} from '@dotation/contracts';
import {
  messagingTables,
  OnCall,
  Positions,
  record,
  recordParts,
  type Cause,
  type FactType,
} from '@dotation/messaging';
import { dataSourceFor, serviceTables, uuidv7, WorkerDatabase } from '@dotation/service';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { testApp, type TestApp, type TestPerson } from '../../../test/support/app.ts';
import { startNats, type TestNats } from '../../../test/support/servers.ts';
import { dataSource } from '../src/data-source.js';
import { handlers, HandoverModule } from '../src/handover.module.js';

class OnlyMessaging1795400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables, ...serviceTables]) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

/** What the register and directory answer; every test may put its own answer here. */
export interface Script {
  reserve(request: ReservationRequest): Promise<ReservationReply> | ReservationReply;
  gate(question: GateQuestion): Promise<GateAnswer> | GateAnswer;
  asked: { reserve: ReservationRequest[]; gate: GateQuestion[] };
}

export interface Person extends TestPerson {
  id: string;
}

/** One fact of handover, in order. */
export interface Told {
  id: string;
  type: string;
  occurredAt: string;
  data: Record<string, unknown> & { lines?: Record<string, unknown>[]; documentId: string };
}

export interface World {
  app: TestApp;
  nats: TestNats;
  worker: DataSource;
  script: Script;
  /** Devices the register has in stock, with their codes. */
  stock: Map<string, ReservedDevice>;
  inStock(count: number, change?: Partial<ReservedDevice>): ReservedDevice[];
  people: Record<Cast, Person>;
  /** The facts recorded since this was last asked. */
  told(): Promise<Told[]>;
  /** Directory tells; waits until handover knows. */
  learn(...told: Learnt[]): Promise<void>;
  /** The register follows a fact: it moved these devices, or could not. Waits until handover knows. */
  follow(factId: string, deviceIds: readonly string[], transition?: Transition): Promise<void>;
  conflict(factId: string, deviceId: string): Promise<void>;
  close(): Promise<void>;
}

/** A fact of directory. */
export type Learnt = [type: FactType<object>, data: object];

const cast = {
  manager: ['BUDGET_HOLDER'],
  approver: ['APPROVER'],
  dispatcher: ['DISPATCHER'],
  storekeeper: ['STOREKEEPER'],
  officer: ['FIELD_OFFICER'],
  head: ['UNIT_HEAD'],
  deputy: ['UNIT_CUSTODIAN'],
  otherHead: ['UNIT_HEAD'],
  auditor: ['AUDITOR'],
} as const;
export type Cast = keyof typeof cast;

export const awardId = uuidv7();

export function openGate(headPersonId: string | null, change: Partial<GateAnswer> = {}): GateAnswer {
  return {
    unitKnown: true,
    open: true,
    failures: [],
    vettingIds: [vettingId],
    dueDiligenceIds: [],
    headPersonId,
    placeId: null,
    signerKnown: true,
    authority: 'HEAD',
    access: 'NORMAL',
    ...change,
  };
}
export const vettingId = uuidv7();

export async function startWorld(): Promise<World> {
  const nats = await startNats();
  const timing = { poll: 50, election: 100 };
  const stock = new Map<string, ReservedDevice>();
  const script = {} as Script;

  // why: the register and directory are tested where they live; here their answers are the input of the rule.
  @Controller()
  class Register {
    @OnCall(ReserveDevices)
    async reserve(request: ReservationRequest): Promise<ReservationReply> {
      script.asked.reserve.push(request);
      return script.reserve(request);
    }
  }
  @Controller()
  class Directory {
    @OnCall(AskGate)
    async gate(question: GateQuestion): Promise<GateAnswer> {
      script.asked.gate.push(question);
      return script.gate(question);
    }
  }
  @Module({ controllers: [Register] })
  class RegisterModule {}
  @Module({ controllers: [Directory] })
  class DirectoryModule {}
  const beside = (name: string, module: new () => object): Promise<TestApp> => {
    const source = (url: string): DataSource =>
      dataSourceFor(url, { service: name, entities: [], migrations: [OnlyMessaging1795400000000] });
    return testApp({ name, module, dataSource: source, nats, timing });
  };
  const assets = await beside('assets', RegisterModule);
  const directory = await beside('directory', DirectoryModule);
  const environment = { PUBLIC_URL: 'https://dotation.example' };
  const app = await testApp({
    name: 'handover',
    module: HandoverModule,
    dataSource,
    handlers,
    nats,
    timing,
    environment,
  });
  const worker = await app.service.app.get(WorkerDatabase).ready();
  const directorySource = await directory.service.app.get(WorkerDatabase).ready();
  const registerSource = await assets.service.app.get(WorkerDatabase).ready();

  const people = {} as Record<Cast, Person>;
  for (const [name, roles] of Object.entries(cast)) {
    const id = uuidv7();
    people[name as Cast] = { ...(await app.as({ personId: id, roles: [...roles] })), id };
  }
  let seen = '0';
  const told = async (): Promise<Told[]> => {
    const rows = await worker.query<
      { id: string; fact: { id: string; type: string; time: string; data: Told['data'] } }[]
    >(`SELECT id, convert_from(body, 'UTF8')::json AS fact FROM outbox WHERE id > $1 ORDER BY outbox.id`, [seen]);
    seen = rows.at(-1)?.id ?? seen;
    return rows.map(({ fact }) => ({
      id: fact.id,
      type: fact.type.split('.')[2] as string,
      occurredAt: fact.time,
      data: fact.data,
    }));
  };
  let tagNumber = 0;
  const world: World = {
    app,
    nats,
    worker,
    script,
    stock,
    people,
    told,
    inStock: (count, change = {}) =>
      Array.from({ length: count }, () => {
        tagNumber += 1;
        const device: ReservedDevice = {
          deviceId: uuidv7(),
          tag: `INLCD-${String(tagNumber).padStart(6, '0')}-X`,
          kitId: null,
          maker: 'HP',
          model: 'ProBook 450 G10',
          category: 'LAPTOP',
          serial: `5CD${String(tagNumber).padStart(5, '0')}`,
          serialRule: 'REQUIRED',
          condition: 'EXCELLENT',
          awardIds: [awardId],
          costMinor: 78_900,
          currency: 'USD',
          placeId: storePlace,
          ...change,
        };
        stock.set(device.deviceId, device);
        return device;
      }),
    learn,
    follow: async (factId, deviceIds, transition = 'T12') => {
      await tell(
        DeviceTransitionedV1,
        { documentId: uuidv7() },
        deviceIds.map((deviceId) => ({ ...numbered(deviceId), transition, changed: {} })),
        factId,
      );
    },
    conflict: async (factId, deviceId) => {
      const line = {
        ...numbered(deviceId),
        transition: 'T08' as const,
        state: 'A13_MISSING' as const,
        detail: 'dispatch is not possible.',
      };
      await tell(EffectConflictedV1, { documentId: uuidv7(), factId }, [line], factId);
    },
    close: async () => {
      for (const one of [app, assets, directory]) await one.close();
      await nats.stop();
    },
  };
  reset(world);
  await learn(...directoryOf(people));
  await untilAnswered(world);
  return world;

  async function learn(...facts: Learnt[]): Promise<void> {
    const now = new Date();
    const cause: Cause = { actorId: randomUUID(), occurredAt: now, recordedAt: now, causationId: randomUUID() };
    const last = await directorySource.transaction(async (tx) => {
      let factId = '';
      for (const [type, data] of facts) factId = (await record(tx, type, uuidv7(), data, cause)).factId;
      return factId;
    });
    const reached = await app.service.app.get(Positions).reached('directory', last, 20_000);
    if (!reached) throw new Error('handover did not follow directory');
  }

  async function tell<T extends { documentId: string; part: number; parts: number; lines: unknown[] }>(
    type: { new (): T; readonly type: string },
    header: Omit<T, 'part' | 'parts' | 'lines'>,
    lines: T['lines'],
    causationId: string,
  ): Promise<void> {
    const now = new Date();
    const cause: Cause = { actorId: randomUUID(), occurredAt: now, recordedAt: now, causationId };
    const parts = await registerSource.transaction((tx) => recordParts(tx, type, header, lines, cause));
    const reached = await app.service.app.get(Positions).reached('assets', parts.at(-1)?.factId ?? '', 20_000);
    if (!reached) throw new Error(`handover did not follow ${type.type}`);
  }
}

const numbered = (deviceId: string): { deviceId: string; deviceSeq: number; previous: null } => ({
  deviceId,
  deviceSeq: 1,
  previous: null,
});

/** The register has everything in stock, the gate is open, the head signs. */
export function reset({ script, stock, people }: World): void {
  script.asked = { reserve: [], gate: [] };
  script.reserve = ({ deviceIds }) => {
    const devices = deviceIds.flatMap((id) => stock.get(id) ?? []);
    const problems = deviceIds
      .filter((id) => !stock.has(id))
      .map((deviceId) => ({ deviceId, code: 'device-not-in-stock', detail: 'It is not in stock.' }));
    return problems.length > 0 ? { reserved: false, devices: [], problems } : { reserved: true, devices, problems: [] };
  };
  script.gate = () => openGate(people.head.id);
}

export const storePlace = uuidv7();
export const storeUnit = uuidv7();
export const carrierId = uuidv7();
export const fieldOffice = uuidv7();

export const driver = uuidv7();
export const driver2 = uuidv7();

export const mission = uuidv7();
export const commissariat = uuidv7();
export const commissioner = uuidv7();
export const chiefOfMission = uuidv7();
export const province = uuidv7();

/** Units that no test has used yet, each with a place of its own in the province. */
export const units = Array.from({ length: 150 }, () => ({ orgUnitId: uuidv7(), placeId: uuidv7() }));

const since = '2026-01-01T00:00:00.000Z';

export const unitRecorded = (orgUnitId: string, change: Partial<OrganisationUnitRecordedV1> = {}): Learnt => [
  OrganisationUnitRecordedV1,
  {
    orgUnitId,
    code: `U-${orgUnitId}`,
    nameFr: 'Unité',
    agency: 'PNC',
    level: 'LX',
    parentId: commissariat,
    status: 'ACTIVE',
    validFrom: since,
    ...change,
  },
];

export const placeRecorded = (placeId: string, change: Partial<PlaceRecordedV1> = {}): Learnt => [
  PlaceRecordedV1,
  { placeId, kind: 'CITY', name: 'Mbuji-Mayi', parentId: province, access: 'NORMAL', accessFrom: since, ...change },
];

/** The people, units and places the steps play with, as directory would have told them. */
function directoryOf(people: Record<Cast, Person>): Learnt[] {
  const own = { agency: 'IOM', parentId: mission };
  const persons = [driver, driver2, commissioner, chiefOfMission, ...Object.values(people).map(({ id }) => id)];
  return [
    ...persons.map((personId): Learnt => [PersonRecordedV1, { personId }]),
    [OrganisationRecordedV1, { organisationId: carrierId, kind: 'CARRIER', legalName: 'Trans-Kasaï' }],
    placeRecorded(province, { kind: 'PROVINCE', name: 'Kasaï-Oriental', parentId: null }),
    placeRecorded(storePlace, { kind: 'STORE', parentId: null }),
    unitRecorded(mission, { agency: 'IOM', parentId: null, headPersonId: chiefOfMission }),
    unitRecorded(storeUnit, { ...own, headPersonId: people.storekeeper.id }),
    unitRecorded(fieldOffice, { ...own, headPersonId: people.officer.id }),
    unitRecorded(commissariat, { parentId: null, headPersonId: commissioner }),
    ...units.flatMap(({ orgUnitId, placeId }) => [
      placeRecorded(placeId),
      unitRecorded(orgUnitId, { placeId, headPersonId: people.head.id }),
    ]),
  ];
}

/** The services beside subscribe in the background; the first question finds out when they listen. */
async function untilAnswered(world: World): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const [device] = world.inStock(1) as [ReservedDevice];
    const proposal = await world.people.manager.post('/allocations', {
      orgUnitId: commissariat,
      awardIds: [awardId],
      purpose: 'to see whether anybody answers',
      deviceIds: [device.deviceId],
    });
    const { status } = await world.people.approver.post(
      `/allocations/${(proposal.body as { id: string }).id}/approval`,
      {},
    );
    if (status === 200) {
      await world.told();
      return;
    }
    await pause(50);
  }
  throw new Error('Nobody answers the calls.');
}
