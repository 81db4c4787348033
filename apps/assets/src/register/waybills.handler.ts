import { Injectable } from '@nestjs/common';
import {
  ArrivalRecordedV1,
  DeviceSeenElsewhereV1,
  WaybillClosedShortV1,
  WaybillDispatchedV1,
} from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import { arrivalRecorded, seenElsewhere, waybillClosedShort, waybillDispatched } from './effects.rules.js';
import { reasonOf, Register } from './register.service.js';

/** Devices on the road: dispatched, arrived, missing, seen elsewhere. */
@Injectable()
export class WaybillsHandler {
  constructor(private readonly register: Register) {}

  @OnFact(WaybillDispatchedV1)
  async waybillDispatched(tx: EntityManager, fact: Fact<WaybillDispatchedV1>): Promise<void> {
    const { documentId, departedAt } = fact.data;
    await this.register.follow(tx, waybillDispatched(fact.data), reasonOf(fact, departedAt, documentId));
  }

  @OnFact(ArrivalRecordedV1)
  async arrivalRecorded(tx: EntityManager, fact: Fact<ArrivalRecordedV1>): Promise<void> {
    const { waybillId, arrivedAt } = fact.data;
    await this.register.follow(tx, arrivalRecorded(fact.data), reasonOf(fact, arrivedAt, waybillId));
  }

  @OnFact(WaybillClosedShortV1)
  async waybillClosedShort(tx: EntityManager, fact: Fact<WaybillClosedShortV1>): Promise<void> {
    await this.register.follow(tx, waybillClosedShort(fact.data), reasonOf(fact, null, fact.data.documentId));
  }

  @OnFact(DeviceSeenElsewhereV1)
  async deviceSeenElsewhere(tx: EntityManager, fact: Fact<DeviceSeenElsewhereV1>): Promise<void> {
    await this.register.follow(tx, seenElsewhere(fact.data), reasonOf(fact, fact.data.seenAt));
  }
}
