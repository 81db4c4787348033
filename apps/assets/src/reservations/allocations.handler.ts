import { Injectable } from '@nestjs/common';
import { AllocationCancelledV1 } from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { allocationCancelled } from '../register/effects.rules.js';
import { reasonOf, Register } from '../register/register.service.js';
import { buryReservations, reservationsOf } from './reservations.queries.js';

/** A cancelled allocation lets its devices go, and stays as a tombstone for a reserve that is still on its way. */
@Injectable()
export class AllocationsHandler {
  constructor(private readonly register: Register) {}

  @OnFact(AllocationCancelledV1)
  async allocationCancelled(tx: EntityManager, fact: Fact<AllocationCancelledV1>): Promise<void> {
    const { documentId: allocationId, lines } = fact.data;
    const deviceIds = lines.flatMap(({ deviceId }) => (deviceId ? [deviceId] : []));
    // Before the reservations are read: a reserve of the same devices has then either finished or not begun.
    await this.register.lock(tx, deviceIds);
    const reason = reasonOf(fact, null);
    await buryReservations(tx, allocationId, deviceIds, reason.cause.recordedAt);
    const reservations = await reservationsOf(tx, allocationId, deviceIds);
    const held = new Set(reservations.filter(({ endReason }) => endReason === null).map(({ deviceId }) => deviceId));
    await this.register.follow(tx, allocationCancelled(fact.data, held), reason);
  }
}
