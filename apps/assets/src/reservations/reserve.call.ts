import { Controller } from '@nestjs/common';
import { ReserveDevices, type ReservationReply, ReservationRequest } from '@dotation/contracts';
import { OnCall } from '@dotation/messaging';
import { WorkerDatabase } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { reserveAsk } from '../lots/lot-effects.rules.js';
import { reservedLots } from '../lots/lot-reservations.queries.js';
import { Lots } from '../lots/lots.service.js';
import { timeOf } from '../register/custody.rules.js';
import { readDevices } from '../register/register.queries.js';
import { Register, type Reason } from '../register/register.service.js';
import { reserveDevices } from './reservation.rules.js';
import {
  endReservations,
  heldByOthers,
  insertReservations,
  reservationsOf,
  reservedDevices,
} from './reservations.queries.js';

/** `call.assets.reserve`: idempotent, all or nothing. It comes from a service, not from a person, so the worker role answers. */
@Controller()
export class ReserveCall {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly register: Register,
    private readonly lots: Lots,
  ) {}

  @OnCall(ReserveDevices)
  async reserve(request: ReservationRequest): Promise<ReservationReply> {
    const source = await this.database.ready();
    return source.transaction((tx) => this.reserveIn(tx, request, new Date()));
  }

  async reserveIn(tx: EntityManager, request: ReservationRequest, now: Date): Promise<ReservationReply> {
    const { allocationId, deviceIds } = request;
    await this.register.lock(tx, deviceIds);
    const devices = await readDevices(tx, deviceIds);
    const held = request.inTransit ? await heldByOthers(tx, allocationId, deviceIds) : new Set<string>();
    const own = await reservationsOf(tx, allocationId, deviceIds);
    const { reserve, problems } = reserveDevices(request, devices, own, held);
    // Devices first, then lots: every effect takes its locks in this order.
    const ofLots = await this.lots.reservable(tx, request);
    if (problems.length > 0 || ofLots.problems.length > 0)
      return { reserved: false, devices: [], problems, lotProblems: ofLots.problems };
    if (reserve.length > 0) {
      const move = request.inTransit ? ('reallocate' as const) : ('reserve' as const);
      // The reservation before ends first: a device has one at every moment.
      if (request.inTransit) {
        const given = reserve.map((deviceId) => ({ deviceId, reason: 'REALLOCATED' }));
        await endReservations(tx, given, now);
      }
      await insertReservations(tx, allocationId, reserve, now);
      const effects = reserve.map((deviceId) => ({ deviceId, stepFor: () => ({ move }) }));
      await this.register.follow(tx, effects, reasonOf(request, now));
    }
    const asks = ofLots.reserve.map((line) => reserveAsk(line, allocationId));
    await this.lots.follow(tx, asks, reasonOf(request, now));
    const lots = (request.lots ?? []).length > 0 ? await reservedLots(tx, allocationId) : [];
    return { reserved: true, devices: await reservedDevices(tx, deviceIds), problems: [], lots };
  }
}

function reasonOf({ allocationId, actorId, occurredAt }: ReservationRequest, now: Date): Reason {
  const claimedAt = timeOf(occurredAt, now);
  return {
    occasion: { documentId: allocationId, claimedAt, recordedAt: now },
    cause: { actorId, occurredAt: claimedAt, recordedAt: now, causationId: allocationId },
    factId: allocationId,
    waybillId: null,
  };
}
