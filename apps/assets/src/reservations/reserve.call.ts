import { Controller } from '@nestjs/common';
import { ReserveDevices, type ReservationReply, ReservationRequest } from '@dotation/contracts';
import { OnCall } from '@dotation/messaging';
import { WorkerDatabase } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { timeOf } from '../register/custody.rules.js';
import { readDevices } from '../register/register.queries.js';
import { Register, type Reason } from '../register/register.service.js';
import { reserveDevices } from './reservation.rules.js';
import { insertReservations, reservationsOf, reservedDevices } from './reservations.queries.js';

/** `call.assets.reserve`: idempotent, all or nothing. It comes from a service, not from a person, so the worker role answers. */
@Controller()
export class ReserveCall {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly register: Register,
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
    const { reserve, problems } = reserveDevices(request, devices, await reservationsOf(tx, allocationId, deviceIds));
    if (problems.length > 0) return { reserved: false, devices: [], problems };
    if (reserve.length > 0) {
      await insertReservations(tx, allocationId, reserve, now);
      const effects = reserve.map((deviceId) => ({ deviceId, stepFor: () => ({ move: 'reserve' as const }) }));
      await this.register.follow(tx, effects, reasonOf(request, now));
    }
    return { reserved: true, devices: await reservedDevices(tx, deviceIds), problems: [] };
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
