import { randomUUID } from 'node:crypto';
import { GoodsReceivedV1, type Lifecycle } from '@dotation/contracts';
import type { Fact } from '@dotation/messaging';
import { Commands, RunTimeDatabase, ServiceConfig, uuidv7, WorkerDatabase, type Command } from '@dotation/service';
import fc from 'fast-check';
import type { DataSource, EntityManager } from 'typeorm';
import { aCommand } from '../../../../test/support/app.ts';
import { freshDatabase } from '../../../../test/support/servers.ts';
import {
  ACTORS,
  DEVICES,
  documents,
  kindOf,
  someDeeds,
  wrongs,
  type Deed,
  type History,
} from '../../test/custody-model.ts';
import { awardId, goodsReceived, type Document } from '../../test/documents.ts';
import { toldOf } from '../../test/world.ts';
import { CostsHandler } from '../costs/costs.handler.js';
import { dataSource } from '../data-source.js';
import { AllocationsHandler } from '../reservations/allocations.handler.js';
import { Lots } from '../lots/lots.service.js';
import { ReserveCall } from '../reservations/reserve.call.js';
import { TaggingsService } from '../taggings/taggings.service.js';
import { VoidsService } from '../voids/voids.service.js';
import { startOfCustody } from './custody.rules.js';
import { HandoversHandler } from './handovers.handler.js';
import { ReceiptsHandler } from './receipts.handler.js';
import { lockDevices } from './register.queries.js';
import { Register, type Foundations } from './register.service.js';
import { WaybillsHandler } from './waybills.handler.js';

const ours: Foundations = { lock: lockDevices, startOf: startOfCustody };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let worker: DataSource;
let runTime: RunTimeDatabase;
beforeAll(async () => {
  database = await freshDatabase('assets', { dataSource });
  worker = await dataSource(database.workerUrl).initialize();
  runTime = new RunTimeDatabase(dataSource(database.url), 'run-time');
  await runTime.ready();
});
afterAll(async () => {
  await worker.destroy();
  await runTime.close();
  await database.drop();
});

type Apply = (tx: EntityManager, fact: Fact<never>) => Promise<void>;

/** The handlers, the call and the command of assets on a register that stands on these foundations. */
function registerOn(foundations: Foundations) {
  const register = new Register(foundations);
  const receipts = new ReceiptsHandler(register);
  const waybills = new WaybillsHandler(register);
  const handovers = new HandoversHandler(register);
  const allocations = new AllocationsHandler(register);
  const costs = new CostsHandler(register);
  const commands = new Commands(runTime, { name: 'assets' } as ServiceConfig);
  const apply: Record<string, Apply> = {
    'goods-received': (tx, fact) => receipts.goodsReceived(tx, fact),
    'inspection-closed': (tx, fact) => receipts.inspectionClosed(tx, fact),
    'goods-linked-to-order': (tx, fact) => receipts.goodsLinkedToOrder(tx, fact),
    'costs-adjusted': (tx, fact) => costs.costsAdjusted(tx, fact),
    'allocation-cancelled': (tx, fact) => allocations.allocationCancelled(tx, fact),
    'waybill-dispatched': (tx, fact) => waybills.waybillDispatched(tx, fact),
    'arrival-recorded': (tx, fact) => waybills.arrivalRecorded(tx, fact),
    'waybill-closed-short': (tx, fact) => waybills.waybillClosedShort(tx, fact),
    'device-seen-elsewhere': (tx, fact) => waybills.deviceSeenElsewhere(tx, fact),
    'handover-signed': (tx, fact) => handovers.handoverSigned(tx, fact),
    'handover-completed': (tx, fact) => handovers.handoverCompleted(tx, fact),
    'command-handed-over': (tx, fact) => handovers.commandHandedOver(tx, fact),
    'handover-ratified': (tx, fact) => handovers.handoverRatified(tx, fact),
    'handover-rectified': (tx, fact) => handovers.handoverRectified(tx, fact),
    'deed-effective': (tx, fact) => handovers.deedEffective(tx, fact),
  };
  return {
    /** A fact as the reader applies it: in a transaction of its own. */
    hear: ({ type, header, lines }: Document, occurredAt: Date, recordedAt: Date): Promise<void> =>
      worker.transaction((tx) => {
        const data = { ...header, part: 1, parts: 1, lines };
        const fact = { id: uuidv7(), type: type.type, subject: header.documentId, data, occurredAt, recordedAt };
        const cause = { actorId: randomUUID(), causationId: uuidv7() };
        return (apply[type.type.split('.')[2] as string] as Apply)(tx, { ...fact, ...cause } as never);
      }),
    reserveCall: new ReserveCall(
      { ready: () => Promise.resolve(worker) } as unknown as WorkerDatabase,
      register,
      new Lots(),
    ),
    // why: taggings and void notes only run their command here; nobody reads them back.
    taggings: new TaggingsService(commands, undefined as never, register),
    voids: new VoidsService(commands, undefined as never, register),
  };
}

const START = Date.UTC(2026, 10, 1);
const seen = new Set<string>();

async function aRun(foundations: Foundations, deeds: Deed[]): Promise<void> {
  const system = registerOn(foundations);
  const [outbox] = await worker.query<[{ last: string }]>(`SELECT coalesce(max(id), 0) AS last FROM outbox`);
  const receipt = goodsReceived(DEVICES, new Date(START).toISOString(), (n) =>
    n === 0 ? { orderLineId: null, costMinor: null, funding: null } : {},
  );
  expect(receipt.type).toBe(GoodsReceivedV1);
  await system.hear(receipt, new Date(START), new Date(START));
  const allocationId = uuidv7();
  let minutes = 0;

  const act = async (deed: Deed): Promise<void> => {
    const ids = deed.devices.map((n) => receipt.deviceIds[n] as string);
    const [state] = await worker.query<[{ lifecycle: Lifecycle }]>('SELECT lifecycle FROM device WHERE id = $1', [
      ids[0],
    ]);
    const recordedAt = new Date(START + (minutes += 1) * 60_000);
    const claimedAt = new Date(recordedAt.getTime() + deed.claimed * 60_000);
    const kind = kindOf(deed, state.lifecycle);
    if (kind === 'reserve') {
      const request = {
        allocationId: deed.pick % 2 ? allocationId : uuidv7(),
        orgUnitId: randomUUID(),
        awardIds: [awardId],
        actorId: randomUUID(),
        // CR-67: what is on the road is asked for by a reallocation, sometimes by an allocation that holds it already.
        inTransit: state.lifecycle !== 'A04_IN_STOCK',
      };
      await system.reserveCall.reserve({ ...request, occurredAt: claimedAt.toISOString(), deviceIds: ids });
    } else if (kind === 'tag') {
      const lines = ids.map((deviceId) => ({ deviceId, ...(deed.pick % 3 === 0 ? { replacedReason: 'worn' } : {}) }));
      await system.taggings
        .tagDevices({ lines }, aCommand({ at: recordedAt, roles: ['STOREKEEPER'] }))
        .catch((error: { code?: string }) => {
          if (error.code !== 'tagging-refused') throw error;
        });
    } else if (kind === 'void') {
      const by = (): Command => aCommand({ at: recordedAt, roles: ['DATA_STEWARD'] });
      for (const deviceId of ids)
        await system.voids
          .proposeVoid({ deviceId, reason: 'twice' }, by())
          .then(({ id }) => system.voids.confirmVoid(id, by()))
          .catch((error: { code?: string }) => {
            // Somebody else was quicker.
            if (error.code !== 'device-not-voidable' && error.code !== 'void-open') throw error;
          });
    } else {
      const document = documents[kind](ids, claimedAt.toISOString(), allocationId);
      await system.hear(document, claimedAt, recordedAt);
      // The same again, as a reader never sees it but a phone sends it: a second fact of the same content.
      if (deed.pick % 7 === 0) await system.hear(document, claimedAt, recordedAt);
    }
  };
  // Every actor does his own in order; all of them at once.
  await Promise.all(
    Array.from({ length: ACTORS }, async (_, actor) => {
      for (const deed of deeds.filter((one) => one.actor === actor)) await act(deed);
    }),
  );
  const histories = await Promise.all(receipt.deviceIds.map((id) => historyOf(id, outbox.last)));
  for (const { told } of histories) told.forEach(({ transition }) => transition && seen.add(transition));
  expect(histories.flatMap(wrongs)).toEqual([]);
}

async function historyOf(deviceId: string, afterFact: string): Promise<History> {
  const [device] = await worker.query<[{ lifecycle: Lifecycle; device_seq: number }]>(
    `SELECT lifecycle, device_seq FROM device WHERE id = $1`,
    [deviceId],
  );
  const intervals = await worker.query<{ from_at: Date; to_at: Date | null; device_seq: number }[]>(
    `SELECT from_at, to_at, device_seq FROM custody WHERE device_id = $1 ORDER BY device_seq`,
    [deviceId],
  );
  const told = await toldOf(worker, deviceId, afterFact);
  return {
    deviceId,
    lifecycle: device.lifecycle,
    deviceSeq: device.device_seq,
    intervals: intervals.map(({ from_at, to_at }) => ({
      from: +from_at,
      to: to_at && +to_at,
      recordedAt: Number.MAX_SAFE_INTEGER,
    })),
    told: told.map(({ leafHash, line: { deviceSeq, previous, transition, changed } }) => ({
      deviceSeq,
      previous,
      leafHash,
      // A conflict names the transition that could not be; only a change makes it one that was.
      transition: changed === undefined ? null : (transition ?? null),
      lifecycle: (changed as { lifecycle?: Lifecycle } | undefined)?.lifecycle ?? null,
    })),
  };
}

const custodyHolds = (foundations: Foundations, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(someDeeds(20, 50), (deeds) => aRun(foundations, deeds)),
    // A race does not shrink: the same deeds meet in another order the next time.
    { numRuns, endOnFailure: true },
  );

describe('custody of every device, in the database, with everybody at it at once', () => {
  it('is contiguous, never overlaps, and is open once; numbers are dense and linked, states legal', async () => {
    await custodyHolds(ours, 20);
  });

  it('was tried with nearly every transition there is', async () => {
    // Chance may leave out a rare one: a few more lives, not a lower bar.
    for (let more = 0; seen.size < 12 && more < 4; more += 1) await custodyHolds(ours, 20);
    expect(seen.size).toBeGreaterThanOrEqual(12);
  });

  it.each([
    [
      'late documents reach back behind what is known',
      { ...ours, startOf: (_: Date | null, claimed: Date, recorded: Date) => new Date(Math.min(+claimed, +recorded)) },
    ],
    ['nobody locks the devices', { ...ours, lock: () => Promise.resolve() }],
  ])('does not hold, and this test says so, when %s', async (_, broken) => {
    await expect(custodyHolds(broken, 30)).rejects.toThrow(/Property failed/);
  });
});
