import { Injectable } from '@nestjs/common';
import {
  CommandHandedOverV1,
  DeedEffectiveV1,
  HandoverCompletedV1,
  HandoverRatifiedV1,
  HandoverRectifiedV1,
  HandoverSignedV1,
} from '@dotation/contracts';
import { OnFact, type Fact } from '@dotation/messaging';
import type { EntityManager } from 'typeorm';
import {
  commandHandedOver,
  deedEffective,
  handoverCompleted,
  handoverRatified,
  handoverRectified,
  handoverSigned,
} from './effects.rules.js';
import { reasonOf, Register } from './register.service.js';

/** Devices that units acknowledge, refuse or give back, and the deed that makes them the State's. */
@Injectable()
export class HandoversHandler {
  constructor(private readonly register: Register) {}

  @OnFact(HandoverSignedV1)
  async handoverSigned(tx: EntityManager, fact: Fact<HandoverSignedV1>): Promise<void> {
    const { signedAt, waybillIds } = fact.data;
    const waybillId = waybillIds.length === 1 ? (waybillIds[0] ?? null) : null;
    await this.register.follow(tx, handoverSigned(fact.data), reasonOf(fact, signedAt, waybillId));
  }

  @OnFact(HandoverCompletedV1)
  async handoverCompleted(tx: EntityManager, fact: Fact<HandoverCompletedV1>): Promise<void> {
    await this.register.follow(tx, handoverCompleted(fact.data), reasonOf(fact, fact.data.completedAt));
  }

  @OnFact(HandoverRectifiedV1)
  async handoverRectified(tx: EntityManager, fact: Fact<HandoverRectifiedV1>): Promise<void> {
    await this.register.follow(tx, handoverRectified(fact.data), reasonOf(fact, fact.data.rectifiedAt));
  }

  @OnFact(HandoverRatifiedV1)
  async handoverRatified(tx: EntityManager, fact: Fact<HandoverRatifiedV1>): Promise<void> {
    await this.register.follow(tx, handoverRatified(fact.data), reasonOf(fact, fact.data.ratifiedAt));
  }

  @OnFact(CommandHandedOverV1)
  async commandHandedOver(tx: EntityManager, fact: Fact<CommandHandedOverV1>): Promise<void> {
    await this.register.follow(tx, commandHandedOver(fact.data), reasonOf(fact, fact.data.handedOverAt));
  }

  @OnFact(DeedEffectiveV1)
  async deedEffective(tx: EntityManager, fact: Fact<DeedEffectiveV1>): Promise<void> {
    await this.register.follow(tx, deedEffective(fact.data), reasonOf(fact, fact.data.effectiveAt));
  }
}
